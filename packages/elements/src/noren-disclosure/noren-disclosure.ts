import type { Noren } from '@noren/core';
import { fill } from '@noren/model';
import type { Wording } from '@noren/model/schema';
import { adoptStyles, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { base } from '../base.styles.ts';
import { NorenController } from '../noren-controller.ts';
import { whenNoren } from '../page-noren.ts';
import { request } from '../request.ts';
import { UNTOUCHED } from '../switches.ts';
import { findControls } from './find-controls.ts';
import { findRows } from './find-rows.ts';
import { type LastVisit, lastVisit } from './last-visit.ts';
import { styles } from './noren-disclosure.styles.ts';
import { drawOwnSwitches } from './own-switches.ts';
import { purposeSection } from './purpose-section.ts';
import { registerHeader } from './register-header.ts';
import type { RegisterView, ShownRow } from './register-view.ts';
import { fold, serviceRows } from './service-rows.ts';

type Details = typeof import('./register-details.ts');

/** What the register is drawn from, once it is there. */
interface Shown {
  readonly wording: Wording;
  readonly visit: LastVisit;
  rows: readonly ShownRow[];
}

/** Of more rows than this only those in view are laid out, so that finding one stays quick. */
const MANY = 80;

const HEARD = ['hashchange', 'beforeprint', 'afterprint'];

/**
 * The register of external transmissions as a part of a page: who receives what, why, and the switches beside it, which
 * work at once. Who, what and why, the site's and the recipient's, are legible without any operation; the rest of a row opens
 * in place, and is drawn after the rows. Until those are there, and where they cannot be had, it shows what the page has put
 * into it. `#noren-<service id>` leads to a row.
 * It never writes a choice: it requests, and renders what the store says.
 *
 * @tagname noren-disclosure
 * @slot - Stands in its place until the rows are there: the same register as plain HTML.
 * @fires noren-request - Bubbles, composed; detail `{ action: 'save', purposes, services, surface: 'preferences' }`
 *   with the one change; what was not switched stays as it is, undecided too.
 * @csspart cloth - The dyed edge with its two slits.
 * @csspart surface - Everything below it.
 * @csspart header - Title, introduction, edition and what it changed.
 * @csspart coming - What an announced edition will change, and from when.
 * @csspart purpose - One purpose with its rows.
 * @csspart row - One row.
 * @csspart badge - That a row is new or has changed.
 * @csspart details - What opens in a row.
 * @csspart switch - A switch.
 * @csspart link - A link that leaves the page.
 * @csspart permalink - A link to a row.
 * @csspart history - The editions: since when each is in force, and what it changed.
 * @cssproperty [--noren-surface=#fffdf9] - Background.
 * @cssproperty [--noren-surface-sunk=#f5f2ea] - Background of what opens in place.
 * @cssproperty [--noren-text=#1c2430] - Text.
 * @cssproperty [--noren-text-quiet=#566070] - Descriptions.
 * @cssproperty [--noren-line=#e0dacc] - Lines between rows.
 * @cssproperty [--noren-line-strong=#7d776a] - Fields, and switches that are off; at least 3:1 against the surface.
 * @cssproperty [--noren-edge=#9a9383] - Border of the surface.
 * @cssproperty [--noren-primary=#1d3a5f] - Cloth, links, badges, switches that are on.
 * @cssproperty [--noren-on-primary=#fff] - Text on badges.
 * @cssproperty [--noren-warn=#a8402a] - That the browser keeps no cookies.
 * @cssproperty [--noren-focus=#2f6fb5] - Focus ring.
 * @cssproperty [--noren-radius=14px] - Corners.
 */
export class NorenDisclosure extends LitElement {
  static override properties = { noren: { attribute: false } };

  /** The page's Noren; taken from `window.noren` when nobody sets it. */
  declare noren: Noren | undefined;

  #shown: Shown | undefined;
  #find: (() => void) | undefined;
  #details: Details | undefined;
  #said = '';
  #store = new NorenController(this, { decision: () => {}, change: () => {} });

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of HEARD) addEventListener(type, this);
    if (!this.noren) whenNoren((noren) => (this.noren ??= noren));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const type of HEARD) removeEventListener(type, this);
  }

  /** @internal */
  handleEvent({ type }: Event): void {
    if (type === 'hashchange') void this.#follow();
    else this.#details?.unfold(this.#view as RegisterView, this.renderRoot, type === 'beforeprint');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('noren')) return;
    this.#store.follow(this.noren);
    void this.#load();
  }

  protected override render(): TemplateResult {
    const view = this.#view;
    if (!view) return html`<slot></slot>`;
    const { wording, rows } = view;
    return html`<div class=${rows.length > MANY ? 'frame many' : 'frame'} lang=${wording.language} @click=${this.#going} @focusin=${this.#going}>
      <div class="cloth" part="cloth"></div>
      <div class="surface" part="surface">
        ${registerHeader(view)}${findControls(view, () => this.#find?.())}
        ${wording.purposes.map((purpose) => purposeSection(view, purpose))}
        <details class="history" part="history">
          <summary><h3>${view.say('history')}</h3></summary>
          <div class="rest">${this.#details?.editionHistory(view)}</div>
        </details>
        <p class="spoken" role="status">${this.#said}</p>
      </div>
    </div>`;
  }

  protected override updated(): void {
    const view = this.#view;
    if (!view) return;
    drawOwnSwitches(view);
    if (!this.#find) {
      this.#find = findRows(this.renderRoot, view);
      this.#find();
      void this.#follow();
      void this.#bringDetails();
    }
    this.#details?.rememberVisit(view.noren, (this.#shown as Shown).visit);
  }

  async #load(): Promise<void> {
    const wording = await this.noren?.wording().catch(() => undefined);
    if (!wording || this.#shown) return;
    this.#shown = { wording, visit: lastVisit(wording), rows: [] };
    const view = this.#view as RegisterView;
    this.#shown.rows = wording.purposes.flatMap((purpose) => serviceRows(view, purpose));
    // Not before: what the page has put into the element looks as the page wants it.
    adoptStyles(this.renderRoot as ShadowRoot, [base, styles]);
    this.requestUpdate();
  }

  // Without it (the network is gone) the rows are as legible as before; whoever goes to the register asks again.
  async #bringDetails(): Promise<Details | undefined> {
    const details = await import('./register-details.ts').catch(() => undefined);
    if (details) {
      this.#details = details;
      // After the rows were seen.
      requestAnimationFrame(async () => {
        if (this.#view) await details.drawAllDetails(this.#view, this.renderRoot);
        this.requestUpdate();
      });
    } else this.#shown?.rows.forEach(fold);
    return details;
  }

  #going = async ({ target }: Event): Promise<void> => {
    const details = this.#details ?? (await this.#bringDetails());
    details?.openRow(this.#view as RegisterView, target as Element);
  };

  get #view(): RegisterView | undefined {
    const { noren } = this;
    const shown = this.#shown;
    if (!noren || !shown) return undefined;
    const { wording, visit, rows } = shown;
    return {
      noren,
      draft: UNTOUCHED,
      wording,
      rows,
      marks: visit.marks,
      say: (word, values = {}) => fill(wording.register[word] ?? '', values),
      change: (draft, name, isOn) => {
        // What was not switched stays as it is, undecided too; what stands after it is said, also where it was refused.
        request(this, { action: 'save', ...draft, surface: 'preferences' });
        this.#said = `${name}: ${wording.register[isOn() ? 'on' : 'off']}`;
        this.requestUpdate();
      },
    };
  }

  /** Leads to the row that the address names, also where the visitor had filtered it away. */
  async #follow(): Promise<void> {
    const view = this.#view;
    const element = view?.rows.find(({ row }) => location.hash === `#noren-${row.id}`)?.element;
    if (!view || !element) return;
    if (element.hidden) this.renderRoot.querySelector('form')?.reset();
    this.#find?.();
    (this.#details ?? (await this.#bringDetails()))?.openRow(view, element)?.focus({ preventScroll: true });
    element.scrollIntoView();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'noren-disclosure': NorenDisclosure;
  }
}
