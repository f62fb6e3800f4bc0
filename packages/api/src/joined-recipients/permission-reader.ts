import type { ConsentRecord, RuntimeConfig, Wording } from '@noren/model/schema';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { type JoinedPermission, joinedPermissions, type KeptRecord } from './joined-permissions.ts';
import { type JoinedWords, joinedWords } from './joined-words.ts';

/** Configs and wordings that are kept in memory: a site has a few of each in force. */
const MOST = 100;
const NOTHING: JoinedWords = { entity: '', responsible: '', rows: [] };

/** Reads what records say about recipients that join what they receive to a person; what many of them name is read once. */
export class PermissionReader {
  readonly #kysely: Kysely<Tables>;
  readonly #site: string;
  readonly #words = new Map<string, JoinedWords>();
  readonly #runtimes = new Map<string, RuntimeConfig>();

  constructor(kysely: Kysely<Tables>, site: string) {
    this.#kysely = kysely;
    this.#site = site;
  }

  /** @param records all of one subject */
  async of(records: readonly KeptRecord[]): Promise<JoinedPermission[]> {
    const told = await each(this.#words, records, 'wording', (hash) => this.#readWords(hash));
    // Most visitors were told of no such recipient.
    if (![...told.values()].some(({ rows }) => rows.length > 0)) return [];
    const runtimes = await each(this.#runtimes, records, 'config', (stamp) => this.#readRuntime(stamp));
    return joinedPermissions(
      records,
      (hash) => told.get(hash) ?? NOTHING,
      (stamp) => runtimes.get(stamp) as RuntimeConfig,
    );
  }

  async #readWords(hash: string): Promise<JoinedWords> {
    const row = await this.#kysely.selectFrom('wordings').select('content').where('hash', '=', hash).executeTakeFirst();
    return row ? joinedWords(JSON.parse(row.content) as Wording) : NOTHING;
  }

  async #readRuntime(stamp: string): Promise<RuntimeConfig> {
    const { runtime } = await this.#kysely
      .selectFrom('config_versions')
      .select('runtime')
      .where('site', '=', this.#site)
      .where('stamp', '=', stamp)
      .executeTakeFirstOrThrow();
    return JSON.parse(runtime) as RuntimeConfig;
  }
}

/** What records name by a key, each read once and kept for those that come after. */
async function each<Value>(
  kept: Map<string, Value>,
  records: readonly KeptRecord[],
  key: keyof ConsentRecord & ('wording' | 'config'),
  read: (name: string) => Promise<Value>,
): Promise<ReadonlyMap<string, Value>> {
  const found = new Map<string, Value>();
  for (const { record } of records) {
    const name = record[key];
    if (found.has(name)) continue;
    const value = kept.get(name) ?? (await read(name));
    if (kept.size >= MOST) kept.clear();
    kept.set(name, value);
    found.set(name, value);
  }
  return found;
}
