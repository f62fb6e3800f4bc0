import { differences, rowDifferences } from '@noren/model';
import type { DocumentWords, SectionWords } from '@noren/model/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { listText } from '../language-text.ts';
import type { DocumentsController } from './documents-controller.ts';

const lines = (section: SectionWords | undefined): string[] => [...(section?.body ?? []), ...(section?.items ?? [])];

/**
 * Two editions of a document, section by section: what went with a line through it, what came underlined, and a word for
 * each, because colour alone tells nobody; of the handling notice also the recipients that came, changed and went.
 */
export function compared(
  { say, register, wording }: DocumentsController,
  shown: DocumentWords,
  from: number,
  to: number,
): TemplateResult | typeof nothing {
  const changes = differences<SectionWords>(shown.editions, from, to);
  const rows = wording ? rowDifferences(wording, shown, from, to) : [];
  if (changes.length + rows.length === 0) return nothing;
  return html`${changes.map(({ before, after }) => {
    const [old, now] = [lines(before), lines(after)];
    const word = before ? (after ? 'sectionChanged' : 'sectionRemoved') : 'sectionAdded';
    return html`<h4>${(after ?? before)?.heading} <small>${say(word)}</small></h4>
      ${old.map((line) => (now.includes(line) ? nothing : html`<p><del>${line}</del></p>`))}
      ${now.map((line) => (old.includes(line) ? nothing : html`<p><ins>${line}</ins></p>`))}`;
  })}${
    rows.length
      ? html`<h4>${register('title')}</h4>
          <ul>${rows.map(([word, names]) => html`<li>${register(word, { list: listText(names, wording?.language ?? '') })}</li>`)}</ul>`
      : nothing
  }`;
}
