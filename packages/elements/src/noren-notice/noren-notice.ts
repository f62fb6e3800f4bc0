import type { Noren, NorenRequestDetail } from '@noren/core';
import { request } from '../request.ts';
import { append } from './append.ts';
import { styles } from './noren-notice.styles.ts';

/**
 * The notice: one sentence on what is used and why, and the choice. A plain custom element, because it travels in the
 * first file and must be visible and working before anything else has arrived.
 *
 * It appears while something must be asked and goes when nothing is. Closing, Esc, the backdrop and scrolling decide
 * nothing.
 * @fires noren-request - asks the store for the choice that was made
 * @csspart panel - the box of the notice
 * @csspart button - each of its buttons
 * @cssproperty --noren-primary - colour of the cloth and the buttons
 */
export class NorenNotice extends HTMLElement {
  /** The page API; set before the element is put into the page. */
  declare noren: Noren;
  #panel: HTMLElement | undefined;
  #status: HTMLElement | undefined;
  #off: (() => void)[] = [];
  // Where the keyboard was before it came here.
  #cameFrom: HTMLElement | undefined;

  connectedCallback(): void {
    if (this.#panel) return;
    const { noren } = this;
    const { state, config } = noren;
    const words = config.notice[state.language];
    if (!words) return;
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
    this.lang = state.language;

    const blocking = config.layout === 'dialog';
    const panel = append(root, blocking ? 'dialog' : 'div', {
      className: `panel ${config.layout}`,
      part: 'panel',
      hidden: true,
    });
    panel.setAttribute('aria-labelledby', 'title');
    if (!blocking) panel.setAttribute('role', 'region');
    append(panel, 'div', { className: 'cloth' });
    const surface = append(panel, 'div', { className: 'surface' });
    const text = append(surface, 'div', {});
    append(text, 'h2', { id: 'title', textContent: words.title });
    append(text, 'p', { textContent: words.body });
    if (words.gpc && state.gpc) append(text, 'p', { textContent: words.gpc });
    if (state.blocked) append(text, 'p', { textContent: words.blocked });
    const actions = append(surface, 'div', { className: 'actions' });
    const button = (label: string, action: NorenRequestDetail['action'], className = ''): void => {
      const surfaceName = action === 'show' ? 'preferences' : 'notice';
      append(actions, 'button', { className, part: 'button', type: 'button', textContent: label }).addEventListener(
        'click',
        () => request(this, { action, surface: surfaceName }),
      );
    };
    if (config.purposes.some(({ mode }) => mode === 'opt-in' || mode === 'opt-out')) {
      button(words.acceptAll, 'accept-all');
      button(words.rejectAll, 'reject-all');
    }
    button(words.settings, 'show', 'quiet');
    if (words.acknowledge) button(words.acknowledge, 'acknowledge', 'quiet');
    append(append(surface, 'div', { className: 'more' }), 'a', {
      href: config.registerUrl,
      textContent: words.register,
    });
    this.#panel = panel;
    this.#status = append(root, 'p', { role: 'status' });

    panel.addEventListener('cancel', (event) => event.preventDefault());
    this.addEventListener('focusin', ({ relatedTarget }) => {
      if (relatedTarget instanceof HTMLElement) this.#cameFrom = relatedTarget;
    });
    this.#off = [
      noren.on('change', () => this.#update()),
      noren.on('decision', () => {
        this.#update();
        this.#say(words.saved);
      }),
    ];
    this.#update();
  }

  disconnectedCallback(): void {
    for (const off of this.#off.splice(0)) off();
  }

  /** Shows the notice again although nothing must be asked, until a choice is made. */
  show(): void {
    this.#toggle(true);
  }

  /** Takes the notice away without deciding; on the next page it is back. */
  hide(): void {
    this.#toggle(false);
  }

  #update(): void {
    this.#toggle(this.noren.state.questions.length > 0);
  }

  #toggle(visible: boolean): void {
    const panel = this.#panel;
    if (!panel || panel.hidden === !visible) return;
    const hadFocus = !visible && this.shadowRoot?.activeElement;
    panel.hidden = !visible;
    if (panel instanceof HTMLDialogElement) visible ? panel.showModal() : panel.close();
    if (visible) this.#say(this.noren.config.notice[this.lang]?.announce ?? '');
    if (hadFocus && this.#cameFrom?.isConnected) this.#cameFrom.focus();
  }

  // A live region speaks of changes made while it is in the page, so the words come a moment later.
  #say(words: string): void {
    requestAnimationFrame(() => {
      if (this.#status) this.#status.textContent = words;
    });
  }
}
