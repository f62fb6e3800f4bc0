import type { LinkState, Noren } from '@noren/core';
import { emit } from '@noren/core/kernel';
import { fill, type LinkWord } from '@noren/model';
import type { Wording } from '@noren/model/schema';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { base } from '../base.styles.ts';
import { NorenController } from '../noren-controller.ts';
import { keepFocusVisible } from '../noren-notice/keep-focus-visible.ts';
import { whenNoren } from '../page-noren.ts';
import { request } from '../request.ts';
import type { CardView } from './card-view.ts';
import { styles } from './noren-personal-url.styles.ts';
import { outcome, outcomeWord } from './outcome.ts';
import { confirmation, question } from './question.ts';
import { buttonsOf, tellInNotice } from './tell-in-notice.ts';

const NAME = 'noren-personal-url';

/** What the card shows; `notice`: nothing itself, since the notice asks, and says what its yes does. */
type Face = 'notice' | 'asking' | 'confirm' | 'told';

/**
 * The card that asks before a link in a mail may recognise its reader. It is there while a link is held and unanswered, never
 * together with the notice: one question at a time. Where the notice asks about the same purposes, it says there what a yes does
 * with the link. It names no member. What became of the link is said where it has asked, and stays until it is closed. Who has agreed
 * earlier is told that the link has recognised them. Esc and time decide nothing. It never writes: it requests, and renders what the store says.
 *
 * @tagname noren-personal-url
 * @fires noren-request - Bubbles, composed; detail `NorenRequestDetail`: `save` with both purposes, `confirm-link` with
 *   `yes`, `withdraw` of linking, or `show` for the settings.
 * @csspart panel - The box of the card.
 * @csspart cloth - The dyed edge with its two slits.
 * @csspart surface - Everything below it.
 * @csspart joined - What linking joins, and for how long.
 * @csspart button - Each answer, also named after it: identify, link, refuse; confirm, keep.
 * @csspart settings - Opens the settings.
 * @csspart undo - Ends what was joined.
 * @csspart link - A link that leaves the page.
 * @csspart close - Closes what became of the link.
 * @cssproperty [--noren-surface=#fffdf9] - Background.
 * @cssproperty [--noren-text=#1c2430] - Text.
 * @cssproperty [--noren-text-quiet=#566070] - What follows from a refusal.
 * @cssproperty [--noren-edge=#9a9383] - Border.
 * @cssproperty [--noren-primary=#1d3a5f] - Cloth, buttons, links.
 * @cssproperty [--noren-on-primary=#fff] - Text on buttons.
 * @cssproperty [--noren-focus=#2f6fb5] - Focus ring.
 * @cssproperty [--noren-radius=14px] - Corners.
 * @cssproperty [--noren-shadow] - Shadow.
 */
export class NorenPersonalUrl extends LitElement {
  static override properties = { noren: { attribute: false } };
  static override styles = [base, styles];

  /** The page's Noren; taken from `window.noren` when nobody sets it. */
  declare noren: Noren | undefined;

