import { advertisingRows } from '../advertising-rows.ts';
import type { Mode, Wording } from '../schema/index.ts';
import { TRACE_KINDS } from '../trace-kinds.ts';
import type { RegisterWord } from '../words/shipped-words.ts';
import { comingNotices } from './coming-notices.ts';
import { html, type Markup, type Said } from './html.ts';
import type { View } from './view.ts';

type Purpose = Wording['purposes'][number];
type Row = Wording['services'][number];

const MODES: Readonly<Record<Mode, RegisterWord>> = {
  always: 'modeAlways',
  'opt-in': 'modeOptIn',
  'opt-out': 'modeOptOut',
  notify: 'modeNotify',
};

/** The register with its heading, the edition in force and the history: the body of a page of its own. */
export function registerPage(view: View): Markup {
  const { wording, register, advertising, day, file, told } = view;
  const advertises = advertisingRows(wording).length > 0;
  return html`<h1>${register('title')}</h1>
<p>${register('intro')}</p>
<p class="edition">${register('edition', { edition: wording.edition.label, date: day(wording.edition.effectiveAt) })}</p>
${advertises && html`<p><a href="${file('ad-opt-out')}">${advertising('title')}</a></p>`}
${comingNotices(view)}
<h2>${register('changes')}</h2>
<ul>${wording.edition.changes.map((change) => html`<li>${told(change)}</li>`)}</ul>
${registerTables(view)}
${registerHistory(view)}`;
}

/** One table for each purpose, every row whole: legible without any operation. */
export function registerTables(view: View): Markup {
  return html`${view.wording.purposes.map((purpose) => section(view, purpose))}`;
}

function section(view: View, { id, title, description, refused, mode, services }: Purpose): Markup {
  const { wording, register, told } = view;
  const rows = services.flatMap((key) => wording.services.find((service) => service.id === key) ?? []);
  const heads = (['service', 'information', 'purposes', 'traces', 'more'] as const).map((word) => register(word));
  return html`<section class="register" aria-labelledby="purpose-${id}">
<h2 id="purpose-${id}">${told(title)}</h2>
<p>${told(description)}</p>
<p class="mode">${register(MODES[mode])}${refused && html` ${register('refused')}${told(refused)}`}</p>
${
  rows.length === 0
    ? html`<p>${register('none')}</p>`
    : html`<table>
<caption>${told(title)}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => tableRow(view, row, heads))}</tbody>
</table>`
}
</section>
`;
}

function tableRow(view: View, row: Row, heads: readonly Said[]): Markup {
  const { register, told } = view;
  const cell = (index: number, content: Markup): Markup => html`<td data-head="${heads[index]}">${content}</td>`;
  const fact = (word: RegisterWord, value: string | null): Markup =>
    html`<li><span class="fact">${register(word)}</span> ${value === null ? register('unconfirmed') : told(value)}</li>`;
  const joined = row.joinsPerson && fact('joinsPerson', row.joinsPerson);
  return html`<tr id="noren-${row.id}"><th scope="row"><b>${told(row.name)}</b><ul>${fact('recipient', row.recipient)}${fact('country', row.country)}${fact('collector', row.collector)}</ul></th>
${cell(1, html`<ul>${row.information.map((item) => html`<li>${told(item)}</li>`)}</ul>`)}
${cell(2, html`<ul>${fact('ownPurpose', row.ownPurpose)}${fact('recipientPurpose', row.recipientPurpose)}${joined}</ul>${row.mode && html`<p class="mode">${register(MODES[row.mode])}</p>`}`)}
${cell(3, traces(view, row))}
${cell(4, addresses(view, row))}</tr>
`;
}

function traces({ register }: View, row: Row): Markup {
  const lists = TRACE_KINDS.map((kind) => {
    const kept = row[kind] ?? [];
    return (
      kept.length > 0 &&
      html`<p class="fact">${register(kind)}</p><ul>${kept.map(
        ({ name, lifetime }) =>
          html`<li><code dir="ltr">${name}</code>${lifetime && html` ${register('lifetime', { lifetime })}`}</li>`,
      )}</ul>`
    );
  });
  return lists.some(Boolean) ? html`${lists}` : html`—`;
}

function addresses(view: View, row: Row): Markup {
  const { register } = view;
  const { name, policyUrl, optOutUrl } = row;
  if (!policyUrl && !optOutUrl) return html`—`;
  return html`${policyUrl && html`<p>${outside(policyUrl, register('policyOf', { service: name }))}</p>`}${
    optOutUrl && html`<p>${outside(optOutUrl, register('optOutOf', { service: name }))}</p>${optOutEffect(view, row)}`
  }`;
}

/** What opting out stops, and where its effect ends; what nobody has found out yet is said to be being confirmed. */
export function optOutEffect({ register, told }: View, { optOutStops, optOutReach }: Row): Markup {
  const reach = optOutReach === 'browser' ? 'reachBrowser' : optOutReach ? 'reachAccount' : 'reachUnconfirmed';
  return html`${optOutStops && html`<p>${told(optOutStops)}</p>`}<p>${register(reach)}</p>`;
}

/** A link that leads away: it tells its destination nothing of this page. */
export function outside(url: string, words: Said): Markup {
  return html`<a href="${url}" rel="noopener noreferrer">${words}</a>`;
}

/** What each edition added to the register, changed in it and took from it, newest first. */
export function registerHistory({ config, wording, register, day, text }: View): Markup {
  const current = config.editions.findIndex(({ label }) => label === wording.edition.label);
  const editions = config.editions.slice(0, current + 1);
  const names = (key: 'firstEdition' | 'changedEdition' | 'lastEdition', label: string | undefined): string[] =>
    label === undefined ? [] : wording.services.filter((row) => row[key] === label).map(({ name }) => name);
  const list = new Intl.ListFormat(wording.language, { type: 'conjunction' });
  const told = (word: RegisterWord, services: readonly string[]): Markup | false =>
    services.length > 0 && html`<li>${register(word, { list: list.format(services) })}</li>`;
  return html`<section aria-labelledby="history"><h2 id="history">${register('history')}</h2>
${editions
  .map(
    (
      { label, effectiveAt, changes },
      at,
    ) => html`<h3>${register('editionTitle', { edition: label, date: day(effectiveAt) })}</h3>
<ul>${changes.map((change) => html`<li>${text(change)}</li>`)}${told('historyAdded', names('firstEdition', label))}${told('historyChanged', names('changedEdition', label))}${told('historyRemoved', names('lastEdition', editions[at - 1]?.label))}</ul>
`,
  )
  .reverse()}</section>`;
}
