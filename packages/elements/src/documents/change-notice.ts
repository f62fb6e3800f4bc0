import type { DocumentWords, EditionWords } from '@noren/model/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { compared } from './compared.ts';
import type { DocumentsController } from './documents-controller.ts';

/** What changes and from when, before it does. Of terms also: how to leave. */
export function changeNotice(documents: DocumentsController, shown: DocumentWords, next: EditionWords): TemplateResult {
  const { say, day } = documents;
  const to = shown.editions.indexOf(next) + 1;
  const id = `notice-${shown.id}-${to}`;
  return html`<section class="notice" part="notice" aria-labelledby="title-${shown.id} ${id} ${id}-day">
    <h3 id=${id}>${say('notice')}</h3>
    <p><strong id="${id}-day">${say('noticeBody', { date: day(next.effectiveAt), edition: next.label })}</strong></p>
    <ul>${next.changes.map((change) => html`<li>${change}</li>`)}</ul>
    ${compared(documents, shown, to - 1, to)}
    ${shown.withdrawUrl ? html`<p>${say('disagree')} <a href=${shown.withdrawUrl}>${say('withdraw')}</a></p>` : nothing}
  </section>`;
}
