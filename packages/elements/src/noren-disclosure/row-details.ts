import type { RegisterWord, TraceKind } from '@noren/model';
import { html, nothing, type TemplateResult } from 'lit';
import { providerLinks } from '../outside-link.ts';
import type { RegisterView, ServiceWords } from './register-view.ts';

// A list of its own: what two files share lands in the one that every visitor of the settings waits for.
const KINDS: readonly TraceKind[] = ['cookies', 'storage', 'databases', 'caches', 'workers'];

/** What opens in a row: where the recipient is, what stays in the browser, and the way to the recipient. */
export function rowDetails(view: RegisterView, row: ServiceWords): TemplateResult {
  const { say } = view;
  const { id, name, optOutUrl, optOutStops, optOutReach } = row;
  const facts: (readonly [RegisterWord, string | TemplateResult | undefined])[] = [
    ['country', row.country ?? say('unconfirmed')],
    ['joinsPerson', row.joinsPerson],
    ['collector', row.collector],
    ...KINDS.map((kind) => [kind, traces(view, row[kind])] as const),
  ];
  const reach = optOutReach === 'browser' ? 'reachBrowser' : optOutReach ? 'reachAccount' : 'reachUnconfirmed';
  return html`<div class="rest" part="details">
    <dl>${facts.map(([word, content]) => (content ? html`<dt>${say(word)}</dt><dd>${content}</dd>` : nothing))}</dl>
    ${optOutUrl ? [optOutStops, say(reach)].map((text) => html`<p class="small">${text}</p>`) : nothing}
    <p class="links small">
      ${providerLinks(view, row)}
      <a part="permalink" href="#noren-${id}">${say('link', { service: name })}</a>
    </p>
  </div>`;
}

function traces({ say }: RegisterView, list: ServiceWords['cookies'] = []): TemplateResult | undefined {
  if (!list.length) return undefined;
  return html`<ul>
    ${list.map(
      ({ name, lifetime }) =>
        html`<li><code dir="ltr">${name}</code>${lifetime ? html` <span class="small quiet">${say('lifetime', { lifetime })}</span>` : nothing}</li>`,
    )}
  </ul>`;
}
