import { differences, sectionsAt, sequenceInForce } from '../document-at.ts';
import { rowDifferences } from '../row-differences.ts';
import type { DocumentWords, EditionWords, SectionWords } from '../schema/index.ts';
import { html, type Markup, type Said } from './html.ts';
import type { View } from './view.ts';

/** A document with its change notices, its text in force and its history: the body of a page of its own. */
export function documentPage(view: View, shown: DocumentWords, parts: Readonly<Record<string, Markup>> = {}): Markup {
  const { document, now, told } = view;
  const current = sequenceInForce(shown.editions, now);
  const coming = shown.editions.slice(current);
  const edition = shown.editions[current - 1];
  const section = ({ id, heading, body, items = [] }: SectionWords): Markup =>
    html`<section aria-labelledby="section-${id}"><h2 id="section-${id}">${told(heading)}</h2>
${body.map((paragraph) => html`<p>${told(paragraph)}</p>`)}${
  items.length > 0 && html`<ul>${items.map((item) => html`<li>${told(item)}</li>`)}</ul>`
}${parts[id]}</section>
`;
  return html`<h1>${told(shown.title)}</h1>
<p class="edition">${edition && editionLine(view, edition)}${
    edition?.documentNumber && html` · ${document('number')} ${edition.documentNumber}`
  }</p>
${shown.overrides && html`<p>${document('overrides', { document: shown.overrides })}</p>`}
${shown.emergency && html`<p>${document('emergency')}</p>`}
${coming.map((next) => changeNotice(view, shown, next))}
${sectionsAt(shown.editions, current).map(section)}
${documentHistory(view, shown, current)}`;
}

/** What changes, and from when, before it does. Of terms also: how to leave. */
export function changeNotice(view: View, shown: DocumentWords, next: EditionWords): Markup {
  const { document, day, link, told } = view;
  const id = `notice-${next.label}`;
  const to = shown.editions.indexOf(next) + 1;
  const leave = shown.withdrawUrl;
  return html`<section class="notice" aria-labelledby="${id} ${id}-day"><h2 id="${id}">${document('notice')}</h2>
<p><strong id="${id}-day">${document('noticeBody', { date: day(next.effectiveAt), edition: next.label })}</strong></p>
<ul>${next.changes.map((change) => html`<li>${told(change)}</li>`)}</ul>
${compared(view, shown, to - 1, to)}
${leave && html`<p>${document('disagree')} <a href="${link(leave)}">${document('withdraw')}</a></p>`}</section>
`;
}

/** Which edition is shown and since when, or from when: an announcement is published before its day. */
function editionLine(view: View, edition: EditionWords): Said {
  const values = { edition: edition.label, date: view.day(edition.effectiveAt) };
  return isComing(view, edition) ? view.document('noticeBody', values) : view.register('edition', values);
}

function isComing({ now }: View, { effectiveAt }: EditionWords): boolean {
  return Date.parse(effectiveAt) > now.getTime();
}

function documentHistory(view: View, shown: DocumentWords, current: number): Markup {
  const { editions } = shown;
  const { document, day, told } = view;
  const state = (edition: EditionWords, sequence: number): Said =>
    isComing(view, edition) ? document('coming') : sequence === current ? document('inForce') : '';
  return html`<section aria-labelledby="history"><h2 id="history">${document('history')}</h2>
<table><caption>${document('history')}</caption>
<thead><tr>${(['label', 'published', 'effective', 'changes', 'number'] as const).map((word) => html`<th scope="col">${document(word)}</th>`)}</tr></thead>
<tbody>${editions
    .map(
      (edition, at) => html`<tr><th scope="row">${edition.label} ${state(edition, at + 1)}</th>
<td data-head="${document('published')}">${day(`${edition.date}T12:00:00Z`)}</td><td data-head="${document('effective')}">${day(edition.effectiveAt)}</td>
<td data-head="${document('changes')}"><ul>${edition.changes.map((change) => html`<li>${told(change)}</li>`)}</ul></td><td data-head="${document('number')}">${edition.documentNumber ?? '—'}</td></tr>
`,
    )
    .reverse()}</tbody></table>
${editions
  .map((edition, at) => {
    const before = editions[at - 1];
    const changes = before && compared(view, shown, at, at + 1);
    return (
      changes &&
      html`<details><summary>${document('differences', { from: before?.label ?? '', to: edition.label })}</summary>
${changes}</details>
`
    );
  })
  .reverse()}</section>`;
}

/**
 * Two editions, section by section: what went with a line through it, what came marked as new; of the handling notice also
 * the recipients that came, changed and went. Nothing where they are the same.
 */
function compared(view: View, shown: DocumentWords, from: number, to: number): Markup | false {
  const { document, register, told, wording } = view;
  const changes = differences(shown.editions, from, to);
  const rows = rowDifferences(wording, shown, from, to);
  if (changes.length + rows.length === 0) return false;
  const list = new Intl.ListFormat(wording.language, { type: 'conjunction' });
  const lines = ({ body, items = [] }: SectionWords): string[] => [...body, ...items];
  return html`${changes.map(({ before, after }) => {
    const [old, now] = [before ? lines(before) : [], after ? lines(after) : []];
    const word = before ? (after ? 'sectionChanged' : 'sectionRemoved') : 'sectionAdded';
    const heading = after ?? before;
    return html`<h3>${heading && told(heading.heading)} <small>${document(word)}</small></h3>
${old.filter((line) => !now.includes(line)).map((line) => html`<p><del>${told(line)}</del></p>`)}${now
  .filter((line) => !old.includes(line))
  .map((line) => html`<p><ins>${told(line)}</ins></p>`)}`;
  })}${
    rows.length > 0 &&
    html`<h3>${register('title')}</h3>
<ul>${rows.map(([word, names]) => html`<li>${register(word, { list: list.format(names) })}</li>`)}</ul>`
  }`;
}
