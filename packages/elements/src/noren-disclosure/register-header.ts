import { html, nothing, type TemplateResult } from 'lit';
import { dateText } from '../language-text.ts';
import type { RegisterView } from './register-view.ts';

/** Title, introduction, the edition in force and what it changed. */
export function registerHeader({ wording, noren, say }: RegisterView): TemplateResult {
  const { label, effectiveAt, changes } = wording.edition;
  // The site's day, wherever the reader is.
  const date = dateText(new Date(effectiveAt), wording.language, { timeZone: wording.timeZone });
  return html`<div class="head" part="header">
    <h2>${say('title')}</h2>
    <p>${say('intro')}</p>
    <p class="small quiet">
      ${say('edition', { edition: label, date })}
    </p>
    ${
      changes.length
        ? html`<div class="changes small">
            <h3>${say('changes')}</h3>
            <ul>${changes.map((change) => html`<li>${change}</li>`)}</ul>
          </div>`
        : nothing
    }
    ${noren.state.blocked ? html`<p class="small warn">${wording.preferences.blocked}</p>` : nothing}
  </div>`;
}
