import type { MailChannel, MailState, MailTopic, Suppression } from '../schema/index.ts';

/** What a member has chosen, beside the words in which it is shown: what the API answers. */
export interface ShownPreferences {
  readonly language: string;
  /** To be sent back with a change. */
  readonly wording: string;
  /** False: by the link of a mail. */
  readonly signedIn: boolean;
  readonly sender: { readonly name: string; readonly address: string };
  readonly topics: readonly ShownTopic[];
  /** Why nothing optional goes by e-mail, whatever is chosen; null where it does. */
  readonly suppressed: Suppression | null;
  readonly untrackedLinks: boolean;
  /** Of a change: what `undo` names; null where nothing changed, or a stop of everything has nothing that can be undone. */
  readonly batch?: string | null;
}

/** One topic with what is in force by each of its channels. */
export interface ShownTopic {
  readonly id: string;
  readonly class: MailTopic['class'];
  /** Name of the company whose topic it is. */
  readonly company: string;
  readonly title: string;
  readonly description: string;
  /** Of a service notice: why it always comes. */
  readonly reason?: string;
  readonly lastIssueUrl?: string;
  readonly frequencies?: readonly { readonly id: string; readonly title: string }[];
  readonly channels: readonly ShownChannel[];
}

/** What is in force by one channel. */
export interface ShownChannel {
  readonly channel: MailChannel;
  readonly state: MailState | 'always';
  readonly reason?: Suppression;
  /** Of a suppressed one: what is in force again once that is lifted. */
  readonly under?: Exclude<MailState, 'suppressed'>;
  readonly frequency?: string;
  /** ISO 8601. */
  readonly changedAt?: string;
}
