import type { Wording } from '@noren/model/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { joinedItems } from '../joined-items.ts';
import { purposeSwitch } from '../switch-control.ts';
import { switchRemarks } from '../switch-remarks.ts';
import { isUnsaved, purposeOn } from '../switches.ts';
import type { View } from './view.ts';

/** One purpose: title, what it is for, what a refusal means, its services in place, and its switch or why it has none. */
export function purposeRow(view: View, purpose: Wording['purposes'][number]): TemplateResult {
  const { id, mode, title, description, refused, services } = purpose;
  const { say, wording } = view;
  const fixed = mode === 'always' || mode === 'notify';
  const opened = view.opened.has(id);
  const count = { count: services.length };
  return html`<div class="row" part="purpose" id="purpose-${id}">
    <h3 id="title-${id}">${fixed ? title : html`<label for="switch-${id}">${title}</label>`}</h3>
    <div class="quiet" id="about-${id}">
      <p>${description}</p>
      ${id === wording.link?.linking ? joinedItems(wording.link) : nothing}
      ${refused && !fixed ? html`<p>${say('refused')}${refused}</p>` : nothing}
      ${fixed ? html`<p>${say(mode === 'always' ? 'alwaysReason' : 'notifyReason')}</p>` : remarks(view, id)}
    </div>
    ${
      fixed
        ? html`<span class="control"><span class="pill small quiet" part="pill">${say(mode)}</span></span>`
        : purposeSwitch(view, id, (on) => view.setPurpose(id, on))
    }
    ${
      services.length
        ? html`<button
            type="button"
            class="link small more"
            id="more-${id}"
            aria-expanded=${opened}
            aria-controls="services-${id}"
            aria-labelledby="more-${id} title-${id}"
            @click=${() => view.toggle(id)}
            >${say(services.length === 1 ? 'servicesOne' : 'servicesMany', count)}</button
          >`
        : nothing
    }
    <div class="services" id="services-${id}" ?hidden=${!opened} aria-busy=${opened && !view.details}>${opened ? view.details?.services(view, purpose) : nothing}</div>
  </div>`;
}

/** What else the visitor should know about a switch: what it needs, what the browser asks for, that nothing is chosen. */
function remarks(view: View, id: string): TemplateResult[] {
  const { say, state, wording } = view;
  const texts = switchRemarks(view, wording, id);
  if (state.grants[id] === 'undecided' && !(id in view.draft.purposes)) {
    // Before any choice the last line says it once for all; afterwards a single open question must stand out.
    if (purposeOn(view, id)) texts.push(say('runsUntilOff'));
    else if (Object.keys(state.decisions.purposes).length > 0 && !isUnsaved(view)) texts.push(say('notDecided'));
  }
  return texts.map((text) => html`<p class="remark">${text}</p>`);
}
