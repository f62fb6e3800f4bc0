import { type PreferencesWord, TRACE_KINDS } from '@noren/model';
import type { Wording } from '@noren/model/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { listText } from '../../language-text.ts';
import { providerLinks } from '../../outside-link.ts';
import { serviceSwitch } from '../../switch-control.ts';
import type { View } from '../view.ts';
import { traceList } from './trace-list.ts';

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
  const { say } = view;
  const { id, name } = service;
  const named = (traces: ServiceWords['cookies']): ReturnType<typeof traceList> =>
    traceList(
      traces.map(({ name: trace, lifetime }) => (lifetime ? `${trace} (${lifetime})` : trace)),
      view.wording.language,
    );
  const facts: [PreferencesWord, string | ReturnType<typeof traceList>][] = [
    ['recipient', service.recipient],
    ['information', listText(service.information, view.wording.language)],
    ['ownPurpose', service.ownPurpose],
    ['recipientPurpose', service.recipientPurpose ?? say('unconfirmed')],
    ['collector', service.collector],
  ];
  for (const kind of TRACE_KINDS) {
    const traces = service[kind];
    if (traces?.length) facts.push([kind, named(traces)]);
  }
  return html`<h4 id="service-${id}">${name}</h4>
    ${
      switchable
        ? serviceSwitch(view, {
            service,
            purpose,
            label: say('serviceSwitch', { service: name }),
            describedBy: `ownPurpose-${id}`,
            onSwitch: (on) => view.setService(id, on),
          })
        : nothing
    }
    <dl>
      ${facts.map(([word, text]) => html`<dt>${say(word)}</dt><dd id="${word}-${id}">${text}</dd>`)}
    </dl>
    <p class="links">${providerLinks(view, service)}</p>`;
}
