import { isOpen, type PreferencesWord } from '@noren/model';
import type { Wording } from '@noren/model/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { outsideLink } from '../outside-link.ts';
import { switchControl } from '../switch-control.ts';
import { purposeOn, serviceOn } from '../switches.ts';
import type { View } from '../view.ts';
import { listText } from './list-text.ts';

type PurposeWords = Wording['purposes'][number];
type ServiceWords = Wording['services'][number];

/** The rows of the register that belong to a purpose, as people read them. */
export function serviceList(view: View, { id, mode, services }: PurposeWords): TemplateResult {
  const rows = services.flatMap((key) => view.wording.services.find((service) => service.id === key) ?? []);
  const switchable = mode === 'opt-in' || mode === 'opt-out';
  return html`<ul>
    ${rows.map((service) => html`<li part="service">${serviceDetails(view, id, service, switchable)}</li>`)}
  </ul>`;
}

function serviceDetails(view: View, purpose: string, service: ServiceWords, switchable: boolean): TemplateResult {
  const { say, config, state } = view;
  const { id, name } = service;
  const named = (traces: ServiceWords['cookies']): string =>
    listText(
      traces.map(({ name: trace, lifetime }) => (lifetime ? `${trace} (${lifetime})` : trace)),
      view.wording.language,
    );
  const facts: [PreferencesWord, string][] = [
    ['recipient', service.recipient],
    ['information', listText(service.information, view.wording.language)],
    ['ownPurpose', service.ownPurpose],
    ['recipientPurpose', service.recipientPurpose ?? say('unconfirmed')],
    ['collector', service.collector],
  ];
  if (service.cookies.length) facts.push(['cookies', named(service.cookies)]);
  if (service.storage.length) facts.push(['storage', named(service.storage)]);
  const on = serviceOn(view, id);
  // A tag may have a mode of its own and run while the purpose's switch is off: that is said, not hidden.
  const runsAnyway =
    switchable &&
    !purposeOn(view, purpose) &&
    !view.noren.has(purpose) &&
    isOpen(config, state.decisions, state.grants, purpose, id);
  return html`<h4 id="service-${id}">${name}</h4>
    ${
      service.choice && switchable
        ? html`<div class="own">
            <label for="own-${id}">${say('serviceSwitch', { service: name })}</label>
            ${switchControl({
              id: `own-${id}`,
              on,
              disabled: !purposeOn(view, purpose),
              describedBy: `ownPurpose-${id}`,
              state: say(on ? 'on' : 'off'),
              onSwitch: (value) => view.setService(id, value),
            })}
          </div>`
        : nothing
    }
    ${runsAnyway ? html`<p class="remark">${say('runsUntilOff')}</p>` : nothing}
    <dl>
      ${facts.map(([word, text]) => html`<dt>${say(word)}</dt><dd id="${word}-${id}">${text}</dd>`)}
    </dl>
    <p class="links">
      ${service.policyUrl ? outsideLink(view, service.policyUrl, say('policyOf', { service: name })) : nothing}
      ${service.optOutUrl ? outsideLink(view, service.optOutUrl, say('optOutOf', { service: name })) : nothing}
    </p>`;
}
