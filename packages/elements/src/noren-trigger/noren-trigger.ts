import type { Noren } from '@noren/core';
import { choosable, fill, type PreferencesWord } from '@noren/model';
import type { Wording } from '@noren/model/schema';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { base } from '../base.styles.ts';
import { NorenController } from '../noren-controller.ts';
import { whenNoren } from '../page-noren.ts';
import { request } from '../request.ts';
import { styles } from './noren-trigger.styles.ts';

/**
 * The way back to the preferences, on every page: a small tab at the lower left, or with `inline` a button where it
 * stands. It says in words what is stored. The tab steps aside while the notice is open and from what has the focus.
 *
 * @tagname noren-trigger
 * @attr {boolean} inline - A plain button in the flow of the page (a footer) instead of a tab.
 * @fires noren-request - Bubbles, composed; detail `{ action: 'show', surface: 'preferences' }`.
 * @csspart button - The button.
 * @csspart state - What is stored, in words.
 * @cssproperty [--noren-surface=#fffdf9] - Background of the tab.
 * @cssproperty [--noren-text-quiet=#566070] - The state.
 * @cssproperty [--noren-primary=#1d3a5f] - Text and hem.
 * @cssproperty [--noren-edge=#9a9383] - Border.
 * @cssproperty [--noren-focus=#2f6fb5] - Focus ring; with `inline`, the colour of its text unless set.
 */
export class NorenTrigger extends LitElement {
  static override properties = { noren: { attribute: false }, inline: { type: Boolean, reflect: true } };
  static override styles = [base, styles];

  /** The page's Noren; taken from `window.noren` when nobody sets it. */
  declare noren: Noren | undefined;
  /** A button in the flow of the page instead of a tab. Default: false. */
  declare inline: boolean;

  #wording: Wording | undefined;
  #failed = false;
  #notice = false;
  #aside = false;
  #store = new NorenController(this, {
    change: () => {},
    decision: () => {},
    shown: ({ name }) => {
      if (name === 'notice') this.#notice = this.#aside = true;
    },
    hidden: ({ name }) => {
      if (name === 'notice') this.#notice = this.#aside = false;
    },
  });

  constructor() {
    super();
    this.inline = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('focusin', this.#stepAside);
    if (!this.noren) whenNoren((noren) => (this.noren ??= noren));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('focusin', this.#stepAside);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('noren')) return;
    this.#store.follow(this.noren);
    // The notice may have been there before.
    this.#notice = this.#aside = !!(document.querySelector('noren-notice') && this.noren?.state.asks[0]);
    void this.#load();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { noren } = this;
    if (!noren) return nothing;
    const { language } = noren.state;
    const words = this.#wording?.preferences;
    const { notice } = noren.config;
    // Better in another language than not at all, but not before it is certain.
    const text = words?.trigger ?? notice[language]?.settings ?? (this.#failed && Object.values(notice)[0]?.settings);
    if (!text) return nothing;
    const [word, count] = stateWord(noren);
    return html`<button
      type="button"
      part="button"
      class=${this.#aside && !this.inline ? 'aside' : ''}
      lang=${language}
      @click=${this.#show}
    >
      <span class="text">${text}</span>
      ${words ? html`<span class="state" part="state">${fill(words[word] ?? '', { count })}</span>` : nothing}
    </button>`;
  }

  #show = (): void => request(this, { action: 'show', surface: 'preferences' });

  // Without the wording the notice's own word for it will do, so nothing is said when it cannot be had.
  async #load(): Promise<void> {
    this.#wording = await this.noren?.wording().catch(() => undefined);
    this.#failed = !this.#wording;
    this.requestUpdate();
  }

  /** @see https://www.w3.org/TR/WCAG22/#focus-not-obscured-minimum */
  #stepAside = ({ target }: FocusEvent): void => {
    if (this.inline || !(target instanceof Element)) return;
    const [own, other] = [this.getBoundingClientRect(), target.getBoundingClientRect()];
    const covers = own.right > other.left && own.left < other.right && own.bottom > other.top && own.top < other.bottom;
    this.#aside = target !== this && target !== document.body && (covers || this.#notice);
    this.requestUpdate();
  };
}

function stateWord(noren: Noren): [PreferencesWord, number] {
  const all = choosable(noren.config);
  if (!all.some((id) => noren.state.decisions.purposes[id])) return ['stateUndecided', 0];
  const on = all.filter((id) => noren.has(id)).length;
  return [on === all.length ? 'stateAll' : on === 0 ? 'stateNone' : 'stateSome', on];
}

declare global {
  interface HTMLElementTagNameMap {
    'noren-trigger': NorenTrigger;
  }
}
