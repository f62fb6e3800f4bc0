import { html, nothing, type TemplateResult } from 'lit';
import { purposeSwitch } from '../switch-control.ts';
import { switchRemarks } from '../switch-remarks.ts';
import { purposeOn, switchPurpose } from '../switches.ts';
import { modeWord } from './mode-word.ts';
import { type PurposeWords, type RegisterView, rowsOf } from './register-view.ts';
import { serviceRow } from './service-row.ts';

/** One purpose: what it is for, when it is used, its switch where it has one, and who receives something for it. */
export function purposeSection(view: RegisterView, purpose: PurposeWords): TemplateResult {
  const { id, mode, title, description, refused } = purpose;
  const { say } = view;
  const isSwitchable = mode === 'opt-in' || mode === 'opt-out';
  const rows = rowsOf(view.wording, purpose);
  const hasOwnSwitches = isSwitchable && rows.some(({ choice }) => choice);
  return html`<div class="purpose" part="purpose" id="purpose-${id}">
    <div class="about">
      <h3>${isSwitchable ? html`<label for="switch-${id}">${title}</label>` : title}</h3>
      <div class="small quiet" id="about-${id}">
        <p>${description}</p>
        <p>${say(modeWord[mode])}</p>
        ${refused && isSwitchable ? html`<p>${say('refused')}${refused}</p>` : nothing}
        ${isSwitchable ? switchRemarks(view, view.wording, id).map((text) => html`<p class="remark">${text}</p>`) : nothing}
      </div>
      ${
        isSwitchable
          ? purposeSwitch(view, id, (on) => view.change(switchPurpose(view, id, on), title, () => purposeOn(view, id)))
          : nothing
      }
    </div>
    ${
      rows.length
        ? html`<ul class=${hasOwnSwitches ? 'rows choices' : 'rows'}>
            ${rows.map((row) => serviceRow(view, id, row, isSwitchable))}
          </ul>`
        : html`<p class="none small quiet">${say('none')}</p>`
    }
  </div>`;
}
