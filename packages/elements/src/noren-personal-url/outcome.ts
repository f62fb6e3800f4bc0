import type { LinkState } from '@noren/core';
import type { LinkWord } from '@noren/model';
import { html, nothing, type TemplateResult } from 'lit';
import { joinedItems } from '../joined-items.ts';
import type { CardView } from './card-view.ts';
import { settingsLink } from './question.ts';

/** The API's codes for a link that no longer recognises anybody. */
const ENDED = ['link-used', 'link-expired', 'campaign-ended'];

/**
 * What became of the link, as a key of the words.
 * @param wasLinked whether it had been joined before
 */
export function outcomeWord({ status, code = '', earlier }: LinkState, wasLinked: boolean): LinkWord {
  if (status === 'dropped' && wasLinked) return 'unlinked';
  if (earlier) return 'earlier';
  if (status !== 'failed') return status as LinkWord;
  if (ENDED.includes(code)) return 'failedEnded';
  if (code === 'mail-of-another-member') return 'failedMember';
  return code === 'offline' ? 'failedOffline' : 'failed';
}

/** What became of the link, in a sentence that stays until it is closed; what is joined, and the way back, beside it. */
export function outcome(view: CardView, word: LinkWord, isOwn: boolean): TemplateResult {
  const { link, say, undo } = view;
  return html`<div class="text">
      <p id="title">${isOwn ? say('own') : nothing}${say(word)}</p>
      ${
        word === 'linked' || word === 'earlier'
          ? html`<details class="small">
                <summary>${say('details')}</summary>
                ${joinedItems(link)}
              </details>
              <p class="links small">
                <button type="button" class="link" part="undo" @click=${undo}>${say('undo')}</button>${settingsLink(view)}
              </p>`
          : nothing
      }
    </div>
    <button type="button" class="close" part="close" aria-label=${say('close')} @click=${view.close}
      ><span aria-hidden="true">×</span></button
    >`;
}