  #wording: Wording | undefined;
  #loading = false;
  // What became of a link is told to whom it was asked, until they close it.
  #asked = false;
  #face: Face | undefined;
  #wasLinked = false;
  #isHidden = false;
  // Takes out of the notice what was said there.
  #untell: (() => void) | undefined;
  #isAsking = false;
  #hadFocus = false;
  #hasOpenedSettings = false;
  // Where the keyboard was before it came here.
  #cameFrom: HTMLElement | undefined;
  #store = new NorenController(this, {
    link: () => {},
    change: () => {},
    // The settings say themselves what was saved.
    decision: () => {
      if (this.#untell && !areSettingsOpen()) this.#asked = true;
    },
    shown: () => {},
    hidden: ({ name }) => {
      if (name === 'preferences') this.#settingsClosed();
    },
  });

  /**
   * Registers the element and puts it into the page: after the notice, so that the keyboard goes on from there to here. One that
   * is there already, and was put away, is shown again.
   */
  static place(): void {
    if (!customElements.get(NAME)) customElements.define(NAME, NorenPersonalUrl);
    const placed = document.querySelector<NorenPersonalUrl>(NAME);
    if (placed) {
      placed.show();
      return;
    }
    const card = document.createElement(NAME);
    const notice = document.querySelector('noren-notice');
    if (notice) notice.after(card);
    else if (document.body) document.body.prepend(card);
    else addEventListener('DOMContentLoaded', () => NorenPersonalUrl.place(), { once: true });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.noren) whenNoren((noren) => (this.noren ??= noren));
    this.addEventListener('focusin', this.#remember);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('focusin', this.#remember);
  }

  /** Shows the card again after `hide()`, if there is something to ask or to say. */
  show(): void {
    this.#isHidden = false;
    this.requestUpdate();
  }

  /** Takes the card away without deciding. The link is held until the page goes. */
  hide(): void {
    this.#isHidden = true;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('noren')) this.#store.follow(this.noren);
    this.#hadFocus = Boolean(this.shadowRoot?.activeElement);
    const { link } = this.noren?.state ?? {};
    const status = link?.status;
    // Nobody has asked: it is told all the same, once for each link.
    if (link?.earlier && !this.#wasLinked) this.#asked = true;
    this.#face = this.#nextFace();
    if (this.#face === 'asking' || this.#face === 'confirm') this.#asked = true;
    if (status !== 'dropped') this.#wasLinked = status === 'linked';
    void this.#load();
  }

  protected override render(): TemplateResult {
    const view = this.#view();
    const face = view && this.#face;
    const told = this.noren?.state.link as LinkState;
    const word = face === 'told' ? outcomeWord(told, this.#wasLinked) : undefined;
    // Firefox would stop at what scrolls on the way to the answers, hence the tabindex; the arrow keys scroll from there too.
    // A refusal is done when it is said: nothing is left to close.
    const isShown = face && face !== 'notice' && word !== 'dropped';
    return html`<section class="panel" part="panel" aria-labelledby="title" lang=${view?.wording.language ?? nothing} ?hidden=${!isShown}>
        <div class="cloth" part="cloth"></div>
        ${
          isShown
            ? html`<div class="surface ${face}" part="surface" tabindex="-1">
                ${word ? outcome(view, word, told.own === true) : face === 'asking' ? question(view) : confirmation(view)}
              </div>`
            : nothing
        }
      </section>
      <p class="spoken" role="status" lang=${view?.wording.language ?? nothing}>${view && face ? spoken(view, face, word && [...(told.own ? ['own' as const] : []), word]) : nothing}</p>`;
  }

  protected override firstUpdated(): void {
    keepFocusVisible(this);
  }

  protected override updated(): void {
    if (this.#hadFocus && !this.shadowRoot?.activeElement) this.#giveFocusBack();
    const view = this.#view();
    if (this.#face !== 'notice') {
      this.#untell?.();
      this.#untell = undefined;
    } else if (view) this.#untell ??= tellInNotice(view);
    const asks = Boolean(view && (this.#face === 'asking' || this.#face === 'confirm'));
    if (asks === this.#isAsking) return;
    this.#isAsking = asks;
    // Only the card knows when it is seen.
    emit(asks ? 'shown' : 'hidden', { name: 'personal-url' });
  }

  #nextFace(): Face | undefined {
    const { link } = this.noren?.state ?? {};
    if (!link || this.#isHidden) return undefined;
    const isOpen = this.noren && isNoticeOpen(this.noren);
    if (link.status !== 'asking' && link.status !== 'confirm') return this.#asked && !isOpen ? 'told' : undefined;
    if (!isOpen) return link.status;
    const { identification = '', linking = '' } = this.#wording?.link ?? {};
    const isBoth = [identification, linking].every((id) => this.noren?.state.asks.includes(id));
    return isBoth && link.status === 'asking' ? 'notice' : undefined;
  }

  #view(): CardView | undefined {
    const wording = this.#wording;
    const link = wording?.link;
    if (!link) return undefined;
    const { identification, linking } = link;
    return {
      wording,
      link,
      say: (word, values = {}) => fill(link.words[word] ?? '', values),
      decide: (isRecognised, isJoined) =>
        request(this, {
          action: 'save',
          purposes: { [identification]: isRecognised, [linking]: isJoined },
          surface: 'personal-url',
        }),
      confirm: (yes) => request(this, { action: 'confirm-link', yes, surface: 'personal-url' }),
      settings: () => {
        this.#hasOpenedSettings = true;
        request(this, { action: 'show', surface: 'preferences' });
      },
      undo: () => request(this, { action: 'withdraw', purpose: linking, surface: 'personal-url' }),
      close: () => {
        this.#asked = false;
        this.requestUpdate();
      },
    };
  }

  #remember = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget instanceof HTMLElement) this.#cameFrom = relatedTarget;
  };

  #giveFocusBack(): void {
    if (this.#cameFrom?.isConnected) this.#cameFrom.focus();
  }

  // The link that opened the settings has gone where the question was answered there.
  #settingsClosed(): void {
    if (this.#hasOpenedSettings && document.activeElement === document.body) this.#giveFocusBack();
    this.#hasOpenedSettings = false;
  }

  // Nothing can be asked without the words. What could not be had is asked for again by whatever happens next.
  async #load(): Promise<void> {
    const { noren } = this;
    if (!noren?.state.link || this.#wording || this.#loading) return;
    this.#loading = true;
    this.#wording = await noren.wording().catch(() => undefined);
    this.#loading = false;
    if (this.#wording) this.requestUpdate();
  }
}

/** Whether the notice asks, or is open though it need not ask. */
function isNoticeOpen({ state }: Noren): boolean {
  const notice = document.querySelector('noren-notice')?.shadowRoot?.querySelector<HTMLElement>('[part=panel]');
  return state.asks.length > 0 || notice?.hidden === false;
}

/** Whether the settings lie over the page. They may have been opened before the card was there. */
function areSettingsOpen(): boolean {
  const settings = document.querySelector('noren-preferences:not([inline])')?.shadowRoot;
  return settings?.querySelector('dialog')?.open === true;
}

/** One line for a screen reader: what is asked and what can be answered, or what became of the link. */
function spoken({ say }: CardView, face: Face, told: readonly LinkWord[] | undefined): string {
  if (told) return told.map((word) => say(word)).join('');
  if (face === 'notice') return say('inNotice', buttonsOf(document.querySelector('noren-notice')?.shadowRoot));
  const words: readonly LinkWord[] =
    face === 'asking' ? ['title', 'identify', 'link', 'refuse'] : ['confirmTitle', 'confirmYes', 'confirmNo'];
  return words.map((part) => say(part)).join(' / ');
}

declare global {
  interface HTMLElementTagNameMap {
    'noren-personal-url': NorenPersonalUrl;
  }
}
