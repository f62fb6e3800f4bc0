import { type Api, createServerKey, type Database, revokeServerKey, type Scope } from '@noren/api';
import { sites } from '../sites/all.ts';
import { API_PATH, originOf, type SiteKey } from './address.ts';

/** What calls the consent API with a server key of each company, made for this run. */
export class CompanyKeys {
  readonly #api: Api;
  readonly #database: Database;
  readonly #root: string;
  readonly #keys: Readonly<Record<SiteKey, string>>;

  private constructor(api: Api, database: Database, port: number, keys: Readonly<Record<SiteKey, string>>) {
    this.#api = api;
    this.#database = database;
    this.#root = `${originOf('portal', port)}${API_PATH}`;
    this.#keys = keys;
  }

  static async open(
    api: Api,
    database: Database,
    port: number,
    label: string,
    scopesOf: (site: SiteKey) => readonly Scope[],
  ): Promise<CompanyKeys> {
    const keys = {} as Record<SiteKey, string>;
    for (const site of Object.keys(sites) as SiteKey[])
      keys[site] = await createServerKey(database, { site, scopes: scopesOf(site), label });
    return new CompanyKeys(api, database, port, keys);
  }

  /** @param path e.g. `/v1/mail/check` */
  call(company: SiteKey, method: string, path: string, body?: object): Promise<Response> {
    return this.#api.fetch(
      new Request(this.#root + path, {
        method,
        headers: { authorization: `Bearer ${this.#keys[company]}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    );
  }

  /** Ends them. */
  async close(): Promise<void> {
    for (const key of Object.values(this.#keys)) await revokeServerKey(this.#database, key);
  }
}
