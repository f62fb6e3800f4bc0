import { html, nothing, type TemplateResult } from 'lit';
import type { RegisterView } from './register-view.ts';

/** Search, one purpose, only what has changed; `onFind` is called with every change of one of them. */
export function findControls({ wording, marks, say }: RegisterView, onFind: () => void): TemplateResult {
  // A form so that its values can be read and emptied together. That of a dialog, which there is not, sends nothing.
  return html`<form method="dialog" class="find" role="search" @input=${onFind}>
    <label>${say('search')} <input name="text" type="search" /></label>
    <label
      >${say('purposeFilter')}
      <select name="purpose">
        <option value="">${say('allPurposes')}</option>
        ${wording.purposes.map(({ id, title }) => html`<option value=${id}>${title}</option>`)}
      </select>
    </label>
    ${
      marks.size
        ? html`<label class="check"><input name="onlyMarked" type="checkbox" /> ${say('onlyNew')}</label>`
        : nothing
    }
    <p class="small quiet" id="found" role="status"></p>
  </form>`;
}
