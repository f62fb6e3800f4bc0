import type { Noren } from '@noren/core';
import type { DrawNotice } from './draw-notice.ts';
import { rest } from './noren-notice.styles.ts';

/** The box: a dialog where it keeps the page waiting, else a section. */
type Panel = HTMLElement & Partial<Pick<HTMLDialogElement, 'open' | 'showModal' | 'close'>>;

/**
 * The notice: one sentence on what is used and why, and the choice. It appears while something must be asked and goes
 * when nothing is. Closing, Esc, the backdrop and scrolling decide nothing.
 *
 * A plain custom element: its first frame is drawn by the first file, before this class has arrived and taken it over.
 * @tagname noren-notice
 * @fires noren-request - asks the store for the choice that was made
 * @csspart panel - the box of the notice
 * @csspart button - each of its buttons
 * @cssproperty --noren-primary - colour of the cloth and the buttons
 * @cssproperty --noren-surface - colour of the paper
 */
export class NorenNotice extends HTMLElement {
  /** How the notice is drawn where the first file has not drawn it yet. */
  declare static draw: DrawNotice;
  /** The page API, where an element is not given one of its own. */
  declare static noren: Noren | undefined;
  /** Called when a notice was taken out of the page. */
  declare static onRemoved: (() => unknown) | undefined;
  /** The page API. */
  declare noren: Noren | undefined;
  /** Says something politely; without words, what it is about and what can be chosen. */
  declare say: (words?: string) => void;
  #off: (() => void)[] = [];
  #panel: Panel | null | undefined;
  // Where the keyboard was before it came here.
  #cameFrom: HTMLElement | undefined;

  connectedCallback(): void {
    this.noren ??= NorenNotice.noren;
    const { noren } = this;
    if (!noren || this.#off.length) return;
    if (!this.shadowRoot)
      NorenNotice.draw(this, noren.config, noren.state, noren.config.layout === 'dialog' ? 'dialog' : 'section');
    this.#panel = this.shadowRoot?.querySelector<Panel>('.panel');
    const panel = this.#panel;
    if (!panel) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rest);
    this.shadowRoot?.adoptedStyleSheets.push(sheet);
    // No page can prevent what the second Esc in a row does, so a blocking notice comes back.
    panel.onclose = () => panel.hidden || this.#appear();
    this.addEventListener('focusin', ({ relatedTarget }) => {
      if (relatedTarget instanceof HTMLElement) this.#cameFrom = relatedTarget;
    });
    const update = (): void => this.#toggle(noren.state.asks.length > 0);
    this.#off = [
      noren.on('change', update),
      noren.on('decision', () => {
        // In a task of its own: that of the click is the choice's.
        setTimeout(() =>
          noren
            .wording()
            .then(({ notice }) => this.#say(notice.saved))
            .catch(() => undefined),
        );
        update();
      }),
    ];
    this.#explain(noren);
    if (panel.showModal) {
      this.#appear();
      // One that an ad blocker has hidden would keep the page out of reach, and nobody could answer it.
      new IntersectionObserver(() => panel.getClientRects()[0] ?? noren.hide('notice')).observe(panel);
    }
    update();
  }

  disconnectedCallback(): void {
    for (const off of this.#off.splice(0)) off();
    NorenNotice.onRemoved?.();
  }

  /** Shows the notice again although nothing must be asked, until a choice is made. */
  show(): void {
    this.#toggle(true);
  }

  /** Takes the notice away without deciding; on the next page it is back. */
  hide(): void {
    this.#toggle(false);
  }

  #appear(): void {
    const panel = this.#panel;
    if (!panel?.showModal) this.#say();
    else if (!panel.open) panel.showModal();
  }

  // What only some visitors need to read is not in the first file.
  #explain({ state: { blocked, decisions, gpc }, wording }: Noren): void {
    // What was decided in spite of the signal is not kept off by it.
    const signal = gpc && !decisions.gpc;
    if (!signal && !blocked) return;
    wording()
      .then(({ notice }) => {
        for (const textContent of [blocked && notice.blocked, signal && notice.gpc]) {
          // First, where it is seen without scrolling.
          if (textContent)
            this.#panel
              ?.querySelector('h2')
              ?.after(Object.assign(document.createElement('p'), { textContent, className: 'state' }));
        }
      })
      .catch(() => undefined);
  }

  #toggle(visible: boolean): void {
    const panel = this.#panel;
    if (!panel || panel.hidden !== visible) return;
    const hadFocus = this.shadowRoot?.activeElement;
    panel.hidden = !visible;
    if (visible) this.#appear();
    else panel.close?.();
    if (!visible && hadFocus && this.#cameFrom?.isConnected) this.#cameFrom.focus();
  }

  // A live region speaks of changes made while it is in the page, so the words come a moment later.
  #say(words?: string): void {
    requestAnimationFrame(() => this.say(words));
  }
}
