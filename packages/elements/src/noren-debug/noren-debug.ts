import type { Recording } from '@noren/core/debug';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { base } from '../base.styles.ts';
import type { Findings } from './debug-findings.ts';
import type { DebugWords } from './debug-words.ts';
import { styles } from './noren-debug.styles.ts';

/** So often at most it looks at the page again. */
const LOOK_MS = 250;
/** Of ten parts of the time a look takes one at most: of a page that does very much, the rest is the page's. */
const REST = 9;
/** So many rows of a list are drawn, the newest of them; the report has all. */
const ROWS = 500;

/**
 * The inspector, for whoever sets a site up: what is wrong on this page and what to do, what ran, what waits and why, the hosts that
 * were asked, and everything in order of time. `?noren-debug` puts it into the page on hosts that the config allows. It reads, and changes
 * nothing but itself; it stands beneath the notice and beside it, is not modal, and Esc in it closes it.
 *
 * @tagname noren-debug
 * @csspart panel - The box, open or folded.
 * @cssproperty [--noren-surface=#fffdf9] - Background.
 * @cssproperty [--noren-text=#1c2430] - Text.
 * @cssproperty [--noren-primary=#1d3a5f] - Hem and buttons.
 * @cssproperty [--noren-warn=#a8402a] - Problems.
 */
export class NorenDebug extends LitElement {
  static override properties = {
    recording: { attribute: false },
    folded: { type: Boolean, reflect: true },
    _words: { state: true },
    _find: { state: true },
    _said: { state: true },
    _report: { state: true },
  };
  static override styles = [base, styles];

  /** What is recorded since Noren started. The loader sets it. */
  declare recording: Recording | undefined;
  /** Only the bar with the count of problems is shown. Default: false. */
  declare folded: boolean;
  declare _words: DebugWords | undefined;
  declare _find: typeof import('./debug-findings.ts').findings | undefined;
  declare _said: string;
  declare _report: string | undefined;

  #look: ReturnType<typeof setTimeout> | undefined;
  #tookMs = 0;
  // What the notice leaves free may change with the window, and with its words.
  #sizes = new ResizeObserver(() => this.#makeRoom());

  constructor() {
    super();
    this.folded = false;
    this._said = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes.observe(document.documentElement);
    addEventListener('resize', this.#makeRoom);
    this.#bring().catch(() => undefined);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    removeEventListener('resize', this.#makeRoom);
    if (this.recording) delete this.recording.onChange;
    clearTimeout(this.#look);
    this.#look = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('recording') && this.recording) this.recording.onChange = () => this.#lookSoon();
  }

  protected override updated(): void {
    this.#makeRoom();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { recording, _words: words, _find: find } = this;
    if (!recording || !words || !find) return nothing;
    const found = find(recording);
    const count = found.problems.length;
    return html`<aside part="panel" lang=${this.#language} aria-label=${words.title} @keydown=${this.#heard}>
      <header>
        <h2>${words.title}</h2>
        <span class="count ${count ? 'warn' : ''}">${words.problems} ${count}</span>
        <span class="buttons">
          <button type="button" aria-expanded=${!this.folded} @click=${this.#fold}>
            ${this.folded ? words.unfold : words.fold}
          </button>
          <button type="button" @click=${this.#close}>${words.close}</button>
        </span>
      </header>
      ${this.folded ? nothing : body(found, words, this.#copy, this._report)}
      <p role="status" class=${this._said ? 'said' : 'spoken'}>${this._said}</p>
    </aside>`;
  }

  get #language(): string {
    const of = document.documentElement.lang || this.recording?.kernel?.state.language || '';
    return /^ja\b/i.test(of) ? 'ja' : 'en';
  }

  // In files of their own: what looks, and the words of one language.
  async #bring(): Promise<void> {
    const words = this.#language === 'ja' ? import('./debug-words-ja.ts') : import('./debug-words-en.ts');
    this._find = (await import('./debug-findings.ts')).findings;
    this._words = (await words).words;
  }

