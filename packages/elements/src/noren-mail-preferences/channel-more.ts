import type { MailPreferencesWord } from '@noren/model/mail';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { ChannelMore } from './mail-view.ts';

/** Of a channel that is wanted: how often it comes; or, while it waits, for what, and how that ends. */
export const channelMore: ChannelMore = (
  { say, choices },
  { topic, channel, id, name, frequency, change },
): TemplateResult | typeof nothing => {
  const { reason, state, under = state } = channel;
  const isPending = under === 'pending';
  if (reason || isPending) {
    const act = (part: string, words: MailPreferencesWord, on: boolean): TemplateResult =>
      html`<button type="button" class="link small" part=${part} ?disabled=${choices.isAsking} @click=${() => change(on)}>${name}${say(words)}</button>`;
    return html`<div class="small">
        ${reason ? html`<p>${say(reason)}</p>` : nothing}
        <p>${say(isPending ? 'confirmSent' : 'lift')}</p>
      </div>
      <p class="facts">${act('resend', isPending ? 'resend' : 'askLift', true)}${act('drop', 'drop', false)}</p>`;
  }
  if (!topic.frequencies) return nothing;
  return html`<p class="facts often"><label class="small" for="often-${id}">${name}${say('frequency')}</label>
    <select part="frequency" id="often-${id}" ?disabled=${choices.isAsking} @change=${(event: Event) => change(true, (event.target as HTMLSelectElement).value)}>
      ${topic.frequencies.map((one) => html`<option value=${one.id} .selected=${one.id === frequency}>${one.title}</option>`)}
    </select></p>`;
};

export const moreStyles = css`
  .often {
    gap: 0 12px;
    align-items: center;
  }
  select {
    min-height: 44px;
    max-width: 100%;
    padding: 4px 10px;
    border: 1px solid var(--_line-strong);
    border-radius: 10px;
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }
  @media print {
    select {
      display: none;
    }
  }
`;
