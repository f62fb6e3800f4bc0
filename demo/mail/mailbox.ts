import { hasToken } from '@noren/model';
import PostalMime, { type Email } from 'postal-mime';
import type { TestMember } from '../group/test-members.ts';
import type { Letter } from './letter.ts';
import { letters } from './letters.ts';
import { type Clicked, headerOf, oneClickAddress } from './one-click.ts';
import type { Language } from './words.ts';

/** A mail that has arrived. */
export interface Message {
  readonly id: string;
  /** What the group sent; undefined of a mail that the consent API wrote itself. */
  readonly letter: Letter | undefined;
  /** Language that its own header names. */
  readonly language: Language;
  /** Name under which its links are counted. */
  readonly campaign: string;
  /** RFC 5322, as it came over the wire. */
  readonly source: Buffer;
  /** The same, read. */
  readonly email: Email;
  readonly receivedAt: Date;
  /** The address that it carries, read out of its text. */
  readonly url: string;
  readonly isPersonal: boolean;
  /** Where one click ends it, read out of its header fields. */
  readonly oneClick: string | undefined;
  isRead: boolean;
  /** What became of that click. */
  clicked: Clicked | undefined;
}

/** Who writes the first mails of a mailbox. */
export type Fill = (letter: Letter, member: TestMember, sentAt: Date) => Promise<unknown>;

const HOUR_MS = 3_600_000;
/** Hours ago at which the first letters came, oldest first: a week of mail. */
const AGES_H = [151, 98, 50, 26, 3];
const MOST_KEPT = 60;

/** The mail of one member, newest first. In memory: a new run of the demo writes it anew. */
export class Mailbox {
  readonly member: TestMember;
  readonly #write: Fill;
  readonly #messages: Message[] = [];
  #filled: Promise<void> | undefined;

  constructor(member: TestMember, write: Fill) {
    this.member = member;
    this.#write = write;
  }

  /** Every letter that this member can get. */
  get letters(): readonly Letter[] {
    return letters.filter(({ language }) => language === this.member.language);
  }

  /** What has arrived. The first time, a week of mail is written. */
  async messages(): Promise<readonly Message[]> {
    this.#filled ??= this.#fill();
    await this.#filled;
    return this.#messages;
  }

  /** Takes a mail in, as it came over the wire. */
  async accept(source: Buffer): Promise<void> {
    this.#messages.unshift(await read(source));
    this.#messages.sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime());
    this.#messages.length = Math.min(this.#messages.length, MOST_KEPT);
  }

  /** The mail with this `Message-ID`. */
  find(messageId: string): Message | undefined {
    return this.#messages.find(({ email }) => email.messageId === messageId);
  }

  async #fill(): Promise<void> {
    const now = Date.now();
    // What waits for a confirmation, or was never chosen, has not been sent yet.
    const sent = this.letters.filter(
      ({ topic }) => topic === 'account' || (topic !== 'members-letter' && this.member.topics.includes(topic)),
    );
    try {
      for (const [at, letter] of sent.entries())
        await this.#write(letter, this.member, new Date(now - (AGES_H.at(at - sent.length) ?? 1) * HOUR_MS));
    } catch (error) {
      // The next visit tries again, from the beginning.
      this.#messages.length = 0;
      this.#filled = undefined;
      throw error;
    }
  }
}

async function read(source: Buffer): Promise<Message> {
  const email = await PostalMime.parse(source);
  const found = /https?:\S+/.exec(email.text ?? '')?.[0] ?? '';
  return {
    id: crypto.randomUUID().slice(0, 8),
    letter: letters.find(({ id }) => id === headerOf(email, 'X-Letter')),
    language: headerOf(email, 'Content-Language')?.startsWith('en') ? 'en' : 'ja',
    campaign: headerOf(email, 'X-Campaign') ?? '',
    source,
    email,
    receivedAt: new Date(email.date ?? Date.now()),
    url: found,
    isPersonal: hasToken(found),
    oneClick: oneClickAddress(email),
    isRead: false,
    clicked: undefined,
  };
}
