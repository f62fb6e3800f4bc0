import { differences } from '@noren/model';
import type { DocumentWords, SectionWords } from '@noren/model/schema';
import { html, nothing, type TemplateResult } from 'lit';
import type { DocumentsController } from './documents-controller.ts';

const lines = (section: SectionWords | undefined): string[] => [...(section?.body ?? []), ...(section?.items ?? [])];

/**
 * Two editions of a document, section by section: what went with a line through it, what came underlined, and a word for
 * each, because colour alone tells nobody.
 */
export function compared(
  { say }: DocumentsController,
  { editions }: DocumentWords,
  from: number,
  to: number,
): TemplateResult {
  const changes = differences<SectionWords>(editions, from, to);
  if (changes.length === 0) return html`<p>${say('same')}</p>`;
  return html`${changes.map(({ before, after }) => {
    const [old, now] = [lines(before), lines(after)];
    const word = before ? (after ? 'sectionChanged' : 'sectionRemoved') : 'sectionAdded';
    return html`<h4>${(after ?? before)?.heading} <small>${say(word)}</small></h4>
      ${old.map((line) => (now.includes(line) ? nothing : html`<p><del>${line}</del></p>`))}
      ${now.map((line) => (old.includes(line) ? nothing : html`<p><ins>${line}</ins></p>`))}`;
  })}`;
}
