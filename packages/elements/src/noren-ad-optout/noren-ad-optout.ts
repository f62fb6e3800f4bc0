import type { Noren } from '@noren/core';
import { advertisingRows, comingAdvertising, fill, stoppingHere } from '@noren/model';
import type { Wording } from '@noren/model/schema';
import { adoptStyles, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { base } from '../base.styles.ts';
import { dateText } from '../language-text.ts';
import { NorenController } from '../noren-controller.ts';
import { outsideLink } from '../outside-link.ts';
import { whenNoren } from '../page-noren.ts';
import { request } from '../request.ts';
import { purposeSwitch } from '../switch-control.ts';
import { purposeOn, switchPurpose, UNTOUCHED } from '../switches.ts';
import { styles } from './noren-ad-optout.styles.ts';
import { type DirectoryView, providerRow } from './provider-row.ts';
import { readVisited, rememberVisit, type Visited } from './visited.ts';

/**
 * How to stop behavioural advertising: what this site sends is stopped here, at once; what a provider does elsewhere by its
 * own procedure, which opens in a new tab. It says where the effect of each ends, which procedures the visitor has opened,
 * and what cannot be known. It never writes a choice: it requests, and renders what the store says.
 *
 * @tagname noren-ad-optout
 * @slot - Stands in its place until the providers are there: a link to the page without script.
 * @fires noren-request - Bubbles, composed; detail `{ action: 'save', purposes, services, surface: 'preferences' }`.
 * @csspart surface - Everything below the cloth.
 * @csspart coming - That an announced edition changes something, and the way to what it says.
 * @csspart row - One provider.
 * @csspart switch - A switch.
 * @csspart link - A link that leaves the page.
 * @csspart visited - That the visitor has opened a procedure, and when.
 * @cssproperty [--noren-surface=#fffdf9] - Background.
 * @cssproperty [--noren-surface-sunk=#f5f2ea] - Background of the switches.
 * @cssproperty [--noren-primary=#1d3a5f] - Cloth, links, switches that are on.
 * @cssproperty [--noren-ok=#2e6b4f] - That a procedure was opened.
 */
export class NorenAdOptout extends LitElement {
  static override properties = { noren: { attribute: false } };

  /** The page's Noren; taken from `window.noren` when nobody sets it. */
  declare noren: Noren | undefined;

  #wording: Wording | undefined;
  #visited: Visited = {};
  #said = '';
  #store = new NorenController(this, { decision: () => {}, change: () => {} });

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.noren) whenNoren((noren) => (this.noren ??= noren));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('noren')) return;
    this.#store.follow(this.noren);
    void this.#load();
  }

  protected override render(): TemplateResult {
    const { noren } = this;
    const wording = this.#wording;
    if (!noren || !wording) return html`<slot></slot>`;
    const view = this.#view(noren, wording);
    const groups = wording.purposes
      .map((purpose) => ({ purpose, rows: advertisingRows(wording, [purpose.id]) }))
      .filter(({ rows }) => rows.length > 0);
    return html`<div class="frame" lang=${wording.language}>
      <div class="cloth" part="cloth"></div>
      <div class="surface" part="surface">
        <h2>${view.tell('title')}</h2>
        ${
          groups.length > 0
            ? html`<p>${view.tell('intro')}</p>
              <p>${view.tell(...stoppingHere(wording, advertisingRows(wording)))}</p>`
            : html`<p>${view.tell('none')}</p>`
        }
        ${this.#coming(view)}${this.#signal(view)}
        ${groups.map(({ purpose, rows }) => this.#group(view, purpose, rows))}
        ${this.#industry(view)}
        <p class="spoken" role="status">${this.#said}</p>
      </div>
    </div>`;
  }

  #coming({ wording, tell }: DirectoryView): TemplateResult | typeof nothing {
    const edition = comingAdvertising(wording);
    if (!edition) return nothing;
    const { language, timeZone, registerUrl } = wording;
    const date = dateText(new Date(edition.effectiveAt), language, { timeZone });
    return html`<p class="coming" part="coming">${tell('coming', { date })} <a href=${registerUrl}>${tell('comingLink')}</a></p>`;
  }

  #signal({ noren, wording, tell }: DirectoryView): TemplateResult {
    const heeding = noren.config.purposes.filter(({ gpc }) => gpc).map(({ id }) => id);
    const titles = wording.purposes.filter(({ id }) => heeding.includes(id)).map(({ title }) => title);
    const word = !noren.state.gpc ? 'gpcOff' : titles.length > 0 ? 'gpcOn' : 'gpcUnused';
    return html`<p class="small quiet">${tell(word, { list: new Intl.ListFormat(wording.language).format(titles) })}</p>`;
  }

  #group(
    view: DirectoryView,
    { id, title, description, mode }: Wording['purposes'][number],
    rows: Wording['services'],
  ): TemplateResult {
    const switchable = mode === 'opt-in' || mode === 'opt-out';
    const { noren } = view;
    const covered = rows.filter(({ choice }) => !choice).map(({ name }) => name);
    return html`<h3>${title}</h3>
      ${
        switchable
          ? html`<div class="switches">
              <div class="all">
                <label for="switch-${id}">${view.tell('allow', { purpose: title })}</label>${purposeSwitch(
                  view,
                  id,
                  (on) =>
                    view.change(switchPurpose({ noren, draft: UNTOUCHED }, id, on), title, () => purposeOn(view, id)),
                )}
              </div>
              <p class="small quiet" id="about-${id}">${description}</p>
              ${covered.length > 0 ? html`<p class="small">${view.tell('covers', { purpose: title, list: new Intl.ListFormat(view.wording.language).format(covered) })}</p>` : nothing}
            </div>`
          : nothing
      }
      <ul>
        ${rows.map((row) => providerRow(view, id, row))}
      </ul>`;
  }

  #industry(view: DirectoryView): TemplateResult | typeof nothing {
    const { industryOptOuts = [] } = view.wording;
    if (industryOptOuts.length === 0) return nothing;
    return html`<h3>${view.tell('industry')}</h3>
      <ul>
        ${industryOptOuts.map(
          ({ name, operator, url, covers }) => html`<li class="row" part="row">
            <p>${outsideLink(view, url, name)}</p>
            <p>${covers}</p>
            <p class="small quiet">${view.tell('operator', { operator })}</p>
          </li>`,
        )}
      </ul>`;
  }

  async #load(): Promise<void> {
    const wording = await this.noren?.wording().catch(() => undefined);
    if (!wording || this.#wording) return;
    this.#wording = wording;
    this.#visited = readVisited();
    // Not before: what the page has put into the element looks as the page wants it.
    adoptStyles(this.renderRoot as ShadowRoot, [base, styles]);
    this.requestUpdate();
  }

  #view(noren: Noren, wording: Wording): DirectoryView {
    return {
      noren,
      draft: UNTOUCHED,
      wording,
      visited: this.#visited,
      say: (word, values = {}) => fill(wording.register[word] ?? '', values),
      tell: (word, values = {}) => fill(wording.advertising[word] ?? '', values),
      change: (draft, name, isOn) => {
        // What was not switched stays as it is, undecided too; what stands after it is said, also where it was refused.
        request(this, { action: 'save', ...draft, surface: 'preferences' });
        this.#said = `${name}: ${wording.register[isOn() ? 'on' : 'off']}`;
        this.requestUpdate();
      },
      visit: (id) => {
        this.#visited = rememberVisit(id, new Date());
        this.requestUpdate();
      },
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'noren-ad-optout': NorenAdOptout;
  }
}