  #lookSoon(): void {
    this.#look ??= setTimeout(
      async () => {
        this.#look = undefined;
        const from = performance.now();
        this.requestUpdate();
        await this.updateComplete;
        this.#tookMs = performance.now() - from;
      },
      Math.max(LOOK_MS, REST * this.#tookMs),
    );
  }

  /** Keeps clear of the notice, which stands above the page and would be covered by nothing, but would cover this. */
  #makeRoom = (): void => {
    const notice = document.querySelector('noren-notice')?.shadowRoot?.querySelector('.panel');
    if (notice) this.#sizes.observe(notice);
    const { top = 0, height = 0 } = notice?.getBoundingClientRect() ?? {};
    const isBelow = height > 0 && top > innerHeight / 4;
    this.style.setProperty('--_foot', isBelow ? `${Math.ceil(innerHeight - top)}px` : '0px');
  };

  #fold = (): void => {
    this.folded = !this.folded;
  };

  #close = (): void => this.remove();

  #heard = ({ key, isComposing }: KeyboardEvent): void => {
    if (key === 'Escape' && !isComposing) this.#close();
  };

  #copy = async (): Promise<void> => {
    const { recording, _words: words, _find: find } = this;
    if (!recording || !words || !find) return;
    const text = JSON.stringify(find(recording), undefined, 2);
    this._said = '';
    try {
      // There is none on a host without TLS.
      await navigator.clipboard.writeText(text);
      this._report = undefined;
      this._said = words.copied;
    } catch {
      this._report = text;
      this._said = words.failed;
      await this.updateComplete;
      const area = this.renderRoot.querySelector('textarea');
      area?.focus();
      area?.select();
    }
  };
}

function body(found: Findings, words: DebugWords, copy: () => void, report: string | undefined): TemplateResult {
  const moment = (at: number): TemplateResult => html`<span class="at">${(at / 1000).toFixed(3)} s</span>`;
  const list = <Row>(
    title: string,
    rows: readonly Row[],
    draw: (row: Row) => TemplateResult,
    isFull = false,
  ): TemplateResult => html`<details>
    <summary><h3>${title}</h3><span class="number">${rows.length}${isFull ? '+' : ''}</span></summary>
    ${rows[ROWS] ? html`<p>…</p>` : nothing}
    ${rows[0] ? html`<ol>${rows.slice(-ROWS).map((row) => html`<li>${draw(row)}</li>`)}</ol>` : html`<p>${words.empty}</p>`}
  </details>`;
  const events = [
    ...found.events,
    { at: found.startedAt, type: words.started, text: '' },
    ...found.ran.map(({ at, condition, what, outcome }) => ({
      at,
      type: condition,
      text: outcome ? `${words.outcomes[outcome]} · ${what}` : what,
    })),
  ].sort((a, b) => a.at - b.at);
  return html`<div class="body" tabindex="-1">
    <section aria-label=${words.problems}>
      ${found.problems[0] ? nothing : html`<p class="fine">${words.none}</p>`}
      ${found.problems.map(({ code, about }) => {
        const [what, why, fix] = words.found[code];
        return html`<article>
          <h3>${what}</h3>
          <ul>
            ${about.map((one) => html`<li><code>${one}</code></li>`)}
          </ul>
          <dl>
            <dt>${words.why}</dt>
            <dd>${why}</dd>
            <dt>${words.fix}</dt>
            <dd>${fix}</dd>
          </dl>
        </article>`;
      })}
    </section>
    ${list(
      words.ran,
      found.ran,
      ({ at, condition, what, outcome, alone }) =>
        html`${moment(at)} <b>${condition}</b> ${alone ? html`<span class="tag">noren-embed</span> ` : nothing}${
          outcome ? html`<span class="tag warn">${words.outcomes[outcome]}</span>` : nothing
        } <code>${what}</code>`,
      found.full.includes('ran'),
    )}
    ${list(
      words.waits,
      found.waiting,
      ({ condition, what, reason, bridges }) =>
        html`<b>${condition}</b> <span class="tag">${[words.reasons[reason], ...(bridges ?? [])].join(' · ')}</span>
            <code>${what}</code>`,
    )}
    ${list(
      words.hosts,
      found.hosts,
      ({ host, count, rows, before, unasked }) =>
        html`<code>${host}</code> × ${count}
            <span class="tag ${!rows || before || unasked ? 'warn' : ''}"
              >${rows ? rows.join(', ') || words.own : words.undeclared}</span
            >`,
      found.full.includes('hosts'),
    )}
    ${list(
      words.events,
      events,
      ({ at, type, text }) => html`${moment(at)} <b>${type}</b> ${text}`,
      found.full.includes('events'),
    )}
    <button type="button" class="button" @click=${copy}>${words.copy}</button>
    ${report ? html`<textarea readonly rows="6" aria-label=${words.copy} .value=${report}></textarea>` : nothing}
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'noren-debug': NorenDebug;
  }
}
