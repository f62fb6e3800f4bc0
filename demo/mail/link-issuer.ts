import type { Api, Database } from '@noren/api';
import type { SiteKey } from '../group/address.ts';
import { CompanyKeys } from '../group/company-keys.ts';

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

const PATH = '/v1/personal-urls';

/** A sending system of the group: it asks the consent API for each link that it puts into a mail, as any sender would. */
export class LinkIssuer {
  readonly #keys: CompanyKeys;

  private constructor(keys: CompanyKeys) {
    this.#keys = keys;
  }

  /** Makes a server key for each site, for this run. */
  static async open(api: Api, database: Database, port: number): Promise<LinkIssuer> {
    return new LinkIssuer(await CompanyKeys.open(api, database, port, 'demo mail', () => ['personal-urls:write']));
  }

  /** @throws {Error} when the API makes no link, with what it says */
  async issue(
    site: SiteKey,
    request: { campaign: string; class: string; url: string; member: string },
  ): Promise<IssuedLink> {
    const { member, ...rest } = request;
    const response = await this.#keys.call(site, 'POST', PATH, { ...rest, links: [{ member }] });
    const body = await response.text();
    const line = response.ok ? (JSON.parse(body) as Partial<IssuedLink>) : {};
    if (line.url === undefined) throw new Error(`the consent API made no link to ${request.url}: ${body}`);
    return { url: line.url, trackLinks: line.trackLinks === true };
  }

  /** @returns undefined where no link of the campaign was asked for yet */
  async numbers(site: SiteKey, campaign: string): Promise<CampaignNumbers | undefined> {
    const response = await this.#keys.call(site, 'GET', `${PATH}/campaigns/${encodeURIComponent(campaign)}`);
    return response.ok ? ((await response.json()) as CampaignNumbers) : undefined;
  }

  /** Ends the keys of this run. */
  close(): Promise<void> {
    return this.#keys.close();
  }
}
