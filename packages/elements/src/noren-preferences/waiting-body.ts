import type { Noren } from '@noren/core';
import { html, nothing, type TemplateResult } from 'lit';
import { type Decide, decisionButtons } from './decision-buttons.ts';
import { waitingWords } from './waiting-words.ts';

/** What is shown while there is no wording. */
export interface Waiting {
  readonly noren: Noren;
  /** It could not be had. */
  readonly failed: boolean;
  /** A choice was made meanwhile. */
  readonly saved: boolean;
  readonly retry: () => void;
  readonly decide: Decide;
}

/** Says truly that the words are not there. Refusing and allowing wait for nothing: the notice's words are at hand. */
export function waitingBody({ noren, failed, saved, retry, decide }: Waiting): TemplateResult {
  const { config, state } = noren;
  const words = waitingWords(config, state.language);
  return html`<div class="rows waiting">
      <p role="status">${saved ? words.saved : failed ? words.failed : words.loading}</p>
      ${failed ? html`<button type="button" class="button light" part="button retry" @click=${retry}>${words.retry}</button>` : nothing}
    </div>
    <div class="foot" part="footer">
      ${decisionButtons({ 'reject-all': words.rejectAll, 'accept-all': words.acceptAll }, decide)}
    </div>`;
}
