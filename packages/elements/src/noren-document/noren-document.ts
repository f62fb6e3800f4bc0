import type { Noren } from '@noren/core';
import { dayIn, HANDLING_NOTICE, sectionsAt, sequenceInForce } from '@noren/model';
import type { DocumentWords, JointUseWords, SectionWords } from '@noren/model/schema';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { base } from '../base.styles.ts';
import { changeNotice } from '../documents/change-notice.ts';
import { styles } from '../documents/documents.styles.ts';
import { DocumentsController } from '../documents/documents-controller.ts';
import { editionLine } from '../documents/edition-line.ts';

/**
 * The text of a document as the edition in force has it: the handling notice with its ten sections and joint use, terms,
 * an announcement. What is announced stands before it. What stands inside the element is shown until the document is there,
 * and where it is not.
 *
 * @tagname noren-document
 * @attr {string} document - Id of the document. Default: `handling-notice`.
 * @attr {string} src - Address of the documents' file. Default: the one that was published beside noren.js.
 * @slot - What is shown instead while the document is not there: a link to its page.
 * @csspart notice - A change that is announced.
 * @csspart section - A section of the document.
 * @cssproperty [--noren-surface-sunk=#f5f2ea] - Background of notices.
 * @cssproperty [--noren-primary=#1d3a5f] - Links, and the edge of a notice.
 */
export class NorenDocument extends LitElement {
  static override properties = {
    noren: { attribute: false },
    document: { type: String },
    src: { type: String },
  };
  static override styles = [base, styles];

  /** The page's Noren; taken from `window.noren` when nobody sets it. */
  declare noren: Noren | undefined;
  /** Id of the document. Default: `handling-notice`. */
  declare document: string | undefined;
  /** Address of the documents' file. */
  declare src: string | undefined;

  #documents = new DocumentsController(this);

  constructor() {
    super();
    this.document = HANDLING_NOTICE;
  }

  protected override render(): TemplateResult {
    const { chosen, documents, wording } = this.#documents;
    const [shown] = chosen;
    if (!shown) return html`<slot></slot>`;
    const current = sequenceInForce(shown.editions, new Date());
    return html`<article lang=${wording?.language ?? nothing} aria-labelledby="title-${shown.id}">
      <h2 id="title-${shown.id}">${shown.title}</h2>
      ${editionLine(this.#documents, shown)}
      ${shown.editions.slice(current).map((next) => changeNotice(this.#documents, shown, next))}
      ${sectionsAt<SectionWords>(shown.editions, current).map((section) => this.#section(shown, section, documents?.jointUse))}
    </article>`;
  }

  #section(shown: DocumentWords, { id, heading, body, items }: SectionWords, jointUse?: JointUseWords): TemplateResult {
    const joint = shown.id === HANDLING_NOTICE && id === 'joint-use' && jointUse;
    return html`<section part="section" aria-labelledby="section-${id}">
      <h3 id="section-${id}">${heading}</h3>
      ${body.map((paragraph) => html`<p>${paragraph}</p>`)}
      ${items ? html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>` : nothing}
      ${joint ? this.#jointUse(joint) : nothing}
    </section>`;
  }

  #jointUse({ items, purposes, users }: JointUseWords): TemplateResult {
    const { say, date, wording } = this.#documents;
    const today = dayIn(Date.now(), wording?.timeZone ?? 'UTC');
    const signed = users.filter(({ signedAt }) => signedAt <= today);
    const list = (lines: readonly string[]): TemplateResult =>
      html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
    return html`<p>${say('jointFact')}</p>
      <h4>${say('jointItems')}</h4>${list(items)}
      <h4>${say('jointPurposes')}</h4>${list(purposes)}
      <h4>${say('jointUsers')}</h4>
      ${signed.map(
        ({ company, responsible, address, representative, signedAt }) => html`<p><strong>${company}</strong></p>
          <dl>
            <dt>${say('responsible')}</dt><dd>${responsible}</dd>
            <dt>${say('address')}</dt><dd>${address}</dd>
            <dt>${say('representative')}</dt><dd>${representative}</dd>
            <dt>${say('signedAt')}</dt><dd>${date(signedAt)}</dd>
          </dl>`,
      )}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'noren-document': NorenDocument;
  }
}
