import type { SiteConfig } from '@noren/model/schema';
import type { Context } from '../context.ts';

/** A config as it was published. */
export interface PastConfig {
  readonly config: SiteConfig;
  readonly stamp: string;
  readonly publishedAt: number;
}

/** What a site had published at moments of the past. Each version is read once. */
export class PastConfigs {
  readonly #kysely: Context['database']['kysely'];
  readonly #site: string;
  readonly #read = new Map<number, Promise<PastConfig>>();
  #versions: Promise<{ version: number; published_at: number }[]> | undefined;

  constructor({ database }: Context, site: string) {
    this.#kysely = database.kysely;
    this.#site = site;
  }

  /** The config that was published at a moment, or undefined before the first. */
  async at(moment: number): Promise<PastConfig | undefined> {
    this.#versions ??= this.#kysely
      .selectFrom('config_versions')
      .select(['version', 'published_at'])
      .where('site', '=', this.#site)
      .orderBy('version')
      .execute();
    const version = (await this.#versions).findLast(({ published_at }) => Number(published_at) <= moment)?.version;
    if (version === undefined) return undefined;
    const read = this.#read.get(version) ?? this.#load(version);
    this.#read.set(version, read);
    return read;
  }

  /** The config that was published at a moment and those before it, newest first, as long as they have something. */
  async *upTo(moment: number): AsyncGenerator<PastConfig> {
    for (let config = await this.at(moment); config; ) {
      yield config;
      const { publishedAt } = config;
      config = await this.at(publishedAt - 1);
    }
  }

  async #load(version: number): Promise<PastConfig> {
    const { config, stamp, published_at } = await this.#kysely
      .selectFrom('config_versions')
      .select(['config', 'stamp', 'published_at'])
      .where('site', '=', this.#site)
      .where('version', '=', version)
      .executeTakeFirstOrThrow();
    return { config: JSON.parse(config), stamp, publishedAt: Number(published_at) };
  }
}
