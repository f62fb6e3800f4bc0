import type { Noren } from '@noren/core';
import { sequenceInForce } from '@noren/model';
import type { DocumentWords, EditionWords } from '@noren/model/schema';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { base } from '../base.styles.ts';
import { changeNotice } from '../documents/change-notice.ts';
import { compared } from '../documents/compared.ts';
import { styles as documentStyles } from '../documents/documents.styles.ts';
import { DocumentsController } from '../documents/documents-controller.ts';
import { editionLine } from '../documents/edition-line.ts';
import { styles } from './noren-editions.styles.ts';

/** Two editions that are compared, the older and the newer, by their places from 1. */
interface Pair {
  readonly from: number;
  readonly to: number;
}

/**
 * The history of the documents: which edition is in force, what is announced and from when, what each edition changed, and
 * any two of them compared. What stands inside the element is shown until the documents are there, and where they are not.
 *
 * @tagname noren-editions
 * @attr {string} document - Id of one document (`handling-notice` for the notice). Default: all.
 * @attr {string} src - Address of the documents' file. Default: the one that was published beside noren.js.
 * @slot - What is shown instead while the documents are not there: a link to their pages.
 * @csspart notice - A change that is announced.
 * @csspart edition - An edition in the history.
 * @cssproperty [--noren-surface-sunk=#f5f2ea] - Background of notices and editions.
 * @cssproperty [--noren-primary=#1d3a5f] - Links, and the edge of a notice.
 */
export class NorenEditions extends LitElement {
  static override properties = {
    noren: { attribute: false },
    document: { type: String },
    src: { type: String },
    _pairs: { state: true },
  };
  static override styles = [base, documentStyles, styles];

  /** The page's Noren; taken from `window.noren` when nobody sets it. */
  declare noren: Noren | undefined;
  /** Id of one document. Default: all. */
  declare document: string | undefined;
  /** Address of the documents' file. */
  declare src: string | undefined;
  declare _pairs: Readonly<Record<string, Pair>>;

  #documents = new DocumentsController(this);

  constructor() {
    super();
    this._pairs = {};
  }

  protected override render(): TemplateResult {
    const { chosen, wording } = this.#documents;
    if (chosen.length === 0) return html`<slot></slot>`;
    return html`<div lang=${wording?.language ?? nothing}>${chosen.map((shown) => this.#document(shown))}</div>`;
  }

  #document(shown: DocumentWords): TemplateResult {
    const documents = this.#documents;
    const current = sequenceInForce(shown.editions, new Date());
    return html`<section aria-labelledby="title-${shown.id}">
      <h2 id="title-${shown.id}">${shown.title}</h2>
      ${editionLine(documents, shown)}
      ${shown.editions.slice(current).map((next) => changeNotice(documents, shown, next))}
      <h3>${documents.say('history')}</h3>
      <ol reversed>
        ${shown.editions.map((edition, at) => this.#edition(edition, at + 1, current)).reverse()}
      </ol>
      ${shown.editions.length > 1 ? this.#compare(shown, current) : nothing}
    </section>`;
  }

  #edition(edition: EditionWords, sequence: number, current: number): TemplateResult {
    const { say, day, date } = this.#documents;
    const coming = Date.parse(edition.effectiveAt) > Date.now();
    const state = coming ? 'coming' : sequence === current ? 'inForce' : undefined;
    return html`<li part="edition">
      <strong>${say('label')} ${edition.label}</strong> ${state ? html`<span class="state">${say(state)}</span>` : nothing}
      <dl>
        <dt>${say('published')}</dt><dd>${date(edition.date)}</dd>
        <dt>${say('effective')}</dt><dd>${day(edition.effectiveAt)}</dd>
        <dt>${say('changes')}</dt><dd><ul>${edition.changes.map((change) => html`<li>${change}</li>`)}</ul></dd>
        ${edition.documentNumber ? html`<dt>${say('number')}</dt><dd>${edition.documentNumber}</dd>` : nothing}
      </dl>
    </li>`;
  }

  #compare(shown: DocumentWords, current: number): TemplateResult {
    const documents = this.#documents;
    const { from, to } = this._pairs[shown.id] ?? { from: Math.max(1, current - 1), to: Math.max(2, current) };
    const label = (sequence: number): string => shown.editions[sequence - 1]?.label ?? '';
    const select = (which: keyof Pair, chosen: number): TemplateResult => html`<label>
      ${documents.say(which === 'from' ? 'older' : 'newer')}
      <select
        @change=${({ target }: Event) => {
          const list = target as HTMLSelectElement;
          const picked = Number(list.value);
          // Where the two change places, the list has to show what was drawn last, or it stays as it was picked.
          list.value = String(chosen);
          this.#choose(shown.id, { from, to, [which]: picked });
        }}
      >
        ${shown.editions.map(
          ({ label: name }, at) => html`<option value=${at + 1} .selected=${at + 1 === chosen}>${name}</option>`,
        )}
      </select>
    </label>`;
    const changes = compared(documents, shown, from, to);
    return html`<div class="compare" role="group" aria-labelledby="compare-${shown.id}">
      <h3 id="compare-${shown.id}">${documents.say('compare')}</h3>
      <form>${select('from', from)}${select('to', to)}</form>
      <div role="status">
        <h4>${documents.say('differences', { from: label(from), to: label(to) })}</h4>
        ${changes === nothing ? html`<p>${documents.say('same')}</p>` : changes}
      </div>
    </div>`;
  }

  #choose(id: string, { from, to }: Pair): void {
    // Whichever is the older: what it says would else be shown as new.
    this._pairs = { ...this._pairs, [id]: { from: Math.min(from, to), to: Math.max(from, to) } };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'noren-editions': NorenEditions;
  }
}
