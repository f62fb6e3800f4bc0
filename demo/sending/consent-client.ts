import type { Api, Database, Scope } from '@noren/api';
import type { SendReason } from '@noren/model/mail';
import type { SiteKey } from '../group/address.ts';
import { CompanyKeys } from '../group/company-keys.ts';
import type { TopicId } from '../group/mail-topics.ts';

/** Whether a topic may be sent to a member now, as the consent API says. */
export interface Verdict {
  readonly member: string;
  readonly send: boolean;
  readonly reason: SendReason;
}

/** What the consent API gives for one mail. */
export interface ListLinks {
  readonly headers: Readonly<Record<string, string>>;
  readonly unsubscribeUrl: string;
  readonly preferencesUrls: Readonly<Record<string, string>>;
}

/** A webhook of this run. */
export interface Registered {
  readonly id: string;
  readonly secret: string;
}

const SCOPES: readonly Scope[] = ['mail:send', 'mail:audience'];

/** The calls that a sending system makes to the consent API, each with the key of the company that sends. */
export class ConsentClient {
  readonly #keys: CompanyKeys;

  private constructor(keys: CompanyKeys) {
    this.#keys = keys;
  }

  /** Makes a server key for each company, for this run; the operator's is told of changes too. */
  static async open(api: Api, database: Database, port: number): Promise<ConsentClient> {
    const scopesOf = (site: SiteKey) => (site === 'portal' ? [...SCOPES, 'mail:webhooks' as const] : SCOPES);
    return new ConsentClient(await CompanyKeys.open(api, database, port, 'demo sender', scopesOf));
  }

  /** `POST /v1/mail/check`, to be asked right before a send. */
  check(sender: SiteKey, topic: TopicId, members: readonly string[]): Promise<Verdict[]> {
    return this.#lines(sender, '/check', { site: 'portal', topic, members });
  }

  /** `POST /v1/mail/list-headers`: what one mail needs so that its reader can stop it. */
  async listLinks(sender: SiteKey, topic: TopicId, member: string, address: string): Promise<ListLinks> {
    const lines = await this.#lines<ListLinks>(sender, '/list-headers', {
      site: 'portal',
      topic,
      members: [{ member, address }],
    });
    const [links] = lines;
    if (!links) throw new Error('the consent API gave no header fields');
    return links;
  }

  /** `GET /v1/mail/audience`: who has a topic on. */
  async audience(sender: SiteKey, topic: TopicId): Promise<string[]> {
    const lines = await this.#lines<{ member?: string }>(sender, `/audience?topic=${topic}&site=portal`);
    return lines.flatMap(({ member }) => member ?? []);
  }

  /** `POST /v1/mail/webhooks`, in place of what an earlier run may have left behind. */
  async register(url: string): Promise<Registered> {
    const { webhooks } = await this.#json<{ webhooks: { id: string; url: string }[] }>('GET', '/webhooks');
    for (const hook of webhooks.filter((one) => one.url === url)) await this.#json('DELETE', `/webhooks/${hook.id}`);
    return this.#json('POST', '/webhooks', { url });
  }

  /** Ends the webhook and the keys of this run. */
  async close(webhook: string): Promise<void> {
    await this.#json('DELETE', `/webhooks/${webhook}`);
    await this.#keys.close();
  }

  async #lines<Line>(sender: SiteKey, path: string, body?: object): Promise<Line[]> {
    const text = await this.#call(sender, body ? 'POST' : 'GET', path, body);
    return text
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }

  async #json<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    return JSON.parse(await this.#call('portal', method, path, body));
  }

  /** @throws {Error} with what the API says */
  async #call(sender: SiteKey, method: string, path: string, body?: object): Promise<string> {
    const response = await this.#keys.call(sender, method, `/v1/mail${path}`, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`the consent API answered ${response.status} to ${method} ${path}: ${text}`);
    return text;
  }
}
