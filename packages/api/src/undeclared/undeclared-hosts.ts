import { sql } from 'kysely';
import type { Database } from '../database/open-database.ts';

/** So many hosts of one site are counted on one day; a page that makes them up fills no database. */
const MOST_HOSTS = 200;
/** For so long the numbers are there. */
const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;

/** A host, and how many page views have asked it on a day. */
export interface UndeclaredHost {
  /** UTC, `2026-11-26`. */
  readonly day: string;
  readonly host: string;
  readonly count: number;
}

/** The day of a moment, UTC. @param at milliseconds since 1970 */
function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Counts a page view for each of these hosts. Of those that are new on a day, only the first two hundred are. */
export async function countHosts(
  { kysely }: Database,
  site: string,
  hosts: readonly string[],
  at: number,
): Promise<void> {
  const day = dayOf(at);
  for (const host of hosts) {
    const { numUpdatedRows } = await kysely
      .updateTable('undeclared_hosts')
      .set({ count: sql<number>`count + 1` })
      .where('site', '=', site)
      .where('day', '=', day)
      .where('host', '=', host)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) continue;
    const { known } = await kysely
      .selectFrom('undeclared_hosts')
      .select(({ fn }) => fn.countAll().as('known'))
      .where('site', '=', site)
      .where('day', '=', day)
      .executeTakeFirstOrThrow();
    if (Number(known) >= MOST_HOSTS) continue;
    await kysely
      .insertInto('undeclared_hosts')
      .values({ site, day, host, count: 1 })
      // Another page view was first.
      .onConflict((conflict) =>
        conflict
          .columns(['site', 'day', 'host'])
          .doUpdateSet(({ eb, ref }) => ({ count: eb('undeclared_hosts.count', '+', ref('excluded.count')) })),
      )
      .execute();
  }
}

/** What was counted from a day on, newest day first. @param from `2026-11-26` */
export function undeclaredHosts({ kysely }: Database, site: string, from: string): Promise<UndeclaredHost[]> {
  return kysely
    .selectFrom('undeclared_hosts')
    .select(['day', 'host', 'count'])
    .where('site', '=', site)
    .where('day', '>=', from)
    .orderBy('day', 'desc')
    .orderBy('count', 'desc')
    .orderBy('host')
    .execute();
}

/** Forgets what is older than ninety days. @param at milliseconds since 1970 */
export async function sweepUndeclared({ kysely }: Database, at: number): Promise<void> {
  await kysely
    .deleteFrom('undeclared_hosts')
    .where('day', '<', dayOf(at - KEPT_DAYS * DAY_MS))
    .execute();
}
