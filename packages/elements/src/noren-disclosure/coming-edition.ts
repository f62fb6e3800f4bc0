import { comingRows } from '@noren/model';
import { html, nothing, render, type TemplateResult } from 'lit';
import { dateText, listText } from '../language-text.ts';
import type { RegisterView } from './register-view.ts';

const STYLE = `.coming{margin-top:16px;padding:14px 16px;border:1px solid var(--_line);border-inline-start:5px solid var(--_primary);border-radius:10px;background:var(--_surface-sunk);break-inside:avoid}
.coming ul{margin-top:6px;padding-inline-start:1.2em;list-style:disc}`;

/**
 * Puts what announced editions will change below the head of the register, before they do. None of it where nothing is
 * announced.
 */
export function drawComingEditions(view: RegisterView, root: ParentNode): void {
  const header = root.querySelector('.head');
  const coming = comingRows(view.wording);
  if (!header || !coming.length || root.querySelector('.coming')) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  (root as ShadowRoot).adoptedStyleSheets.push(sheet);
  const box = document.createElement('div');
  header.append(box);
  render(
    coming.map((next, at) => notice(view, next, `coming-${at + 1}`)),
    box,
  );
}

function notice(
  { say, wording }: RegisterView,
  { edition, added, ended }: ReturnType<typeof comingRows>[number],
  id: string,
): TemplateResult {
  const { language, timeZone, purposes } = wording;
  const { label, effectiveAt, changes, asks = [] } = edition;
  // The site's day, wherever the reader is.
  const date = dateText(new Date(effectiveAt), language, { timeZone });
  const rows = (
    [
      ['comingAdded', added.map(({ name }) => name)],
      ['comingRemoved', ended.map(({ name }) => name)],
      ['comingAsks', purposes.filter((one) => asks.includes(one.id)).map(({ title }) => title)],
    ] as const
  ).map(([word, names]) => (names.length ? html`<li>${say(word, { list: listText(names, language) })}</li>` : nothing));
  return html`<section class="coming" part="coming" aria-labelledby="${id} ${id}-day">
    <h3 id=${id}>${say('coming')}</h3>
    <p><strong id="${id}-day">${say('comingFrom', { date, edition: label })}</strong></p>
    <ul class="small">${changes.map((change) => html`<li>${change}</li>`)}${rows}</ul>
  </section>`;
}
