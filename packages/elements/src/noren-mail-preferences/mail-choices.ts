import { MAIL_CALL, type MailCallDetail } from '@noren/core';
import type { ShownChannel, ShownPreferences, ShownTopic } from '@noren/model/mail';
import type { MailPreferencesRequest } from '@noren/model/schema';

/** What a member has switched and the API has not confirmed yet. */
export interface Edit {
  readonly on: boolean;
  /** Undefined, and no channel: the links in mail. */
  readonly topic?: ShownTopic;
  readonly channel?: ShownChannel['channel'];
  readonly frequency?: string | undefined;
}

/** What is done in one go, whatever is switched. */
export type Act = Pick<MailPreferencesRequest, 'stopAll' | 'undo'>;

/** What came of a save, for the element to say. */
export interface Saved {
  readonly edits: readonly Edit[];
  readonly act: Act | undefined;
}

/** Names of the switch for links in mail, and of the button that stops everything. */
export const LINKS = 'links';
export const ALL = 'all';

/** Names one switch, and is its id. */
export const keyOf = (topic: string, channel: string): string => `${topic}-${channel}`;

/** Problem code of a change that somebody else came before. */
const CHANGED = 'preferences-changed';
const UNDO_MS = 1_800_000;

/**
 * What a member has chosen, as the API has it, with what they have switched since laid over it. One save at a time: what is switched
 * meanwhile goes with the next one. A save that fails keeps what was switched.
 */
export class MailChoices {
  /** As the API has it; undefined while that is not known. */
  shown: ShownPreferences | undefined;
  edits: Map<string, Edit> = new Map();
  act: Act | undefined;
  /** Where the member was last, and what went wrong is told. */
  place: string = ALL;
  /** The API's code of why it could not be saved, `offline` where it did not answer, or `unloaded`: keys of the words. */
  problem: string | undefined;
  /** When it can be tried again, milliseconds since 1970, where the answer has said so. */
  again: number | undefined;
  /** By what, and until when, the last stop of everything can be undone. */
  undo: { readonly batch: string; readonly until: number } | undefined;
  isBusy = false;
  readonly #onChange: (saved?: Saved) => void;
  #etag = '';

  /** @param onChange called whenever something here has changed */
  constructor(onChange: (saved?: Saved) => void) {
    this.#onChange = onChange;
  }

  /** Whether the settings were changed elsewhere, and the member has not said which are to be. */
  get isAsking(): boolean {
    return this.problem === CHANGED;
  }

  /** What waits to be saved for a switch. While it is asked which settings are to be, those in force are shown. */
  editOf(key: string): Edit | undefined {
    return this.isAsking ? undefined : this.edits.get(key);
  }

  /** Whether a switch is on: as switched, else as the API has it. */
  isOn(key: string, { state, under }: ShownChannel): boolean {
    return this.editOf(key)?.on ?? (/on|pending/.test(under ?? state) && !(this.act?.stopAll && !this.isAsking));
  }

  /** Asks for what is in force; for nobody, nothing is known. */
  async load(language: string): Promise<void> {
    await this.#call(`language=${language}`);
    if (this.problem && !/^link/.test(this.problem)) this.problem = 'unloaded';
    this.#onChange();
  }

  change(key: string, edit: Edit): void {
    this.edits.set(key, edit);
    this.place = key;
    void this.save();
  }

  /** Stops everything that can be stopped, or takes that back. What was switched and is not saved goes with it. */
  do(act: Act): void {
    const links = this.edits.get(LINKS);
    this.edits = new Map(links && [[LINKS, links]]);
    this.act = act;
    this.place = ALL;
    void this.save();
  }

  discard(): void {
    this.edits.clear();
    this.act = this.undo = this.problem = undefined;
    this.#onChange();
  }

  async save(): Promise<void> {
    const { act, edits, shown } = this;
    const sent = act ? [] : [...edits];
    if (!shown || this.isBusy || !(act || sent.length)) return;
    const changes = sent.flatMap(([, { topic, channel, on, frequency }]) => {
      const isOffered = on && topic?.frequencies?.some(({ id }) => id === frequency);
      return topic ? { topic: topic.id, channel, on, frequency: isOffered ? frequency : undefined } : [];
    });
    this.isBusy = true;
    const saving = this.#call('', {
      wording: shown.wording,
      ...(act ?? { untrackedLinks: edits.get(LINKS)?.on, changes: changes.length ? changes : undefined }),
    });
    this.#onChange();
    const isSaved = await saving;
    this.isBusy = false;
    if (isSaved) {
      const { batch } = this.shown as ShownPreferences;
      this.undo = act?.stopAll && batch ? { batch, until: Date.now() + UNDO_MS } : undefined;
      if (act === this.act) this.act = undefined;
    }
    // What has been switched in the same way elsewhere needs no question.
    for (const [key, edit] of isSaved ? sent : this.edits)
      if (this.edits.get(key) === edit && (isSaved || (this.isAsking && this.#isSo(edit)))) this.edits.delete(key);
    if (this.isAsking && !this.edits.size && !act) this.problem = undefined;
    this.#onChange(isSaved && { edits: sent.map(([, edit]) => edit), act });
    if (isSaved) await this.save();
  }

  /** What is in force by the channel of a change. */
  now({ topic, channel }: Edit): ShownChannel | undefined {
    const now = this.shown?.topics.find(({ id }) => id === topic?.id);
    return now?.channels.find((one) => one.channel === channel);
  }

  #isSo(edit: Edit): boolean {
    const { topic, on, frequency } = edit;
    if (!topic) return this.shown?.untrackedLinks === on;
    const now = this.now(edit);
    return now?.state === (on ? 'on' : 'off') && (!on || now.frequency === frequency);
  }

  /** @returns whether it was done; undefined where not */
  async #call(query: string, body?: object): Promise<true | undefined> {
    const detail: MailCallDetail = {
      query,
      ...(body && {
        method: 'PATCH',
        headers: { 'content-type': 'application/json', 'if-match': this.#etag },
        body: JSON.stringify(body),
      }),
    };
    this.problem = this.again = undefined;
    dispatchEvent(new CustomEvent(MAIL_CALL, { detail }));
    if (!detail.answer) return undefined;
    let problem = 'offline';
    try {
      const response = await detail.answer;
      const { headers } = response;
      const after = headers.get('retry-after');
      // Seconds, or a date. https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
      if (after) this.again = Date.now() + Number(after) * 1000 || Date.parse(after);
      const told = await response.json();
      const shown = response.ok ? told : told.current;
      if (response.status < 500) problem = told.code ?? problem;
      // What comes from a proxy or a broken server may be JSON too.
      if (shown?.topics) {
        this.shown = shown;
        // What compresses answers on the way weakens their tag, and a weak one matches nothing.
        this.#etag = headers.get('etag')?.replace('W/', '') ?? '';
        if (response.ok) return true;
      }
    } catch {
      // No connection, or no JSON.
    }
    this.problem = problem;
    return undefined;
  }
}
