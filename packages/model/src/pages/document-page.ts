import { differences, inForceAndComing, type SectionChange, sectionsAt } from '../publish/document-at.ts';
import type { Document, Edition, Section } from '../schema/index.ts';
import type { DocumentWord } from '../words/shipped-words.ts';
import { html, type Markup } from './html.ts';
import type { View } from './view.ts';

/** A document as pages show it: the handling notice, terms, an announcement. */
export interface Shown {
  /** Name of its page. */
  readonly page: string;
  readonly title: string;
  readonly kind: DocumentWord;
  readonly editions: readonly Edition[];
  readonly document?: Document;
}

const KINDS: Readonly<Record<Document['kind'], DocumentWord>> = {
  terms: 'terms',
  'special-terms': 'specialTerms',
  'service-change': 'serviceChange',
  'service-end': 'serviceEnd',
  suspension: 'suspension',
};

/** Every document of a site, the handling notice first where its sections are published here. */
export function documentsOf({ config, document, text }: View): Shown[] {
  const told = config.editions.some(({ sections }) => sections?.length);
  return [
    ...(told
      ? [
          {
            page: 'handling-notice',
            title: document('handlingNotice'),
            kind: 'handlingNotice' as const,
            editions: config.editions,
          },
        ]
      : []),
    ...(config.documents ?? []).map((one) => ({
      page: `document-${one.id}`,
      title: text(one.title),
      kind: KINDS[one.kind],
      editions: one.editions,
      document: one,
    })),
  ];
}

/** A document with its change notices, its text in force and its history: the body of a page of its own. */
export function documentPage(view: View, shown: Shown, parts: Readonly<Record<string, Markup>> = {}): Markup {
  const { document, text, day, now, config } = view;
  const { current, coming } = inForceAndComing(shown.editions, now);
  const edition = shown.editions[current - 1];
  const overridden = config.documents?.find(({ id }) => id === shown.document?.overrides);
  const section = ({ id, heading, body, items = [] }: Section): Markup =>
    html`<section aria-labelledby="section-${id}"><h2 id="section-${id}">${text(heading)}</h2>
${body.map((paragraph) => html`<p>${text(paragraph)}</p>`)}${
  items.length > 0 && html`<ul>${items.map((item) => html`<li>${text(item)}</li>`)}</ul>`
}${parts[id]}</section>
`;
  return html`<h1>${shown.title}</h1>
<p class="edition">${view.register('edition', { edition: edition?.label ?? '', date: day(edition?.effectiveAt ?? '') })}${
    edition?.documentNumber && html` · ${document('number')} ${edition.documentNumber}`
  }</p>
${overridden && html`<p>${document('overrides', { document: text(overridden.title) })}</p>`}
${shown.document?.emergency && html`<p>${document('emergency')}</p>`}
${coming.map((next) => changeNotice(view, shown, next))}
${sectionsAt(shown.editions, current).map(section)}
${documentHistory(view, shown, current)}`;
}

/** What changes, and from when, before it does. Of terms also: how to leave. */
export function changeNotice(view: View, shown: Shown, next: Edition): Markup {
  const { document, text, day } = view;
  const id = `notice-${next.label}`;
  const to = shown.editions.indexOf(next) + 1;
  const leave = shown.document?.withdrawUrl;
  return html`<section class="notice" aria-labelledby="${id}"><h2 id="${id}">${document('notice')}</h2>
<p><strong>${document('noticeBody', { date: day(next.effectiveAt), edition: next.label })}</strong></p>
<ul>${next.changes.map((change) => html`<li>${text(change)}</li>`)}</ul>
${compared(view, differences(shown.editions, to - 1, to))}
${leave && html`<p>${document('disagree')} <a href="${leave}">${document('withdraw')}</a></p>`}</section>
`;
}

function documentHistory(view: View, { editions }: Shown, current: number): Markup {
  const { document, text, day } = view;
  const state = (sequence: number): string =>
    sequence === current ? document('inForce') : sequence > current ? document('coming') : '';
  return html`<section aria-labelledby="history"><h2 id="history">${document('history')}</h2>
<table><caption>${document('history')}</caption>
<thead><tr>${(['label', 'published', 'effective', 'changes', 'number'] as const).map((word) => html`<th scope="col">${document(word)}</th>`)}</tr></thead>
<tbody>${editions
    .map(
      (
        { label, date, effectiveAt, changes, documentNumber },
        at,
      ) => html`<tr><th scope="row">${label} ${state(at + 1)}</th>
<td data-head="${document('published')}">${day(`${date}T12:00:00Z`)}</td><td data-head="${document('effective')}">${day(effectiveAt)}</td>
<td data-head="${document('changes')}"><ul>${changes.map((change) => html`<li>${text(change)}</li>`)}</ul></td><td data-head="${document('number')}">${documentNumber ?? '—'}</td></tr>
`,
    )
    .reverse()}</tbody></table>
${editions
  .map((edition, at) => {
    const before = editions[at - 1];
    const changes = before ? differences(editions, at, at + 1) : [];
    return (
      changes.length > 0 &&
      html`<details><summary>${document('differences', { from: before?.label ?? '', to: edition.label })}</summary>
${compared(view, changes)}</details>
`
    );
  })
  .reverse()}</section>`;
}

/** Two editions, section by section: what went with a line through it, what came marked as new. */
function compared({ document, text }: View, changes: readonly SectionChange[]): Markup {
  const lines = ({ body, items = [] }: Section): string[] => [...body, ...items].map(text);
  return html`${changes.map(({ before, after }) => {
    const [old, now] = [before ? lines(before) : [], after ? lines(after) : []];
    const word = before ? (after ? 'sectionChanged' : 'sectionRemoved') : 'sectionAdded';
    const heading = after ?? before;
    return html`<h3>${heading && text(heading.heading)} <small>${document(word)}</small></h3>
${old.filter((line) => !now.includes(line)).map((line) => html`<p><del>${line}</del></p>`)}${now
  .filter((line) => !old.includes(line))
  .map((line) => html`<p><ins>${line}</ins></p>`)}`;
  })}`;
}
