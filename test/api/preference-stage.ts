import { createServerKey, type Scope } from '@noren/api';
import type { SiteConfig } from '@noren/model/schema';
import { mailParts } from '../fixtures/mail-config.ts';
import { test as base, type MailStage, mailConfig } from './mail-stage.ts';

export { expect, linesOf, onEachEngine, refusal } from './mail-stage.ts';

/** The operator's portal, which offers all topics. */
export function portalConfig(changes: Partial<SiteConfig> = {}): SiteConfig {
  return {
    ...mailConfig('https://shop.example.jp'),
    ...mailParts,
    entity: 'sample-electric',
    ...changes,
  };
}

/** The same without mail, as "power" has it: the site of a group company, with a key of its own. */
export function withoutMail(changes: Partial<SiteConfig> = {}): SiteConfig {
  const { mail: _, ...rest } = portalConfig(changes);
  return rest;
}

/** What an entry says of itself, as far as tests look. */
export interface Entry {
  readonly sequence: number;
  readonly kind: string;
  readonly topic: string | null;
  readonly state: string;
  readonly [key: string]: unknown;
}

/** What a member is shown. */
export interface Shown {
  readonly wording: string;
  readonly language: string;
  readonly signedIn: boolean;
  readonly suppressed: string | null;
  readonly untrackedLinks: boolean;
  readonly batch?: string | null;
  readonly topics: readonly {
    readonly id: string;
    readonly title: string;
    readonly channels: readonly {
      channel: string;
      state: string;
      reason?: string;
      under?: string;
      frequency?: string;
    }[];
  }[];
}

/** A member at a device, signed in or with the link of a mail. */
export class Device {
  readonly #mail: MailStage;
  readonly #bearer: string;
  etag = '';
  wording = '';

  constructor(mail: MailStage, bearer: string) {
    this.#mail = mail;
    this.#bearer = bearer;
  }

  call(method: string, path = '', body?: object, headers: Record<string, string> = {}): Promise<Response> {
    return this.#mail.stage.fetch(`/v1/sites/portal/mail/preferences${path}`, {
      method,
      headers: {
        origin: 'https://www.example.jp',
        authorization: `Bearer ${this.#bearer}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }

  async read(): Promise<Shown> {
    const response = await this.call('GET', '?language=ja');
    if (response.status !== 200) throw new Error(await response.text());
    this.etag = response.headers.get('etag') ?? '';
    const shown = (await response.json()) as Shown;
    this.wording = shown.wording;
    return shown;
  }

  /** Saves on top of what was read last. */
  async save(body: object): Promise<Response> {
    if (!this.wording) await this.read();
    const response = await this.call('PATCH', '', { wording: this.wording, ...body }, { 'if-match': this.etag });
    if (response.ok) this.etag = response.headers.get('etag') ?? '';
    return response;
  }

  async saved(body: object): Promise<Shown> {
    const response = await this.save(body);
    if (response.status !== 200) throw new Error(await response.text());
    return (await response.json()) as Shown;
  }

  /** Switches a topic on, or off. */
  set(topic: string, on: boolean, more: object = {}): Promise<Shown> {
    return this.saved({ changes: [{ topic, on, ...more }] });
  }

  /** Switches several on in one go: topics by e-mail, or as a change says. */
  switchOn(...wanted: (string | { readonly topic: string; readonly channel: string })[]): Promise<Shown> {
    return this.saved({
      changes: wanted.map((one) => ({ ...(typeof one === 'string' ? { topic: one } : one), on: true })),
    });
  }

  async history(): Promise<Entry[]> {
    const response = await this.call('GET', '/history');
    return ((await response.json()) as { events: Entry[] }).events;
  }
}

/** `topic channel` → state, of a member. */
export function statesOf(shown: Shown): Record<string, string> {
  return Object.fromEntries(
    shown.topics.flatMap(({ id, channels }) => channels.map(({ channel, state }) => [`${id} ${channel}`, state])),
  );
}

/** Servers that send, of the operator and of a group company. */
export interface Senders {
  readonly operator: string;
  readonly energy: string;
  call(key: string, method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Response>;
  /** The path of a member's unsubscribe link in a mail about a topic. */
  stopPath(member: string, topic?: string): Promise<string>;
  /** What a mail's link carries that opens the preferences. */
  pageToken(member: string, address?: string): Promise<string>;
}

const SCOPES: Scope[] = ['mail:send', 'mail:audience', 'mail:proof', 'mail:webhooks', 'mail:import', 'members:write'];

export const test = base.extend<{ senders: Senders; member(id: string, claims?: object): Promise<Device> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
  config: async ({}, use) => use(portalConfig()),
  senders: async ({ mail }, use) => {
    const { stage } = mail;
    await stage.api.publish(withoutMail({ site: 'power', entity: 'sample-energy' }), {
      actor: 'test',
    });
    const key = (site: string) => createServerKey(stage.database, { site, scopes: SCOPES, label: 'sender' });
    const operator = await key('portal');
    const call: Senders['call'] = (bearer, method, path, body, headers = {}) =>
      stage.fetch(path, {
        method,
        headers: {
          authorization: `Bearer ${bearer}`,
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    const links = async (topic: string, recipient: object) => {
      const response = await call(operator, 'POST', '/v1/mail/list-headers', { topic, members: [recipient] });
      return JSON.parse(await response.text()) as { unsubscribeUrl: string; preferencesUrls: Record<string, string> };
    };
    await use({
      operator,
      energy: await key('power'),
      call,
      stopPath: async (member, topic = 'members-news') =>
        new URL((await links(topic, { member })).unsubscribeUrl).pathname,
      pageToken: async (member, address) =>
        (await links('members-news', { member, ...(address ? { address } : {}) })).preferencesUrls.ja?.split(
          '#noren-mail=',
        )[1] ?? '',
    });
  },
  member: async ({ mail }, use) => {
    await use(async (id, claims = { email: `${id}@mail.example`, email_verified: true }) => {
      const iat = mail.stage.clock.at / 1000;
      return new Device(mail, await mail.provider.token(id, { claims: { iat, exp: iat + 3600, ...claims } }));
    });
  },
});

/** A mail client's one click, as RFC 8058 has it. */
export function oneClick(mail: MailStage, path: string, init: RequestInit = {}): Promise<Response> {
  return mail.stage.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
    ...init,
  });
}
