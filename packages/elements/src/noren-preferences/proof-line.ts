import { html, nothing, type TemplateResult } from 'lit';
import { dateText } from '../language-text.ts';
import { outsideLink } from '../outside-link.ts';
import type { View } from './view.ts';

/** When and under which edition the visitor chose, with the proof of it one click away. */
export function proofLine(view: View): TemplateResult {
  const { say, wording, state, config } = view;
  const decided = Object.values(state.decisions.purposes).sort((a, b) => b.at - a.at)[0];
  const text = decided
    ? say('decided', {
        date: dateText(new Date(decided.at * 1000), wording.language),
        edition: config.editions[decided.edition - 1] ?? '',
      })
    : say('never', { edition: state.edition.label });
  const opened = view.opened.has('history');
  return html`<div class="proof small quiet" part="proof">
    <p class="links">
      <span>${text}</span>
      <button type="button" class="link more" aria-expanded=${opened} aria-controls="history" @click=${() => view.toggle('history')}
        >${say('history')}</button
      >
      ${outsideLink(view, wording.registerUrl, say('register'))}
      ${wording.policyUrl ? outsideLink(view, wording.policyUrl, say('policy')) : nothing}
    </p>
    <div id="history" ?hidden=${!opened}>${opened ? view.details?.records(view) : nothing}</div>
  </div>`;
}
