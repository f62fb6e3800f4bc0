import type { Database } from '../database/open-database.ts';
import type { BuiltLoader } from './built-loader.ts';

const DAY_MS = 86_400_000;
/** For so long the files of an earlier build are there: caches and open tabs still name them. */
const KEPT_MS = 90 * DAY_MS;
/** A database that takes nothing is not asked again with every request. */
const AGAIN_MS = 10_000;
const MOST_LOADERS = 20;

/**
 * The files that a served `noren.js` brings later. They are kept in the database, because the next build takes them out of its folder
 * while browsers go on with the `noren.js` that names them.
 */
export class KeptFiles {
  readonly #database: Database;
  readonly #loader: BuiltLoader;
  readonly #now: () => Date;
  /** A loader's text → until when what it brings need not be kept again. A build has a few, and a process few builds. */
  readonly #kept = new Map<string, number>();

  constructor(database: Database, loader: BuiltLoader, now: () => Date) {
    this.#database = database;
    this.#loader = loader;
    this.#now = now;
  }

  /** Keeps what this `noren.js` brings, before it is served. Never fails: a site without its database still has a notice. */
  async keep(text: string): Promise<void> {
    const now = this.#now().getTime();
    if (now < (this.#kept.get(text) ?? 0)) return;
    if (this.#kept.size >= MOST_LOADERS) this.#kept.clear();
    this.#kept.set(text, now + AGAIN_MS);
    try {
      await this.#store(now);
      this.#kept.set(text, now + DAY_MS);
    } catch {
      // The folder has them still; it is tried again.
    }
  }

  /** A file of an earlier build; undefined when there is none of that name. */
  async find(name: string): Promise<string | undefined> {
    const row = await this.#database.kysely
      .selectFrom('loader_files')
      .select('text')
      .where('name', '=', name)
      .executeTakeFirst();
    return row?.text;
  }

  async #store(served_at: number): Promise<void> {
    const rows = (await this.#loader.chunks()).map(({ name, text }) => ({ name, text, served_at }));
    const { kysely } = this.#database;
    if (rows.length > 0)
      await kysely
        .insertInto('loader_files')
        .values(rows)
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ served_at }))
        .execute();
    await kysely
      .deleteFrom('loader_files')
      .where('served_at', '<', served_at - KEPT_MS)
      .execute();
  }
}
