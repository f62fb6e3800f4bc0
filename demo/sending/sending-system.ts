import { hasToken } from '@noren/model';
import { mailSettings } from '@noren/model/mail';
import type { MailEventKind, MailSource, MailState } from '@noren/model/schema';
import { createTransport, type Transporter } from 'nodemailer';
import { Webhook } from 'standardwebhooks';
import { originOf } from '../group/address.ts';
import type { TopicId } from '../group/mail-topics.ts';
import { type TestMember, testMembers } from '../group/test-members.ts';
import type { Letter } from '../mail/letter.ts';
import { letters } from '../mail/letters.ts';
import type { LinkIssuer } from '../mail/link-issuer.ts';
import { sites } from '../sites/all.ts';
import { composeLetter } from './compose-letter.ts';
import type { ConsentClient, Registered, Verdict } from './consent-client.ts';

/** What the consent API has told by webhook. */
export interface Told {
  /** `webhook-id`: told twice, it is taken once. */
  readonly id: string;
  readonly at: Date;
  /** From the member's choice to its arrival here. */
  readonly afterMs: number;
  readonly data: {
    readonly member: string;
    readonly topic: string | null;
    readonly kind: MailEventKind;
    readonly state: MailState;
    readonly source: MailSource;
  };
}

/** How a send went. */
export interface Outcome {
  readonly at: Date;
  readonly verdicts: readonly Verdict[];
}

/** The members' letter, the newsletters and the notices: what can be stopped. */
export const OPTIONAL: readonly TopicId[] = ['products', 'energy-events', 'solutions-products', 'members-letter'];

const MOST_TOLD = 40;

/** Parts of a sending system. */
interface Parts {
  readonly port: number;
  readonly consent: ConsentClient;
  readonly issuer: LinkIssuer;
  /** Where mail leaves, e.g. `smtp://127.0.0.1:25`. */
  readonly smtp: string;
}

/**
 * A stand-in for the system that sends the group's mail. It keeps a list of its own, which webhooks keep true, and asks the consent
 * API before each send all the same.
 */
export class SendingSystem {
  readonly #parts: Parts;
  readonly #transport: Transporter;
  readonly #hook: Registered;
  readonly #states = new Map<string, MailState>();
  readonly #outcomes = new Map<TopicId, Outcome>();
  readonly #told: Told[] = [];
  readonly #watchers = new Set<() => void>();

  private constructor(parts: Parts, hook: Registered) {
    this.#parts = parts;
    this.#hook = hook;
    this.#transport = createTransport(parts.smtp, { disableUrlAccess: true });
  }

  /** Reads who wants what, and is told of each change from then on. */
  static async open(parts: Parts): Promise<SendingSystem> {
    const hook = await parts.consent.register(`${originOf('sender', parts.port)}/webhook`);
    const system = new SendingSystem(parts, hook);
    for (const topic of OPTIONAL)
      for (const member of await parts.consent.audience('portal', topic))
        system.#states.set(`${member} ${topic}`, 'on');
    return system;
  }

  /** What has been told, newest first. */
  get told(): readonly Told[] {
    return this.#told;
  }

  /** What the system's own list says. */
  stateOf(member: string, topic: TopicId): MailState {
    return this.#states.get(`${member} ${topic}`) ?? 'off';
  }

  /** How the last send of a topic went. */
  outcomeOf(topic: TopicId): Outcome | undefined {
    return this.#outcomes.get(topic);
  }

  /** Calls whenever something is told or sent. @returns what ends it */
  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => void this.#watchers.delete(changed);
  }

  /** Takes a webhook. @throws {Error} where its signature is not that of the consent API, or it is too old */
  take(body: string, headers: Record<string, string>): void {
    const message = new Webhook(this.#hook.secret).verify(body, headers) as { timestamp: string; data: Told['data'] };
    const id = headers['webhook-id'] ?? '';
    if (this.#told.some((one) => one.id === id)) return;
    const at = new Date();
    const { data, timestamp } = message;
    this.#told.unshift({ id, at, afterMs: at.getTime() - Date.parse(timestamp), data });
    this.#told.length = Math.min(this.#told.length, MOST_TOLD);
    if (data.topic !== null) this.#states.set(`${data.member} ${data.topic}`, data.state);
    this.#changed();
  }

  /** Sends the newest letter of a topic to everybody who may get it now, and to nobody else. */
  async send(topic: TopicId): Promise<Outcome> {
    const newest = letters.filter((letter) => letter.topic === topic);
    const [{ site } = { site: 'portal' as const }] = newest;
    const { consent } = this.#parts;
    const verdicts = await consent.check(
      site,
      topic,
      testMembers.map(({ id }) => id),
    );
    for (const { member: id } of verdicts.filter(({ send }) => send)) {
      const member = testMembers.find((one) => one.id === id);
      const letter = newest.find(({ language }) => language === member?.language);
      if (member && letter) await this.deliver(letter, member);
    }
    const outcome = { at: new Date(), verdicts };
    this.#outcomes.set(topic, outcome);
    this.#changed();
    return outcome;
  }

  /** Sends one letter to one member, if they may get it. @returns the mail's `Message-ID`, or why it was not sent */
  async sendTo(letter: Letter, member: TestMember): Promise<{ messageId: string } | Verdict> {
    const [verdict] = await this.#parts.consent.check(letter.site, letter.topic, [member.id]);
    if (!verdict?.send) return verdict ?? { member: member.id, send: false, reason: 'unknown-topic' };
    return { messageId: await this.deliver(letter, member) };
  }

  /** Writes a letter to a member and hands it over to the mail server. Whether it may be sent has been asked. */
  async deliver(letter: Letter, member: TestMember, sentAt = new Date()): Promise<string> {
    const { port, consent, issuer } = this.#parts;
    const campaign = `2026-11-${letter.id}`;
    const plain = `${originOf(letter.site, port)}${letter.path}`;
    const isService = letter.class === 'service';
    const { url } = isService
      ? { url: plain }
      : await issuer.issue(letter.site, { campaign, class: letter.class, url: plain, member: member.id });
    const links = isService ? undefined : await consent.listLinks(letter.site, letter.topic, member.id, member.address);
    const contact = mailSettings(sites.portal(port))?.sender.contact as Record<string, string>;
    const mail = composeLetter({
      letter,
      campaign,
      sentAt,
      headers: links?.headers ?? {},
      input: {
        member,
        url,
        isPersonal: hasToken(url),
        stop: links && {
          unsubscribe: links.unsubscribeUrl,
          preferences: links.preferencesUrls[member.language],
          contact: contact[member.language] ?? '',
        },
      },
    });
    const { messageId } = await this.#transport.sendMail(mail);
    return messageId;
  }

  async close(): Promise<void> {
    this.#transport.close();
    await this.#parts.consent.close(this.#hook.id);
  }

  #changed(): void {
    for (const changed of this.#watchers) changed();
  }
}
