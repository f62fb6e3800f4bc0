import { html, type TemplateResult } from 'lit';
import type { View } from './view.ts';

/** A link that leaves the settings open behind it: what is switched and not saved must not be lost by following it. */
export function outsideLink(view: View, href: string, text: string): TemplateResult {
  return html`<a part="link" href=${href} target="_blank" rel="noopener noreferrer"
    >${text}<span aria-hidden="true"> ↗</span><span class="spoken"> (${view.say('newTab')})</span></a
  >`;
}
