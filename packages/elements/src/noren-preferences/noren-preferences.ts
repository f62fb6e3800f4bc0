import type { Cause, Noren } from '@noren/core';
import { fill } from '@noren/model';
import type { Wording } from '@noren/model/schema';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { base } from '../base.styles.ts';
import { NorenController } from '../noren-controller.ts';
import { whenNoren } from '../page-noren.ts';
import { request } from '../request.ts';
import { choiceOf, type Draft, isUnsaved, switchPurpose, UNTOUCHED } from '../switches.ts';
import { type Decide, decisionButtons } from './decision-buttons.ts';
import type { Details } from './details/details.ts';
import { styles } from './noren-preferences.styles.ts';
import { preferencesHeader } from './preferences-header.ts';
import { proofLine } from './proof-line.ts';
import { purposeRow } from './purpose-row.ts';
import type { View } from './view.ts';
import { waitingBody } from './waiting-body.ts';

/** Choices on this page: they replace what was switched. One of another tab does not throw it away. */
const HERE: readonly string[] = ['save', 'accept-all', 'reject-all', 'withdraw'] satisfies Cause[];

/**
 * The preferences: every purpose with its switch, the services behind it, and the proof of what was chosen. A native
 * modal dialog that `show()` opens, or with `inline` a section of a page. Esc and × close it and decide nothing; what
 * was switched and not saved is still there when it is opened again. It never writes: it requests, and renders what
 * the store says.
 *
 * @tagname noren-preferences
 * @attr {boolean} inline - A section of the page instead of a dialog.
 * @fires noren-request - Bubbles, composed; detail `NorenRequestDetail`: `save`, `accept-all`, `reject-all`, and `hide`
 *   once the dialog has closed, by whatever way.
 * @fires noren-reload - Bubbles, composed, cancelable: the visitor asked for a reload to stop what still runs.
 * @csspart dialog - The dialog, or the section where it is inline.
 * @csspart cloth - The dyed edge with its two slits.
 * @csspart surface - Everything below it.
 * @csspart header - Title, introduction and the button that closes.
 * @csspart purposes - The list of purposes.
 * @csspart purpose - One purpose.
 * @csspart switch - A switch.
 * @csspart pill - Stands in place of a switch that there is not.
 * @csspart service - One service of a purpose.
 * @csspart footer - What the choice did, the three buttons and the proof.
 * @csspart button - Each button of the footer, also named after its action: save, reject-all, accept-all, reload.
 * @csspart elsewhere - Where the providers of what was stopped can be asked to stop and to delete.
 * @csspart proof - Date, edition, and the links beside them.
 * @csspart history - The visitor's records.
 * @csspart record - One record.
 * @csspart receipt - Saves a receipt.
 * @csspart link - A link that leaves the page.
 * @cssproperty [--noren-surface=#fffdf9] - Background.
 * @cssproperty [--noren-surface-sunk=#f5f2ea] - Background of what opens in place.
 * @cssproperty [--noren-text=#1c2430] - Text.
 * @cssproperty [--noren-text-quiet=#566070] - Descriptions.
 * @cssproperty [--noren-line=#e0dacc] - Lines between rows.
 * @cssproperty [--noren-line-strong=#7d776a] - Switches that are off; at least 3:1 against the surface.
 * @cssproperty [--noren-edge=#9a9383] - Border of the surface.
 * @cssproperty [--noren-primary=#1d3a5f] - Cloth, buttons, links, switches that are on.
 * @cssproperty [--noren-primary-hover=#2b4f7d] - Buttons under the pointer.
 * @cssproperty [--noren-on-primary=#fff] - Text on buttons.
 * @cssproperty [--noren-warn=#a8402a] - What could not be deleted.
 * @cssproperty [--noren-ok=#2e6b4f] - That the choice was saved.
 * @cssproperty [--noren-focus=#2f6fb5] - Focus ring.
 * @cssproperty [--noren-radius=14px] - Corners.
 * @cssproperty [--noren-shadow] - Shadow of the dialog.
 */
export class NorenPreferences extends LitElement {
  static override properties = { noren: { attribute: false }, inline: { type: Boolean, reflect: true } };
  static override styles = [base, styles];

  /** The page's Noren; taken from `window.noren` when nobody sets it. */
  declare noren: Noren | undefined;
  /** A section of the page instead of a dialog. Default: false. */
  declare inline: boolean;

