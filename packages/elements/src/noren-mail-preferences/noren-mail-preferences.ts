import { MAIL_HOLDER, type Noren } from '@noren/core';
import { fill } from '@noren/model';
import type { ShownPreferences } from '@noren/model/mail';
import type { Wording } from '@noren/model/schema';
import { adoptStyles, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { base } from '../base.styles.ts';
import { dateText } from '../language-text.ts';
import { whenNoren } from '../page-noren.ts';
import { switchControl } from '../switch-control.ts';
import { ALL, keyOf, LINKS, MailChoices, type Saved } from './mail-choices.ts';
import { type MailView, problemText, wish } from './mail-view.ts';
import { styles } from './noren-mail-preferences.styles.ts';
import { problemBox } from './problem-box.ts';
import { topicRow } from './topic-row.ts';

// What `channel-more` is for, in what the API answers.
const FEW_HAVE = /"(frequencies|pending|suppressed)"/;

// What was switched is not saved: the browser asks whether to leave all the same.
const askToStay = (event: BeforeUnloadEvent): void => event.preventDefault();

/**
 * Where a member chooses the mail that they are sent, topic by topic. Each switch is saved at once; what could not be saved says so, keeps
 * what was switched and offers to try again. Where the settings were changed elsewhere meanwhile, it shows those and asks. It works for
 * a member of whom the page has told `noren.identify`, and for whoever opens the page by the link of a mail; until then it shows what the
 * page has put into it. It never sees a token: it asks for each call, and shows what the API answers.
 *
 * @tagname noren-mail-preferences
 * @slot - Stands in its place until somebody's choices are there: how to sign in.
 * @csspart cloth - The dyed edge with its two slits.
 * @csspart surface - Everything below the cloth.
 * @csspart row - One topic.
 * @csspart channel - One way in which a topic comes, where it has several.
 * @csspart switch - A switch.
 * @csspart frequency - How often a topic comes.
 * @csspart waiting - Stands in the place of a switch that waits for a confirmation, or is paused.
 * @csspart always - Stands in the place of a switch where there is none.
 * @csspart changed - When something was changed.
 * @csspart saving - That a change is on its way.
 * @csspart resend - Sends a confirmation mail, or another one.
 * @csspart drop - Ends what waits.
 * @csspart problem - What could not be saved, or was changed elsewhere.
 * @csspart retry - Saves again, or in spite of what was changed elsewhere.
 * @csspart discard - Goes back to what is in force.
 * @csspart stop - Stops all optional mail, and undoes that.
 * @csspart link - A link that leaves the page.
 * @cssproperty [--noren-surface=#fffdf9] - Background.
 * @cssproperty [--noren-surface-sunk=#f5f2ea] - Background of what concerns all topics, and of problems.
 * @cssproperty [--noren-primary=#1d3a5f] - Cloth, links, switches that are on.
 * @cssproperty [--noren-warn=#a8402a] - Edge of a problem.
 */
export class NorenMailPreferences extends LitElement {
  static override properties = { noren: { attribute: false } };

  /** The page's Noren; taken from `window.noren` when nobody sets it. */
  declare noren: Noren | undefined;

  #wording: Wording | undefined;
  #choices: MailChoices = this.#nobodys();
  #said = '';
  #wasAsking = false;
  #hadFocus = false;
  #more: MailView['more'];

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener(MAIL_HOLDER, this.#onHolder);
    if (!this.noren) whenNoren((noren) => (this.noren ??= noren));
    // Put into the page again: somebody may have signed out meanwhile.
    else if (this.hasUpdated) this.#onHolder();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener(MAIL_HOLDER, this.#onHolder);
    removeEventListener('beforeunload', askToStay);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('noren')) void this.#load();
    this.#hadFocus = Boolean(this.shadowRoot?.activeElement);
  }

  protected override render(): TemplateResult {
    const view = this.#view();
    const { shown, problem } = this.#choices;
    if (!view || !(shown || problem)) return html`<slot></slot>`;
    const { say } = view;
    return html`<div class="frame" lang=${view.language}>
      <div class="cloth" part="cloth"></div>
      <div class="surface" part="surface">
        <h2>${say('heading')}</h2>
        ${
          shown
            ? this.#body(view)
            : html`<p>${problemText(view)}</p>
                <p class="links"><button type="button" class="button light" part="retry" @click=${this.#load}>${say('reload')}</button></p>
                <slot></slot>`
        }
      </div>
      <p class="spoken" role="status">${this.#said}</p>
    </div>`;
  }

  protected override updated(): void {
    const { isAsking, place, edits, act } = this.#choices;
    const root = this.shadowRoot;
    // The switch that had the focus cannot be pressed while the question stands, and what was pressed in it has gone with it.
    if (isAsking && !this.#wasAsking) root?.querySelector<HTMLElement>('.problem')?.focus();
    else if (this.#hadFocus && !root?.activeElement) root?.getElementById(place)?.focus();
    this.#wasAsking = isAsking;
    // Only then: a page that listens is kept in memory by no browser when it is left.
    (edits.size || act ? addEventListener : removeEventListener)('beforeunload', askToStay);
  }

  #body(view: MailView): TemplateResult {
    const { shown, say, choices, time } = view;
    const { topics, suppressed, sender, signedIn, untrackedLinks } = shown;
    const { undo, act, isAsking } = choices;
    const group = (kind: 'newsletter' | 'notice' | 'service'): TemplateResult | typeof nothing => {
      const those = topics.filter((topic) => topic.class === kind);
      return those.length
        ? html`<h3>${say(kind)}</h3><ul>${those.map((topic) => topicRow(view, topic))}</ul>`
        : nothing;
    };
    const isAnyOn = topics.some(({ id, channels }) =>
      channels.some((channel) => choices.isOn(keyOf(id, channel.channel), channel)),
    );
    const links = choices.editOf(LINKS)?.on ?? untrackedLinks;
    return html`<p>${say('intro')}</p>
      ${signedIn ? nothing : html`<p class="small quiet">${say('byLink')}</p>`}
      ${suppressed ? html`<p class="sunk">${say(suppressed)} ${say('lift')}</p>` : nothing}
      ${group('newsletter')}${group('notice')}
      <div class="sunk">
        <p>${undo ? say('stoppedAll') + say('undoUntil', { time: time(undo.until) }) : say(isAnyOn || act ? 'stillComes' : 'nothingToStop')}</p>
        ${
          undo || isAnyOn || act
            ? html`<p class="links"><button type="button" class="button light" part="stop" id="all" ?disabled=${isAsking}
                @click=${() => choices.isBusy || choices.do(undo ? { undo: undo.batch } : { stopAll: true })}>${say(undo ? 'undo' : 'stopAll')}</button></p>`
            : nothing
        }
        ${problemBox(view, ALL)}
      </div>
      ${group('service')}
      <h3>${say('links')}</h3>
      <div class="row line">
        <h4><label for="links">${say('untrackedLinks')}</label></h4>
        ${switchControl({
          id: LINKS,
          on: links,
          disabled: isAsking,
          describedBy: 'about-links',
          state: say(links ? 'yes' : 'no'),
          onSwitch: (on) => choices.change(LINKS, { on }),
        })}
        <p id="about-links">${say('untrackedTold')}</p>
        ${problemBox(view, LINKS)}
      </div>
      <p class="small quiet sender">${say('sender')}: ${sender.name} / ${sender.address}</p>`;
  }

  #view(): MailView | undefined {
    const { mail, language } = this.#wording ?? {};
    if (!mail || !language) return undefined;
    return {
      language,
      shown: this.#choices.shown as ShownPreferences,
      choices: this.#choices,
      more: this.#more,
      say: (word, values = {}) => fill(mail[word] ?? mail.refused ?? '', values),
      time: (at) => dateText(new Date(at), language, { timeStyle: 'short' }),
    };
  }

  // Somebody else, or nobody: what was shown is not theirs. The same member with a new sign-in saves what waits.
  #onHolder = (event?: Event): void => {
    const { shown, isAsking } = this.#choices;
    if ((event as CustomEvent | undefined)?.detail && shown) {
      if (!isAsking) void this.#choices.save();
      return;
    }
    this.#choices = this.#nobodys();
    this.requestUpdate();
    void this.#load();
  };

  #nobodys(): MailChoices {
    const choices: MailChoices = new MailChoices((saved) => choices === this.#choices && this.#tell(saved));
    return choices;
  }

  #load = async (): Promise<void> => {
    const { noren } = this;
    if (!noren) return;
    const [wording] = await Promise.all([
      noren.wording().catch(() => undefined),
      this.#choices.load(noren.state.language),
    ]);
    await this.#bringMore();
    if (!wording || this.#wording) return;
    this.#wording = wording;
    this.#adopt();
  };

  // Before anything is drawn, or when something waits from now on. Without it the switches are as true as before.
  async #bringMore(): Promise<void> {
    if (this.#more || !FEW_HAVE.test(JSON.stringify(this.#choices.shown?.topics))) return;
    this.#more = await import('./channel-more.ts').catch(() => undefined);
    this.#adopt();
  }

  #adopt(): void {
    // Not before: what the page has put into the element looks as the page wants it.
    if (this.#wording) adoptStyles(this.renderRoot as ShadowRoot, [base, styles, this.#more?.moreStyles ?? styles]);
    this.requestUpdate();
  }

  // One line for a screen reader: what has come of a change.
  #tell(saved?: Saved): void {
    void this.#bringMore();
    const view = this.#view();
    const { problem } = this.#choices;
    this.#said = '';
    if (view && problem) this.#said = problemText(view);
    else if (view && saved) {
      const { say, time } = view;
      const { act, edits } = saved;
      const done = edits.map((edit) => say('nowIs', wish(view, edit, this.#choices.now(edit)?.state)));
      if (act) done.push(say(act.stopAll ? 'stoppedAll' : 'undone'));
      this.#said = done.join('') + say('savedAt', { time: time(Date.now()) });
    }
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'noren-mail-preferences': NorenMailPreferences;
  }
}
