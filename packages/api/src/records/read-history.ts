import type { ConsentRecord, RuntimeConfig } from '@noren/model/schema';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';

/** A subject's records, oldest first, as they are stored. */
export async function readRecords(kysely: Kysely<Tables>, site: string, subject: string): Promise<ConsentRecord[]> {
  const rows = await kysely
    .selectFrom('records')
    .select('body')
    .where('site', '=', site)
    .where('subject', '=', subject)
    .orderBy('sequence')
    .execute();
  return rows.map(({ body }) => JSON.parse(body) as ConsentRecord);
}

/**
 * The configs that records name.
 * @param stamps undefined: all that the site ever had
 * @returns what finds one by its stamp. @throws {RangeError} for one that was never published
 */
export async function readRuntimes(
  kysely: Kysely<Tables>,
  site: string,
  stamps?: readonly string[],
): Promise<(stamp: string) => RuntimeConfig> {
  const all = kysely.selectFrom('config_versions').select(['stamp', 'runtime']).where('site', '=', site);
  const rows =
    stamps?.length === 0 ? [] : await (stamps ? all.where('stamp', 'in', [...new Set(stamps)]) : all).execute();
  const runtimes = new Map(rows.map(({ stamp, runtime }) => [stamp, JSON.parse(runtime) as RuntimeConfig]));
  return (stamp) => {
    const runtime = runtimes.get(stamp);
    if (!runtime) throw new RangeError(`no config ${stamp} of ${site}, which a record names`);
    return runtime;
  };
}
