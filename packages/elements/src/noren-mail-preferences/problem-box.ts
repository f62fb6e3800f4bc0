import { html, nothing, type TemplateResult } from 'lit';
import { type MailView, problemText, wish } from './mail-view.ts';

/** What went wrong with the switch that it stands under, and what can be done: nothing that was switched is lost. */
export function problemBox(view: MailView, place: string): TemplateResult | typeof nothing {
  const { choices, say } = view;
  const { problem, isAsking, edits, act, isBusy } = choices;
  if (isBusy && (edits.has(place) || (act && place === choices.place)))
    return html`<p class="small quiet" part="saving">${say('saving')}</p>`;
  if (!problem || place !== choices.place) return nothing;
  const waiting = act ? [say(act.stopAll ? 'stopAll' : 'undo')] : [];
  // Of one alone, which stands above, only the question needs the name.
  if (isAsking || edits.size > 1) for (const edit of edits.values()) waiting.push(say('wish', wish(view, edit)));
  return html`<div class="sunk problem" part="problem" tabindex="-1">
    <p>${problemText(view)}</p>
    <ul>${waiting.map((line) => html`<li>${line}</li>`)}</ul>
    <p class="links">
      <button type="button" class="button light" part="retry" @click=${() => choices.save()}>${say(isAsking ? 'apply' : 'retry')}</button>
      <button type="button" class="button light" part="discard" @click=${() => choices.discard()}>${say(isAsking ? 'keep' : 'discard')}</button>
    </p>
  </div>`;
}
