import type { LinkWord } from '@noren/model';
import { html, nothing, type TemplateResult } from 'lit';
import { joinedItems } from '../joined-items.ts';
import { outsideLink } from '../outside-link.ts';
import type { CardView } from './card-view.ts';

/**
 * What the visitor is asked: what the link is, what either permission does in the words of the settings, what is joined and
 * for how long, who is responsible, and three answers of one weight.
 */
export function question(view: CardView): TemplateResult {
  const { wording, link, say } = view;
  const { identification, linking } = link;
  const purpose = (id: string) => wording.purposes.find((row) => row.id === id);
  const without = (id: string, button: LinkWord): TemplateResult | typeof nothing => {
    const refused = purpose(id)?.refused;
    return refused ? html`<p>${say('refused', { button: say(button) })}${refused}</p>` : nothing;
  };
  const { entity, responsible } = wording;
  return html`<div class="text">
      <h2 id="title">${say('title')}</h2>
      <p>${say('body')}</p>
      ${[identification, linking].map(
        (id) => html`<div class="small">
          <h3>${purpose(id)?.title}</h3>
          <p>${purpose(id)?.description}</p>
          ${id === linking ? joinedItems(link) : nothing}
        </div>`,
      )}
      <div class="small quiet">
        ${without(linking, 'identify')}${without(identification, 'refuse')}
        <p>${say('forwarded', { button: say('refuse') })}</p>
      </div>
      <dl class="small">
        ${entity === responsible ? nothing : fact(say('entity'), entity)}${fact(say('responsible'), responsible)}
      </dl>
    </div>
    <div class="actions">
      ${button(say('identify'), 'identify', () => view.decide(true, false))}
      ${button(say('link'), 'link', () => view.decide(true, true))}
      ${button(say('refuse'), 'refuse', () => view.decide(false, false))}
    </div>
    <p class="links small">
      ${settingsLink(view)}
      ${wording.policyUrl ? outsideLink(view, wording.policyUrl, say('policy')) : nothing}
    </p>`;
}

/** Asks before this browser is linked to another member than it was: mail gets forwarded (R4.4). */
export function confirmation(view: CardView): TemplateResult {
  const { say } = view;
  return html`<div class="text">
      <h2 id="title">${say('confirmTitle')}</h2>
      <p>${say('confirmBody', { button: say('confirmNo') })}</p>
    </div>
    <div class="actions">
      ${button(say('confirmYes'), 'confirm', () => view.confirm(true))}
      ${button(say('confirmNo'), 'keep', () => view.confirm(false))}
    </div>
    <p class="links small">${settingsLink(view)}</p>`;
}

/** The way to the switches of the same two permissions. */
export function settingsLink({ say, settings }: CardView): TemplateResult {
  return html`<button type="button" class="link" part="settings" @click=${settings}>${say('settings')}</button>`;
}

function button(text: string, part: string, press: () => void): TemplateResult {
  return html`<button type="button" class="button" part="button ${part}" @click=${press}>${text}</button>`;
}

function fact(term: string, text: string): TemplateResult {
  return html`<dt>${term}</dt><dd>${text}</dd>`;
}
