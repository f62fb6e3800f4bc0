import type { LinkWords } from '@noren/model/schema';
import { html, type TemplateResult } from 'lit';

/** What linking joins, item by item, and for how long (R1.2): told wherever linking is asked for. */
export function joinedItems({ joined, keptFor, words }: LinkWords): TemplateResult {
  return html`<dl part="joined">
    <dt>${words.joined}</dt>
    <dd><ul>${joined.map((item) => html`<li>${item}</li>`)}</ul></dd>
    <dt>${words.keptFor}</dt>
    <dd>${keptFor}</dd>
  </dl>`;
}
