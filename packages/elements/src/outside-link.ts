import type { Wording } from '@noren/model/schema';
import { html, nothing, type TemplateResult } from 'lit';

/** Where the link's words come from: the preferences, the register or the card of a personalised link. */
interface LinkSpeaker {
  say(word: 'newTab'): string;
}

interface Speaker extends LinkSpeaker {
  say(word: 'newTab' | 'policyOf' | 'optOutOf', values?: { readonly service: string }): string;
}

/** A link that leaves the page open behind it: what is switched and not saved must not be lost by following it. */
export function outsideLink(view: LinkSpeaker, href: string, text: string): TemplateResult {
  return html`<a part="link" href=${href} target="_blank" rel="noopener noreferrer"
    >${text}<span aria-hidden="true"> ↗</span><span class="spoken"> (${view.say('newTab')})</span></a
  >`;
}

/** A provider's policy and its opt-out procedure, where it has them. */
export function providerLinks(view: Speaker, row: Wording['services'][number]): TemplateResult {
  const { policyUrl, optOutUrl, name } = row;
  return html`${policyUrl ? outsideLink(view, policyUrl, view.say('policyOf', { service: name })) : nothing}
    ${optOutUrl ? outsideLink(view, optOutUrl, view.say('optOutOf', { service: name })) : nothing}`;
}
