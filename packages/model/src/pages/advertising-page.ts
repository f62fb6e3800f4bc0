import { advertisingRows } from '../advertising-rows.ts';
import type { Wording } from '../schema/index.ts';
import { stoppingHere } from '../words/stopping-here.ts';
import { comingAdvertisingLine } from './coming-notices.ts';
import { html, type Markup, type Said } from './html.ts';
import { optOutEffect, outside } from './register-page.ts';
import type { View } from './view.ts';

type Row = Wording['services'][number];

/**
 * How to stop behavioural advertising, provider by provider: the body of a page of its own.
 * @param gpc whether it is for a browser that is known to send Global Privacy Control
 */
export function advertisingPage(view: View, gpc = false): Markup {
  return html`<h1>${view.advertising('title')}</h1>
${advertisingDirectory(view, gpc)}`;
}

/** The directory itself, to stand in a page that has a heading: legible without any operation. */
export function advertisingDirectory(view: View, gpc = false): Markup {
  const { wording, advertising, told } = view;
  const rows = advertisingRows(wording);
  const programmes = wording.industryOptOuts ?? [];
  const heads = (['provider', 'does', 'there'] as const).map((word) => advertising(word));
  return html`${comingAdvertisingLine(view)}${
    rows.length === 0
      ? html`<p>${advertising('none')}</p>`
      : html`<p>${advertising('intro')}</p>
<p>${advertising(...stoppingHere(wording, rows))}</p>
<table>
<caption>${advertising('title')}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => provider(view, row, heads))}</tbody>
</table>`
  }
<p>${privacyControl(view, gpc)}</p>
${
  programmes.length > 0 &&
  html`<section aria-labelledby="industry"><h2 id="industry">${advertising('industry')}</h2>
${programmes.map(
  ({ name, operator, url, covers }) => html`<h3>${outside(url, told(name))}</h3>
<p>${told(covers)}</p><p>${advertising('operator', { operator })}</p>`,
)}</section>`
}`;
}

/** What Global Privacy Control does here: true of every browser, unless this one is known to send it. */
function privacyControl({ config, wording, advertising }: View, gpc: boolean): Said {
  const heeding = config.purposes.filter((purpose) => purpose.gpc).map(({ id }) => id);
  const titles = wording.purposes.filter(({ id }) => heeding.includes(id)).map(({ title }) => title);
  const list = new Intl.ListFormat(wording.language, { type: 'conjunction' }).format(titles);
  if (titles.length === 0) return advertising(gpc ? 'gpcUnused' : 'gpcNone');
  return advertising(gpc ? 'gpcOn' : 'gpcHow', { list });
}

function provider(view: View, row: Row, heads: readonly Said[]): Markup {
  const { advertising, register, told, wording } = view;
  return html`<tr id="noren-${row.id}"><th scope="row"><b>${told(row.name)}</b><br>${told(row.recipient)}</th>
<td data-head="${heads[1]}">${told(row.ownPurpose)}</td>
<td data-head="${heads[2]}">${
    row.optOutUrl
      ? html`<p>${outside(row.optOutUrl, register('optOutOf', { service: row.name }))} ${advertising('leaves', { service: row.name })}</p>${optOutEffect(view, row)}
<p>${advertising('unknowable')}</p>`
      : html`<p>${advertising('noProcedure')} ${advertising(...stoppingHere(wording, [row]))}</p>`
  }</td></tr>
`;
}
