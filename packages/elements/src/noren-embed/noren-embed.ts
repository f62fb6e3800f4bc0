import type { Noren } from '@noren/core';
import { isOpen } from '@noren/model';
import type { Wording } from '@noren/model/schema';
import { adoptStyles, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { base } from '../base.styles.ts';
import { NorenController } from '../noren-controller.ts';
import { whenNoren } from '../page-noren.ts';
import { request } from '../request.ts';
import { copyOf, isMarkupAlone, letGo, placeOf, titleOf } from './embedded.ts';
import { content, place, styles } from './noren-embed.styles.ts';
import { permissionFor } from './permission.ts';
import { type PlaceholderView, placeholder } from './placeholder.ts';

/** What the focus can go to in the content. */
const REACHED = 'iframe,a[href],button,input,select,textarea,video[controls],audio[controls],[tabindex]';

/** Whose look it has: the page's own while its words are not there, then Noren's or the content's. */
type Look = 'page' | 'placeholder' | 'content';

/**
 * Stands in the place of a frame or an embed of others until it may be shown: what it is, who would receive what and why, with
 * one press for this content and one for everything of its provider. The content is a gated template in it
 * (`<template data-noren="PURPOSE" data-noren-service="ID">`), which the gate releases and takes back by itself; the
 * element never contacts anybody. What is shown by the press for this content alone is copied from the template: that is a yes to
 * this content, on this page, until the visitor says no to its purpose or its service, or the element leaves the page. Nothing of it is
 * kept or recorded. In a shadow root, where no gate looks, it shows what may be shown by itself, unless that has a script.
 * It never writes a choice: it requests, and renders what the store says.
 *
 * @tagname noren-embed
 * @slot - The gated template, and what is released from it.
 * @slot link - A link to the content (`<a slot="link" href="…">its title</a>`): all that there is without script.
 * @slot poster - A picture from the site's own host, behind the words.
 * @fires noren-request - Bubbles, composed; detail `{ action: 'save', purposes, services, surface: 'preferences' }` for everything of
 *   the provider, `{ action: 'show', surface: 'preferences' }` for the settings.
 * @csspart placeholder - All that stands in the place of the content.
 * @csspart panel - Its words and buttons.
 * @csspart title - What the content is called.
 * @csspart state - That the visitor has not allowed it.
 * @csspart once - The button that shows this content alone, and what that means.
 * @csspart always - The button for everything of the provider, and what that means.
 * @csspart allow - The button for its whole purpose, in place of that, and what that means.
 * @csspart button - Each of the two buttons.
 * @csspart settings - Opens the settings.
 * @csspart register - The link to the row of the register.
 * @csspart link - A link that leaves the page.
 * @cssproperty [--noren-surface=#fffdf9] - Background.
 * @cssproperty [--noren-text=#1c2430] - Text.
 * @cssproperty [--noren-text-quiet=#566070] - What the facts are called, and what the buttons do.
 * @cssproperty [--noren-edge=#9a9383] - Border.
 * @cssproperty [--noren-primary=#1d3a5f] - Buttons and links.
 * @cssproperty [--noren-primary-hover=#2b4f7d] - Buttons under the pointer.
 * @cssproperty [--noren-on-primary=#fff] - Text on buttons.
 * @cssproperty [--noren-focus=#2f6fb5] - Focus ring.
 * @cssproperty [--noren-radius=14px] - Corners.
 */
export class NorenEmbed extends LitElement {
  static override properties = { noren: { attribute: false } };

  /** The page's Noren; taken from `window.noren` when nobody sets it. */
  declare noren: Noren | undefined;

  #wording: Wording | undefined;
  #gated: HTMLTemplateElement | undefined;
  /** The copy that the element itself has put in; empty while it has not. */
  #copy: readonly ChildNode[] = [];
  #isOnce = false;
  /** Put in by a yes, where the gate does not look. */
  #isInstead = false;
  #isRefused = false;
  /** Children that stood here before a script of the content could put any. */
  #own: readonly Element[] = [];
  #hasRun = false;
  #hadFocus = false;
  #look: Look = 'page';
  #place = new CSSStyleSheet();
  #store = new NorenController(this, {
    change: () => this.#heed(),
    // Also where it was refused before. A decision does not tell of services, so what one leaves closed counts as said again.
    decision: ({ purposes }) => {
      const { purpose, service } = this.#gate;
      if (purposes[purpose] === false || this.noren?.state.decisions.services[service] === false) this.#takeBack();
    },
  });

  override connectedCallback(): void {
    super.connectedCallback();
    // Out of the page it has heard of nothing.
    this.#heed();
    document.addEventListener('focusin', this.#seeFocus);
    // A frame that takes the focus tells of it only so.
    addEventListener('blur', this.#seeFocus);
    if (!this.noren) whenNoren((noren) => (this.noren ??= noren));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('focusin', this.#seeFocus);
    removeEventListener('blur', this.#seeFocus);
    // Out of the page it hears of no no, and its frame would be fetched again with it. What is only moved is back by now.
    queueMicrotask(() => this.isConnected || this.#takeBack());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // What an application builds piece by piece may come without it, and one that draws anew may put another in its place.
    const found = [...this.children].find(
      (child): child is HTMLTemplateElement => child.matches('template[data-noren]') && !this.#copy.includes(child),
    );
    if (found && this.#isOnce) this.#removeCopy();
    if (!this.#isOnce) this.#gated = found;
    this.#isRefused = this.#refuses();
    this.#standIn();
    this.#clearAway();
    if (!changed.has('noren')) return;
    this.#store.follow(this.noren);
    void this.#load();
  }

  protected override render(): TemplateResult {
    const view = this.#view;
    // Without its row nobody could be told who receives what: what the page has put into it stays.
    if (!view)
      return html`<slot @slotchange=${this.#again}></slot><slot name="poster"></slot><slot name="link"></slot>`;
    const isShown = this.#isShown;
    return html`<slot ?hidden=${!isShown} @slotchange=${this.#again}></slot>${isShown ? nothing : placeholder(view)}`;
  }

  protected override updated(): void {
    if (this.#gated) this.#place.replaceSync(placeOf(this.#gated));
    const look: Look = !this.#view ? 'page' : this.#isShown ? 'content' : 'placeholder';
    if (look === this.#look) return;
    this.#look = look;
    // Only the placeholder looks as Noren does.
    const own = { page: [], content: [place, content], placeholder: [base, styles, place] }[look];
    adoptStyles(this.renderRoot as ShadowRoot, [...own, this.#place]);
    if (look === 'placeholder' && this.#hadFocus && document.activeElement === document.body)
      this.renderRoot.querySelector<HTMLElement>('.place')?.focus();
  }

  /** What the template waits for. */
  get #gate(): { readonly purpose: string; readonly service: string } {
    const { noren: purpose = '', norenService: service = '' } = this.#gated?.dataset ?? {};
    return { purpose, service };
  }

  get #isOpen(): boolean {
    const { noren } = this;
    const { purpose, service } = this.#gate;
    return Boolean(noren && isOpen(noren.config, noren.state.decisions, noren.state.grants, purpose, service));
  }

  get #isShown(): boolean {
    return this.#isOnce || (this.#isOpen && this.getRootNode() === document);
  }

  /** Whether the visitor, or a signal, says no to its purpose or its service. */
  #refuses(): boolean {
    const { purpose, service } = this.#gate;
    const { grants, decisions } = this.noren?.state ?? {};
    return grants?.[purpose] === 'denied' || decisions?.services[service] === false;
  }

  /** A no that is new takes back what was shown alone; one that it was shown in spite of does not. */
  #heed(): void {
    const wasRefused = this.#isRefused;
    this.#isRefused = this.#refuses();
    if (this.#isRefused && !wasRefused) this.#takeBack();
  }

  get #view(): PlaceholderView | undefined {
    const gated = this.#gated;
    const wording = this.#wording;
    const { noren } = this;
    const { purpose: id, service } = this.#gate;
    const purpose = wording?.purposes.find((one) => one.id === id && one.services.includes(service));
    const row = wording?.services.find((one) => one.id === service);
    if (!noren || !gated || !wording || !purpose || !row) return undefined;
    const link = this.querySelector<HTMLAnchorElement>('a[slot=link],[slot=link] a[href]');
    const title = titleOf(gated) || link?.textContent?.trim() || row.name;
    const permission = permissionFor(noren, purpose, service);
    return {
      noren,
      wording,
      purpose,
      row,
      title,
      link: link && /^https?:/.test(link.href) ? link.href : undefined,
      hasPoster: Boolean(this.querySelector('[slot=poster]')),
      permission,
      // Where the site is switched off, nothing is shown by any way.
      showOnce: isMarkupAlone(gated) && !noren.config.off ? this.#showOnce : undefined,
      showAlways: () => {
        if (permission) request(this, { action: 'save', ...permission.draft, surface: 'preferences' });
        if (this.#isShown) void this.#enter();
      },
      openSettings: () => request(this, { action: 'show', surface: 'preferences' }),
    };
  }

  #showOnce = (): void => {
    this.#putCopy();
    void this.#enter();
  };

  /** In a shadow root the gate sees nothing: there the element does what the gate does elsewhere. */
  #standIn(): void {
    if (!this.isConnected || this.getRootNode() === document) return;
    if (!this.#isOpen && this.#isInstead) this.#takeBack();
    if (!this.#isOpen || this.#isOnce || !this.#gated || !isMarkupAlone(this.#gated)) return;
    this.#isInstead = true;
    this.#putCopy();
  }

  /** Puts a copy in, in the place of the template, which the gate then knows no more. */
  #putCopy(): void {
    const gated = this.#gated;
    if (!gated) return;
    const copy = copyOf(gated);
    this.#copy = [...copy.childNodes];
    this.#isOnce = true;
    gated.replaceWith(copy);
    letGo(this.#copy);
    this.requestUpdate();
  }

  /**
   * Takes out what a script of the content has put in the place of what the gate knows, as that of a post puts a frame in the place of
   * its text: hidden, it would go on telling its host.
   */
  #clearAway(): void {
    // The gate may be faster than the page's Noren.
    if (!this.noren) return;
    const children = [...this.children];
    if (this.#isShown) this.#hasRun ||= Boolean(this.#gated && !isMarkupAlone(this.#gated));
    else if (!this.#hasRun) this.#own = children;
    else
      for (const child of children)
        if (!child.slot && !child.matches('template,script') && !this.#own.includes(child)) child.remove();
  }

  #removeCopy(): void {
    for (const node of this.#copy) if (node.parentNode === this) node.remove();
    this.#copy = [];
    this.#isOnce = this.#isInstead = false;
  }

  /** Takes the copy out again; the template waits as before. */
  #takeBack(): void {
    if (!this.#isOnce || !this.#gated) return;
    this.#removeCopy();
    this.append(this.#gated);
    this.requestUpdate();
  }

  /** Moves the focus from the button, which is gone, into what has come. */
  async #enter(): Promise<void> {
    await this.updateComplete;
    const shown = [...this.children].filter(
      (child): child is HTMLElement => !child.slot && child.localName !== 'template',
    );
    const [target] = shown.flatMap((child) => [
      ...(child.matches(REACHED) ? [child] : []),
      ...child.querySelectorAll<HTMLElement>(REACHED),
    ]);
    if (!target && shown[0]) shown[0].tabIndex = -1;
    (target ?? shown[0])?.focus();
  }

  #again = (): void => this.requestUpdate();

  // A task later: some browsers tell first that the window has lost it, and then to whom.
  #seeFocus = (): unknown =>
    setTimeout(() => {
      this.#hadFocus = this.contains((this.getRootNode() as Partial<DocumentOrShadowRoot>).activeElement ?? null);
    });

  async #load(): Promise<void> {
    this.#wording = await this.noren?.wording().catch(() => undefined);
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'noren-embed': NorenEmbed;
  }
}
