import { html, nothing, type TemplateResult } from 'lit';
import { purposeSwitch } from '../switch-control.ts';
import { switchRemarks } from '../switch-remarks.ts';
import { purposeOn, switchPurpose } from '../switches.ts';
import { modeWord } from './mode-word.ts';
import { isSwitchable, type PurposeWords, type RegisterView } from './register-view.ts';

/** One purpose: what it is for, when it is used, its switch where it has one, and who receives something for it. */
export function purposeSection(view: RegisterView, purpose: PurposeWords): TemplateResult {
  const { id, mode, title, description, refused } = purpose;
  const { say } = view;
  const hasSwitch = isSwitchable(purpose);
  const list = view.rows.find((row) => row.purpose === purpose)?.element.parentNode;
  return html`<div class="purpose" part="purpose" id="purpose-${id}">
    <div class="about">
      <h3>${hasSwitch ? html`<label for="switch-${id}">${title}</label>` : title}</h3>
      <div class="small quiet" id="about-${id}">
        <p>${description}</p>
        <p>${say(modeWord[mode])}</p>
        ${refused && hasSwitch ? html`<p>${say('refused')}${refused}</p>` : nothing}
        ${hasSwitch ? switchRemarks(view, view.wording, id).map((text) => html`<p class="remark">${text}</p>`) : nothing}
      </div>
      ${
        hasSwitch
          ? purposeSwitch(view, id, (on) => view.change(switchPurpose(view, id, on), title, () => purposeOn(view, id)))
          : nothing
      }
    </div>
    ${list ?? html`<p class="none small quiet">${say('none')}</p>`}
  </div>`;
}
