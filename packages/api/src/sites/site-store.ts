import { makePublished } from '@noren/model/publish';
import { identifier, type Wording } from '@noren/model/schema';
import type { Database } from '../database/open-database.ts';
import { Problem } from '../http/problem.ts';
import { settleLinks } from '../members/settle-links.ts';
import { archiveWordings } from './archive-wordings.ts';
import { newestVersion, type Publication, type PublishOptions, publish } from './publish.ts';
import { makeSite, type Site } from './site.ts';

/** How long another process's publication may go unnoticed. */
const FRESH_MS = 2000;
const MOST_WORDINGS = 5000;

interface Entry {
  site: Site;
  checkedAt: number;
  checking: boolean;
}

/** What a wording that was once shown offers. */
export interface Shown {
  /** SHA-256, base64url: all of it. */
  readonly hash: string;
  readonly purposes: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly edition: string;
}

/** The sites, kept in memory and looked up again now and then. */
export class SiteStore {
  readonly #database: Database;
  readonly #now: () => Date;
  readonly #entries = new Map<string, Entry>();
  readonly #loading = new Map<string, Promise<Site>>();
  readonly #shown = new Map<string, Shown>();
  readonly #former = new Map<string, Shown | undefined>();

  constructor(database: Database, now: () => Date) {
    this.#database = database;
    this.#now = now;
  }

  /** @throws {Problem} `unknown-site` */
  async get(key: string): Promise<Site> {
    const now = this.#now().getTime();
    const entry = this.#entries.get(key);
    if (!entry && !identifier.safeParse(key).success) throw new Problem('unknown-site');
    if (!entry || now >= entry.site.nextEditionAt) return this.#load(key);
    if (now - entry.checkedAt > FRESH_MS && !entry.checking) {
      entry.checking = true;
      // What is known is served meanwhile. When the database is away, it is served until it is back.
      this.#check(entry)
        .catch(() => {})
        .finally(() => {
          entry.checking = false;
        });
    }
    return entry.site;
  }

  /** The site as the database has it at this moment, or undefined. */
  async current(key: string): Promise<Site | undefined> {
    const newest = await newestVersion(this.#database.kysely, key);
    if (!newest) return undefined;
    const known = this.#entries.get(key)?.site;
    return known?.version === newest.version ? known : this.#load(key);
  }

  /** Publishes a config and serves it at once. @throws {NorenError} @throws {Problem} */
  async publish(input: unknown, options: Omit<PublishOptions, 'now'>): Promise<Publication> {
    const now = this.#now();
    const publication = await publish(this.#database, input, { ...options, now });
    const site = this.#keep(makeSite(publication.version, publication.publishedAt, publication.published, now));
    // What this config does not allow any more ends now, though nobody comes back to the site.
    await settleLinks(this.#database, site, now.getTime());
    return publication;
  }

  /**
   * What a wording of this site offered, or undefined when it was never published here.
   * @param start its hash, or the beginning of it. One that several begin with names none: a record is never in doubt.
   */
  async shown(site: string, start: string): Promise<Shown | undefined> {
    const id = `${site}\n${start}`;
    const known = this.#shown.get(id);
    if (known) return known;
    const [row, another] = await this.#database.kysely
      .selectFrom('wordings')
      .select(['hash', 'content'])
      .where('hash', '>=', start)
      // Sorts after every character that a hash can go on with.
      .where('hash', '<=', `${start}~`)
      .where('site', '=', site)
      .limit(2)
      .execute();
    if (!row || another) return undefined;
    const shown = shownOf(row.hash, JSON.parse(row.content));
    if (this.#shown.size >= MOST_WORDINGS) this.#shown.clear();
    this.#shown.set(id, shown);
    return shown;
  }

  /**
   * What this site showed in a language while an edition was in force, as it was published last; undefined when it never
   * was published here.
   */
  async shownUnder(site: string, edition: string, language: string): Promise<Shown | undefined> {
    const id = `${site}\n${edition}\n${language}`;
    if (this.#former.has(id)) return this.#former.get(id);
    const { kysely } = this.#database;
    const versions = await kysely
      .selectFrom('config_versions')
      .select('stamp')
      .where('site', '=', site)
      .orderBy('version', 'desc')
      .execute();
    let found: Shown | undefined;
    for (const { stamp } of versions) {
      const rows = await kysely
        .selectFrom('wordings')
        .select(['hash', 'content'])
        .where('site', '=', site)
        .where('stamp', '=', stamp)
        .execute();
      for (const { hash, content } of rows) {
        const wording = JSON.parse(content) as Wording;
        if (wording.edition.label === edition && wording.language === language) found = shownOf(hash, wording);
      }
      if (found) break;
    }
    if (this.#former.size >= MOST_WORDINGS) this.#former.clear();
    this.#former.set(id, found);
    return found;
  }

  #keep(site: Site): Site {
    this.#former.clear();
    this.#entries.set(site.key, { site, checkedAt: this.#now().getTime(), checking: false });
    return site;
  }

  async #check(entry: Entry): Promise<void> {
    const newest = await newestVersion(this.#database.kysely, entry.site.key);
    entry.checkedAt = this.#now().getTime();
    if (!newest || newest.version === entry.site.version) return;
    const site = await this.#load(entry.site.key);
    // What this process has linked meanwhile, by the config of before.
    await settleLinks(this.#database, site, this.#now().getTime());
  }

  #load(key: string): Promise<Site> {
    const loading = this.#loading.get(key) ?? this.#read(key).finally(() => this.#loading.delete(key));
    this.#loading.set(key, loading);
    return loading;
  }

  async #read(key: string): Promise<Site> {
    const { kysely } = this.#database;
    const row = await kysely
      .selectFrom('config_versions')
      .select(['version', 'config', 'published_at'])
      .where('site', '=', key)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (!row) throw new Problem('unknown-site');
    const now = this.#now();
    const published = await makePublished(JSON.parse(row.config), now);
    // Another edition than on the day of publication may be in force, with other words.
    await archiveWordings(kysely, published);
    return this.#keep(makeSite(row.version, row.published_at, published, now));
  }
}

function shownOf(hash: string, { purposes, services, edition }: Wording): Shown {
  return {
    hash,
    purposes: new Set(purposes.map(({ id }) => id)),
    services: new Set(services.map(({ id }) => id)),
    edition: edition.label,
  };
}
