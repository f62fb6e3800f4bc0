import { personalUrlSettings } from '@noren/model';
import type { PersonalUrls } from '@noren/model/schema';
import { sql } from 'kysely';
import type { Engine } from '../database/migrations.ts';
import type { Database } from '../database/open-database.ts';
import { type MemberDecisions, refuses } from './member-decisions.ts';

/** What mail to a member may carry. */
export interface Tracking {
  /** Links that ask, on arrival, whether they may recognise the reader. */
  readonly trackLinks: boolean;
  /** An open beacon. */
  readonly trackOpens: boolean;
}

const UNDECIDED: Tracking = { trackLinks: true, trackOpens: false };

/** Members that are looked up together, between which others have their turn. */
const CHUNK = 1000;

/** A list as one value: a parameter for each of ten thousand members would cost more than looking them up. */
function listed(engine: Engine, texts: readonly string[]) {
  const json = JSON.stringify(texts);
  return engine === 'postgres'
    ? sql<string>`(SELECT json_array_elements_text(${json}::json))`
    : sql<string>`(SELECT value FROM json_each(${json}))`;
}

/**
 * What mail to members may carry, by what they have decided while signed in and by what the operator has switched off
 * for them. Who has decided nothing may get a link, which asks; an open beacon asks nobody, so it needs a yes.
 * @param hashes keyed hashes of the operator's member ids
 * @returns one for each hash, in their order
 */
export async function trackingOf(
  { kysely, engine }: Database,
  site: string,
  personalUrls: PersonalUrls,
  hashes: readonly string[],
): Promise<Tracking[]> {
  const { identification, opens } = personalUrlSettings(personalUrls);
  const known = new Map<string, Tracking>();
  for (let at = 0; at < hashes.length; at += CHUNK) {
    const rows = await kysely
      .selectFrom('group_members')
      .leftJoin('member_overrides', (join) =>
        join.onRef('member_overrides.member', '=', 'group_members.member').on('member_overrides.site', '=', site),
      )
      .select(['reference_hash', 'decisions', 'untracked_links', 'purpose'])
      .where('reference_hash', 'in', listed(engine, hashes.slice(at, at + CHUNK)))
      .execute();
    for (const [hash, [row, ...more]] of Map.groupBy(rows, ({ reference_hash }) => reference_hash)) {
      if (!row) continue;
      const off = [row, ...more].map(({ purpose }) => purpose);
      const decisions = JSON.parse(row.decisions) as MemberDecisions;
      known.set(hash, {
        trackLinks: row.untracked_links === 0 && !refuses(decisions, [identification]) && !off.includes(identification),
        trackOpens: opens !== undefined && decisions[opens]?.granted === true && !off.includes(opens),
      });
    }
  }
  return hashes.map((hash) => known.get(hash) ?? UNDECIDED);
}
