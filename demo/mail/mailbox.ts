import { fileURLToPath } from 'node:url';
import { hasToken } from '@noren/model';
import MailComposer from 'nodemailer/lib/mail-composer';
import PostalMime, { type Email } from 'postal-mime';
import { originOf } from '../group/address.ts';
import type { TestMember } from '../group/test-members.ts';
import type { Letter } from './letter.ts';
import { letters } from './letters.ts';
import type { LinkIssuer } from './link-issuer.ts';

/** A mail that has arrived. */
export interface Message {
  readonly id: string;
  readonly letter: Letter;
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
  isRead: boolean;
}

const ASSETS = fileURLToPath(new URL('../assets/', import.meta.url));
const HOUR_MS = 3_600_000;
/** Hours ago at which the first letters came, oldest first: a week of mail. */
const AGES_H = [151, 98, 50, 26, 3];
const MOST_KEPT = 60;

/** The mail of one member, newest first. In memory: a new run of the demo writes it anew. */
export class Mailbox {
  readonly member: TestMember;
  readonly #issuer: LinkIssuer;
  readonly #port: number;
  readonly #messages: Message[] = [];
  #filled: Promise<void> | undefined;

  constructor(member: TestMember, issuer: LinkIssuer, port: number) {
    this.member = member;
    this.#issuer = issuer;
    this.#port = port;
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

  /** Sends a letter once more: with a link of its own, as the member wants it at this moment. */
  async send(letter: Letter, receivedAt = new Date()): Promise<Message> {
    const campaign = `2026-11-${letter.id}`;
    const plain = `${originOf(letter.site, this.#port)}${letter.path}`;
    const { url } =
      letter.class === 'service'
        ? { url: plain }
        : await this.#issuer.issue(letter.site, { campaign, class: letter.class, url: plain, member: this.member.id });
    const message = await write(letter, this.member, campaign, url, receivedAt);
    this.#messages.unshift(message);
    this.#messages.length = Math.min(this.#messages.length, MOST_KEPT);
    return message;
  }

  async #fill(): Promise<void> {
    const now = Date.now();
    try {
      for (const [at, letter] of this.letters.entries())
        await this.send(letter, new Date(now - (AGES_H[at] ?? 1) * HOUR_MS));
    } catch (error) {
      // The next visit tries again, from the beginning.
      this.#messages.length = 0;
      this.#filled = undefined;
      throw error;
    }
  }
}

async function write(
  letter: Letter,
  member: TestMember,
  campaign: string,
  url: string,
  receivedAt: Date,
): Promise<Message> {
  const { text, html, pictures = [] } = letter.write({ member, url, isPersonal: hasToken(url) });
  const composer = new MailComposer({
    from: letter.from,
    to: { name: member.name, address: member.address },
    subject: letter.subject,
    date: receivedAt,
    text,
    ...(html ? { html } : {}),
    attachments: pictures.map(({ cid, file }) => ({ cid, path: `${ASSETS}${file}`, contentDisposition: 'inline' })),
    headers: { 'Content-Language': letter.language, 'X-Mail-Class': letter.class, 'X-Campaign': campaign },
  });
  const source = await composer.compile().build();
  const email = await PostalMime.parse(source);
  const found = /https?:\S+/.exec(email.text ?? '')?.[0] ?? '';
  return {
    id: crypto.randomUUID().slice(0, 8),
    letter,
    campaign,
    source,
    email,
    receivedAt,
    url: found,
    isPersonal: hasToken(found),
    isRead: false,
  };
}
