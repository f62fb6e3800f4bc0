import type { Noren } from '@noren/core';
import { html, nothing, type TemplateResult } from 'lit';
import type { View } from './view.ts';
import { waitingWords } from './waiting-words.ts';

/** Title and introduction, and in a dialog the button that closes it. Without a view the words are not there yet. */
export function preferencesHeader(
  noren: Noren,
  view: View | undefined,
  close: (() => void) | undefined,
): TemplateResult {
  const { language, blocked } = noren.state;
  const waiting = waitingWords(noren.config, language);
  return html`<div class="head" part="header">
    <h2 id="title" tabindex="-1">${view?.say('title') ?? waiting.settings}</h2>
    <div id="intro" class="quiet">
      <p>${view?.say('intro')}</p>
      ${view && blocked ? html`<p class="warn">${view.say('blocked')}</p>` : nothing}
    </div>
    ${
      close
        ? html`<button type="button" class="close" aria-label=${view?.say('close') ?? waiting.close} @click=${close}
            ><span aria-hidden="true">×</span></button
          >`
        : nothing
    }
  </div>`;
}
