import { type Api, createServerKey, type Database, revokeServerKey } from '@noren/api';
import { API_PATH, originOf, type SiteKey } from '../group/address.ts';
import { sites } from '../sites/all.ts';

/** A link as the consent API made it. */
export interface IssuedLink {
  readonly url: string;
  /** False: this member wants none, so the address is the plain one. */
  readonly trackLinks: boolean;
}

/** How many links of a campaign were made, opened by somebody who agreed, and joined to a member. */
export interface CampaignNumbers {
  readonly issued: number;
  readonly counted: number;
  readonly linked: number;
}

/** A sending system of the group: it asks the consent API for each link that it puts into a mail, as any sender would. */
export class LinkIssuer {
  readonly #api: Api;
  readonly #database: Database;
  readonly #root: string;
  readonly #keys: Readonly<Record<SiteKey, string>>;

  private constructor(api: Api, database: Database, port: number, keys: Readonly<Record<SiteKey, string>>) {
    this.#api = api;
    this.#database = database;
    this.#root = `${originOf('portal', port)}${API_PATH}/v1/personal-urls`;
    this.#keys = keys;
  }

  /** Makes a server key for each site, for this run. */
  static async open(api: Api, database: Database, port: number): Promise<LinkIssuer> {
    const keys = {} as Record<SiteKey, string>;
    for (const site of Object.keys(sites) as SiteKey[])
      keys[site] = await createServerKey(database, { site, scopes: ['personal-urls:write'], label: 'demo mail' });
    return new LinkIssuer(api, database, port, keys);
  }

  /** @throws {Error} when the API makes no link, with what it says */
  async issue(
    site: SiteKey,
    request: { campaign: string; class: string; url: string; member: string },
  ): Promise<IssuedLink> {
    const { member, ...rest } = request;
    const response = await this.#call(site, '', JSON.stringify({ ...rest, links: [{ member }] }));
    const body = await response.text();
    const line = response.ok ? (JSON.parse(body) as Partial<IssuedLink>) : {};
    if (line.url === undefined) throw new Error(`the consent API made no link to ${request.url}: ${body}`);
    return { url: line.url, trackLinks: line.trackLinks === true };
  }

  /** @returns undefined where no link of the campaign was asked for yet */
  async numbers(site: SiteKey, campaign: string): Promise<CampaignNumbers | undefined> {
    const response = await this.#call(site, `/campaigns/${encodeURIComponent(campaign)}`);
    return response.ok ? ((await response.json()) as CampaignNumbers) : undefined;
  }

  /** Ends the keys of this run. */
  async close(): Promise<void> {
    for (const key of Object.values(this.#keys)) await revokeServerKey(this.#database, key);
  }

  #call(site: SiteKey, path: string, body?: string): Promise<Response> {
    const headers = { authorization: `Bearer ${this.#keys[site]}`, 'content-type': 'application/json' };
    const init = body === undefined ? { headers } : { method: 'POST', headers, body };
    return this.#api.fetch(new Request(`${this.#root}${path}`, init));
  }
}
