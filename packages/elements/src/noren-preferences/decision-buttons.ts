import { html, type TemplateResult } from 'lit';

/** What the three buttons of the footer ask for. */
export type Decision = 'save' | 'reject-all' | 'accept-all';

export type Decide = (action: Decision) => void;

/** Buttons of one size and one weight, in the order in which they are given: action → text. */
export function decisionButtons(texts: Readonly<Partial<Record<Decision, string>>>, decide: Decide): TemplateResult {
  const actions = Object.entries(texts) as [Decision, string][];
  return html`<div class="actions">
    ${actions.map(
      ([action, text]) =>
        html`<button type="button" class="button" part="button ${action}" @click=${() => decide(action)}>${text}</button>`,
    )}
  </div>`;
}