  #wording: Wording | undefined;
  #failed = false;
  #draft: Draft = UNTOUCHED;
  #opened: ReadonlySet<string> = new Set();
  #details: Details | undefined;
  #result: View['result'];
  #store = new NorenController(this, {
    decision: ({ cause }) => {
      if (HERE.includes(cause)) {
        this.#draft = UNTOUCHED;
        this.#result ??= {};
      }
    },
    change: () => {},
    revoke: (revoked) => {
      if (HERE.includes(revoked.cause)) this.#result = { revoked };
    },
  });

  constructor() {
    super();
    this.inline = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.noren) whenNoren((noren) => (this.noren ??= noren));
  }

  /** Opens the dialog, or brings the section into view, and moves the focus to its title. */
  async show(): Promise<void> {
    await this.updateComplete;
    const dialog = this.#dialog;
    if (dialog && !dialog.open) dialog.showModal();
    this.renderRoot.querySelector('h2')?.focus();
    // What could not be had before is asked for again.
    void this.#load();
  }

  /** Closes the dialog, deciding nothing. The focus goes back to where it was. */
  hide(): void {
    this.#dialog?.close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('noren')) return;
    this.#store.follow(this.noren);
    // It is put into the page when it is about to be opened, so its words are fetched at once.
    void this.#load();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { noren } = this;
    if (!noren) return nothing;
    const { language } = noren.state;
    const view = this.#wording && this.#view(noren, this.#wording);
    const waiting = {
      noren,
      failed: this.#failed,
      saved: Boolean(this.#result),
      retry: () => void this.#load(),
      decide: this.#decide,
    };
    const content = html`<div class="cloth" part="cloth"></div>
      <div class="surface" part="surface" tabindex="-1">
        ${preferencesHeader(noren, view, this.inline ? undefined : () => this.hide())}
        ${view ? this.#body(view) : waitingBody(waiting)}
      </div>`;
    if (this.inline)
      return html`<section class="frame" part="dialog" aria-labelledby="title" lang=${language}>${content}</section>`;
    return html`<dialog
      class="frame"
      part="dialog"
      aria-labelledby="title"
      aria-describedby="intro status"
      lang=${language}
      @close=${this.#closed}
      >${content}</dialog
    >`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #body(view: View): TemplateResult {
    const { wording, say } = view;
    // Firefox lets the keyboard stop at what scrolls, where nothing has a name. From the switches the arrow keys scroll it too.
    return html`<div class="rows" part="purposes" tabindex="-1">${wording.purposes.map((purpose) => purposeRow(view, purpose))}</div>
      <div class="foot" part="footer">
        <div class="status" id="status" role="status">
          ${isUnsaved(view) ? html`<p>${say('unsaved')}</p>` : nothing}
          ${view.result ? html`<p class="saved">${say('saved')}</p>` : nothing}${view.details?.reportText(view)}
        </div>
        ${view.details?.reportActions(view)}
        ${decisionButtons(
          { save: say('save'), 'reject-all': say('rejectAll'), 'accept-all': say('acceptAll') },
          this.#decide,
        )}
        ${proofLine(view)}
      </div>`;
  }

  #view(noren: Noren, wording: Wording): View {
    const { config, state } = noren;
    return {
      noren,
      config,
      state,
      wording,
      draft: this.#draft,
      opened: this.#opened,
      details: this.#details,
      result: this.#result,
      say: (word, values = {}) => fill(wording.preferences[word] ?? '', values),
      toggle: (id) => this.#toggle(id),
      setPurpose: (id, on) => this.#switch(switchPurpose({ noren, draft: this.#draft }, id, on)),
      setService: (id, on) => this.#switch({ ...this.#draft, services: { ...this.#draft.services, [id]: on } }),
    };
  }

  #decide: Decide = (action) => {
    const { noren } = this;
    if (!noren) return;
    this.#result = undefined;
    const choice = action === 'save' ? choiceOf({ noren, draft: this.#draft }) : {};
    request(this, { action, ...choice, surface: 'preferences' });
  };

  #closed = (): void => {
    this.#result = undefined;
    this.requestUpdate();
    // Chromium tells with its next frame, which a busy page is long in drawing: it may have been opened again meanwhile.
    if (!this.#dialog?.open) request(this, { action: 'hide', surface: 'preferences' });
  };

  #switch(draft: Draft): void {
    this.#draft = draft;
    this.#result = undefined;
    this.requestUpdate();
  }

  #toggle(id: string): void {
    const opened = new Set(this.#opened);
    if (!opened.delete(id)) opened.add(id);
    this.#opened = opened;
    void this.#bringDetails();
    this.requestUpdate();
  }

  async #load(): Promise<void> {
    const { noren } = this;
    void this.#bringDetails();
    if (!noren || this.#wording?.language === noren.state.language) return;
    this.#failed = false;
    this.requestUpdate();
    try {
      this.#wording = await noren.wording();
    } catch {
      this.#failed = true;
    }
    this.requestUpdate();
  }

  // Without it (the network is gone) everything can still be switched and saved; opening something asks again.
  async #bringDetails(): Promise<void> {
    const { noren } = this;
    if (!noren || this.#details) return;
    const { Details } = await import('./details/details.ts').catch(() => ({ Details: undefined }));
    if (Details) this.#details ??= new Details(this, noren);
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'noren-preferences': NorenPreferences;
  }
}
