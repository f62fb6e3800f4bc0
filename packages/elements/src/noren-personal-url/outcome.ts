import type { LinkState } from '@noren/core';
import type { LinkWord } from '@noren/model';
import { html, nothing, type TemplateResult } from 'lit';
import type { CardView } from './card-view.ts';
import { settingsLink } from './question.ts';

/** The API's codes for a link that no longer recognises anybody. */
const ENDED = ['link-used', 'link-expired', 'campaign-ended'];

/** What became of the link, as a key of the words. */
export function outcomeWord({ status, code = '' }: LinkState): LinkWord {
  if (status !== 'failed') return status as LinkWord;
  if (ENDED.includes(code)) return 'failedEnded';
  if (code === 'mail-of-another-member') return 'failedMember';
  return code === 'offline' ? 'failedOffline' : 'failed';
}

/** What became of the link, in a sentence that stays until it is closed. */
export function outcome(view: CardView, word: LinkWord): TemplateResult {
  const { say } = view;
  return html`<div class="text">
      <p id="title">${say(word)}</p>
      ${word === 'linked' ? html`<p class="links small">${settingsLink(view)}</p>` : nothing}
    </div>
    <button type="button" class="close" part="close" aria-label=${say('close')} @click=${view.close}
      ><span aria-hidden="true">×</span></button
    >`;
}
