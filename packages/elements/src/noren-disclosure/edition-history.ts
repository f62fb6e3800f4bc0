import type { Wording } from '@noren/model/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { dateText, listText } from '../language-text.ts';
import type { RegisterView } from './register-view.ts';

/** Since which day the edition is in force: the site's day, wherever the reader is. */
export function editionDate({ edition, language, timeZone }: Wording): string {
  return dateText(new Date(edition.effectiveAt), language, { timeZone });
}

/** What each edition added to the register, changed in it and ended, newest first; nothing where no row tells. */
export function editionHistory(view: RegisterView): TemplateResult | typeof nothing {
  const { wording, noren, say } = view;
  const current = wording.edition.label;
  // Editions that are not in force yet have changed nothing.
  const labels = noren.config.editions.slice(0, noren.config.editions.indexOf(current) + 1);
  const editions = labels
    .map((label, index) => ({ label, changes: changesOf(view, label, labels[index - 1]) }))
    .filter(({ changes }) => changes.length)
    .reverse();
  if (!editions.length) return nothing;
  const title = (label: string): string =>
    label === current
      ? say('editionTitle', { edition: label, date: editionDate(wording) })
      : say('editionName', { edition: label });
  return html`<details class="history" part="history">
    <summary><h3>${say('history')}</h3></summary>
    <div class="rest">
      ${editions.map(
        ({ label, changes }) => html`<h4>${title(label)}</h4>
          <ul>${changes.map((text) => html`<li>${text}</li>`)}</ul>`,
      )}
    </div>
  </details>`;
}

function changesOf({ wording, say }: RegisterView, label: string, before = ''): string[] {
  const kinds = [
    ['historyAdded', 'firstEdition', label],
    ['historyChanged', 'changedEdition', label],
    // A row ends with the edition after the last one that has it.
    ['historyRemoved', 'lastEdition', before],
  ] as const;
  return kinds.flatMap(([word, key, edition]) => {
    const names = wording.services.filter((row) => row[key] === edition).map(({ name }) => name);
    return names.length ? say(word, { list: listText(names, wording.language) }) : [];
  });
}
