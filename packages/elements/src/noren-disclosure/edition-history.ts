import { html, type TemplateResult } from 'lit';
import { dateText, listText } from '../language-text.ts';
import type { RegisterView } from './register-view.ts';

/** Every edition until now, newest first: since when it is in force, what it changed, which rows came, changed and ended. */
export function editionHistory({ wording, say }: RegisterView): TemplateResult[] {
  const { formerEditions, edition, services, language, timeZone } = wording;
  const editions = [...formerEditions, edition];
  return editions
    .map(({ label, effectiveAt, changes }, at) => {
      const kinds = [
        ['historyAdded', 'firstEdition', label],
        ['historyChanged', 'changedEdition', label],
        // A row ends with the edition after the last one that has it.
        ['historyRemoved', 'lastEdition', editions[at - 1]?.label ?? ''],
      ] as const;
      const rows = kinds.flatMap(([word, key, edition]) => {
        const names = services.filter((row) => row[key] === edition).map(({ name }) => name);
        return names.length ? say(word, { list: listText(names, language) }) : [];
      });
      // The site's day, wherever the reader is.
      const date = dateText(new Date(effectiveAt), language, { timeZone });
      return html`<h4>${say('editionTitle', { edition: label, date })}</h4>
        <ul>${[...changes, ...rows].map((text) => html`<li>${text}</li>`)}</ul>`;
    })
    .reverse();
}
