import type { RegisterWord } from '@noren/model';
import { html, nothing, type TemplateResult } from 'lit';
import { listText } from '../language-text.ts';
import { providerLinks } from '../outside-link.ts';
import { serviceSwitch } from '../switch-control.ts';
import { serviceOn, UNTOUCHED } from '../switches.ts';
import { modeWord } from './mode-word.ts';
import type { RegisterView, ServiceWords } from './register-view.ts';

/**
 * One row: who receives what and why, legible as it stands, and the rest opened in place. Its own switch stands beside
 * what opens, not in it: a control in a control cannot be reached.
 */
export function serviceRow(
  view: RegisterView,
  purpose: string,
  row: ServiceWords,
  isSwitchable: boolean,
): TemplateResult {
  const { say, marks, wording } = view;
  const { id, name, mode } = row;
  const mark = marks.get(id);
  const label = say('switch', { service: name });
  return html`<li class="row" part="row" id="row-${id}">
    <details>
      <summary id="noren-${id}">
        <span class="who">
          <h4>${name}${mark ? html` <span class="badge small" part="badge">${say(mark)}</span>` : nothing}</h4>
          <span class="small">${row.recipient}</span>
        </span>
        <span class="what"
          ><span class="term small quiet">${say('information')}</span> ${listText(row.information, wording.language)}</span
        >
        <span class="what" id="why-${id}"
          ><span class="term small quiet">${say('ownPurpose')}</span> ${row.ownPurpose} ${mode ? html`<span class="term small">${say(modeWord[mode])}</span>` : nothing}</span
        >
      </summary>
      ${rest(view, row)}
    </details>
    ${
      isSwitchable
        ? serviceSwitch(view, {
            service: row,
            purpose,
            label,
            describedBy: `why-${id}`,
            onSwitch: (on) => view.change({ ...UNTOUCHED, services: { [id]: on } }, label, () => serviceOn(view, id)),
          })
        : nothing
    }
  </li>`;
}

function rest(view: RegisterView, row: ServiceWords): TemplateResult {
  const { say } = view;
  const { id, name, optOutReach } = row;
  const facts: [RegisterWord, string | TemplateResult | undefined][] = [
    ['country', row.country ?? say('unconfirmed')],
    ['recipientPurpose', row.recipientPurpose ?? say('unconfirmed')],
    ['joinsPerson', row.joinsPerson],
    ['collector', row.collector],
    ['cookies', traces(view, row.cookies)],
    ['storage', traces(view, row.storage)],
  ];
  const reach = optOutReach && say(optOutReach === 'browser' ? 'reachBrowser' : 'reachAccount');
  return html`<div class="rest" part="details">
    <dl>${facts.map(([word, content]) => (content ? html`<dt>${say(word)}</dt><dd>${content}</dd>` : nothing))}</dl>
    ${[row.optOutStops, reach].map((text) => (text ? html`<p class="small">${text}</p>` : nothing))}
    <p class="links small">
      ${providerLinks(view, row)}
      <a part="permalink" href="#noren-${id}">${say('link', { service: name })}</a>
    </p>
  </div>`;
}

function traces({ say }: RegisterView, list: ServiceWords['cookies']): TemplateResult | undefined {
  if (!list.length) return undefined;
  return html`<ul>
    ${list.map(
      ({ name, lifetime }) =>
        html`<li><code>${name}</code>${lifetime ? html` <span class="small quiet">${say('lifetime', { lifetime })}</span>` : nothing}</li>`,
    )}
  </ul>`;
}
