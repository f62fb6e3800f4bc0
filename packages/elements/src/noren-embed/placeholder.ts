import type { Noren } from '@noren/core';
import { type EmbedWord, fill, type RegisterWord } from '@noren/model';
import type { Wording } from '@noren/model/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { listText } from '../language-text.ts';
import { outsideLink } from '../outside-link.ts';
import type { Permission } from './permission.ts';

/** What the placeholder is drawn from, and what it asks of the element. */
export interface PlaceholderView {
  readonly noren: Noren;
  readonly wording: Wording;
  readonly purpose: Wording['purposes'][number];
  readonly row: Wording['services'][number];
  /** What the content is called. */
  readonly title: string;
  /** The content on a page of its own, where it has one. */
  readonly link: string | undefined;
  /** Whether there is a poster behind it. */
  readonly hasPoster: boolean;
  /** What would show everything of the provider. */
  readonly permission: Permission | undefined;
  /** Shows this content alone; absent where it cannot be had alone. */
  readonly showOnce: (() => void) | undefined;
  readonly showAlways: () => void;
  readonly openSettings: () => void;
}

/** Stands where the content will: what it is, who would receive what and why, and the ways to it. */
export function placeholder(view: PlaceholderView): TemplateResult {
  const { wording, row, title, link, hasPoster, showOnce, permission } = view;
  const say = (word: EmbedWord): string =>
    fill(wording.embed[word] ?? '', {
      service: row.name,
      purpose: view.purpose.title,
      count: view.purpose.services.length,
    });
  const tell = (word: RegisterWord): string => fill(wording.register[word] ?? '', { service: row.name });
  const closed = closedBy(view);
  const facts: [RegisterWord, string][] = [
    ['recipient', row.recipient],
    ['country', row.country ?? tell('unconfirmed')],
    ['information', listText(row.information, wording.language)],
    ['ownPurpose', row.ownPurpose],
    ['recipientPurpose', row.recipientPurpose ?? tell('unconfirmed')],
  ];
  return html`<div
    part="placeholder"
    class=${hasPoster ? 'place poster' : 'place'}
    lang=${wording.language}
    role="group"
    aria-labelledby="title"
    tabindex="-1"
    @click=${stay}
  >
    <slot name="poster"></slot>
    <div class="panel" part="panel">
      <p class="title" id="title" part="title">${title}</p>
      <p class="small" id="sends">${say('sends')}</p>
      <dl class="small">${facts.map(([word, text]) => html`<div><dt>${tell(word)}</dt><dd>${text}</dd></div>`)}</dl>
      ${closed ? html`<p class="small" part="state">${say(closed)}</p>` : nothing}
      <div class="actions">
        ${showOnce ? action('once', say('once'), say('onceAbout'), showOnce) : nothing}
        ${permission ? action(permission.word, say(permission.word), say(`${permission.word}About`), view.showAlways) : nothing}
      </div>
      <p class="links small">
        ${link ? html`<span class="out">${outsideLink({ say: tell }, link, say('open'))}</span>` : nothing}
        ${row.policyUrl ? outsideLink({ say: tell }, row.policyUrl, tell('policyOf')) : nothing}
        <a part="register" href="${wording.registerUrl}#noren-${row.id}">${tell('title')}</a>
        ${closed ? html`<button type="button" class="link" part="settings" @click=${view.openSettings}>${wording.preferences.trigger}</button>` : nothing}
      </p>
    </div>
  </div>`;

  function action(name: string, text: string, about: string, onPress: () => void): TemplateResult {
    return html`<div part=${name}>
      <button type="button" class="button" part="button" aria-describedby="title sends about-${name}" @click=${onPress}>${text}</button>
      <p class="small quiet" id="about-${name}">${about}</p>
    </div>`;
  }
}

/** A press decides, and does not follow a link around the whole of it. */
function stay(event: Event): void {
  if (event.target instanceof HTMLButtonElement) event.preventDefault();
}

/** Why it is closed, where the visitor can do something about it in the settings. */
function closedBy({ noren, purpose, row, permission }: PlaceholderView): EmbedWord | undefined {
  const { grants, decisions } = noren.state;
  if (noren.config.off) return undefined;
  if (!permission) return 'needs';
  if (grants[purpose.id] === 'denied') return 'denied';
  return decisions.services[row.id] === false ? 'deniedService' : undefined;
}
