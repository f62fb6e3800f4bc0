import type { Wording } from '@noren/model/schema';
import { escapeHtml } from './escape-html.ts';
import { Markup } from './template.ts';

/** Column heads that the published wording does not have. */
const WORDS = {
  ja: {
    service: 'サービス',
    purposes: '目的',
    how: '使いかた',
    addresses: '送信先の案内',
    none: '送信先はありません。',
    life: '保存期間：',
    colon: '：',
    gap: '',
    ours: '当社：',
    theirs: '送信先：',
  },
  en: {
    service: 'Service',
    purposes: 'Purpose',
    how: 'How it is used',
    addresses: 'From the recipient',
    none: 'Nobody receives anything.',
    life: 'kept ',
    colon: ': ',
    gap: ' ',
    ours: 'Ours: ',
    theirs: 'Theirs: ',
  },
} as const;

/** How a mode reads to a visitor. */
const MODES = {
  ja: {
    always: '常に使用します。',
    'opt-in': '許可された場合だけ使用します。',
    'opt-out': '停止されるまで使用します。',
    notify: '使用しています。停止の方法は、送信先ごとに記載しています。',
  },
  en: {
    always: 'Always in use.',
    'opt-in': 'Used only if you allow it.',
    'opt-out': 'Used until you stop it.',
    notify: 'In use. How to stop it is said for each recipient.',
  },
} as const;

/**
 * The register of external transmissions as plain HTML, made from the wording that was published: the same words as in
 * the preferences, one table for each purpose, legible without script.
 */
export function registerTable(wording: Wording): Markup {
  const language = wording.language === 'en' ? 'en' : 'ja';
  return new Markup(wording.purposes.map((purpose) => section(wording, purpose, language)).join('\n'));
}

type Language = keyof typeof WORDS;
type Words = (typeof WORDS)[Language];
type Purpose = Wording['purposes'][number];
type Row = Wording['services'][number];

function section(wording: Wording, purpose: Purpose, language: Language): string {
  const rows = wording.services.filter(({ id }) => purpose.services.includes(id));
  const { title, description, refused, mode, id } = purpose;
  const say = (key: string): string => escapeHtml(wording.preferences[key] ?? '');
  const heads = [
    WORDS[language].service,
    say('information'),
    WORDS[language].purposes,
    say('cookies'),
    WORDS[language].addresses,
  ];
  return `<section class="register" aria-labelledby="purpose-${escapeHtml(id)}">
<h2 id="purpose-${escapeHtml(id)}">${escapeHtml(title)}</h2>
<p>${escapeHtml(description)}</p>
<p class="mode">${MODES[language][mode]}${refused ? `${WORDS[language].gap}${say('refused')}${escapeHtml(refused)}` : ''}</p>
${
  rows.length === 0
    ? `<p>${WORDS[language].none}</p>`
    : `<table aria-labelledby="purpose-${escapeHtml(id)}">
<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>
<tbody>${rows.map((row) => tableRow(row, heads, say, WORDS[language])).join('\n')}</tbody>
</table>`
}
</section>`;
}

function tableRow(row: Row, heads: readonly string[], say: (key: string) => string, words: Words): string {
  const cell = (index: number, content: string): string => `<td data-head="${heads[index] ?? ''}">${content}</td>`;
  const collected = `${say('collector')}${words.colon}${escapeHtml(row.collector)}`;
  const theirs = row.recipientPurpose === null ? say('unconfirmed') : escapeHtml(row.recipientPurpose);
  return `<tr><th scope="row"><b>${escapeHtml(row.name)}</b><span>${escapeHtml(row.recipient)}</span><span>${collected}</span></th>
${cell(1, list(row.information.map(escapeHtml)))}
${cell(2, list([`${words.ours}${escapeHtml(row.ownPurpose)}`, `${words.theirs}${theirs}`]))}
${cell(3, cookies(row, words))}
${cell(4, addresses(row, say))}</tr>`;
}

function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

function cookies({ cookies: names }: Row, { life }: Words): string {
  if (names.length === 0) return '—';
  return list(
    names.map(
      ({ name, lifetime }) =>
        `<code>${escapeHtml(name)}</code>${lifetime ? ` <span class="life">${life}${escapeHtml(lifetime)}</span>` : ''}`,
    ),
  );
}

function addresses({ name, policyUrl, optOutUrl }: Row, say: (key: string) => string): string {
  const link = (url: string | undefined, words: string): string[] =>
    url
      ? [
          `<a href="${escapeHtml(url)}" rel="noopener noreferrer">${words.split('{service}').join(escapeHtml(name))}</a>`,
        ]
      : [];
  const links = [...link(policyUrl, say('policyOf')), ...link(optOutUrl, say('optOutOf'))];
  return links.length === 0 ? '—' : list(links);
}
