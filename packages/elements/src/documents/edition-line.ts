import { sequenceInForce } from '@noren/model';
import type { DocumentWords } from '@noren/model/schema';
import { html, nothing, type TemplateResult } from 'lit';
import type { DocumentsController } from './documents-controller.ts';

/** Which edition is in force and since when, its number, and what the document overrides. */
export function editionLine(documents: DocumentsController, shown: DocumentWords): TemplateResult {
  const { say, day, register } = documents;
  const edition = shown.editions[sequenceInForce(shown.editions, new Date()) - 1];
  const values = { edition: edition?.label ?? '', date: edition ? day(edition.effectiveAt) : '' };
  // An announcement is published before its day: its first edition is not in force yet.
  const coming = edition && Date.parse(edition.effectiveAt) > Date.now();
  const line = coming ? say('noticeBody', values) : register('edition', values);
  return html`<p class="remark">
      ${line}${edition?.documentNumber ? html` · ${say('number')} ${edition.documentNumber}` : nothing}
    </p>
    ${shown.overrides ? html`<p>${say('overrides', { document: shown.overrides })}</p>` : nothing}
    ${shown.emergency ? html`<p>${say('emergency')}</p>` : nothing}`;
}
