import { personalUrlSettings, UNDECIDED } from '@noren/model';
import { listed } from '../database/listed.ts';
import type { Database } from '../database/open-database.ts';
import type { Site } from '../sites/site.ts';
import { grantsAt } from './link-end.ts';
import { inForce, type MemberDecisions, refuses } from './member-decisions.ts';

/** What mail to a member may carry. */
export interface Tracking {
  /** Links that ask, on arrival, whether they may recognise the reader. */
  readonly trackLinks: boolean;
  /** An open beacon. */
  readonly trackOpens: boolean;
}

const STRANGER: Tracking = { trackLinks: true, trackOpens: false };

/** Members that are looked up together, between which others have their turn. */
const CHUNK = 1000;

/**
 * What mail to members may carry, by what they have decided while signed in and by what the operator has switched off
 * for them. Who has decided nothing may get a link, which asks; an open beacon asks nobody, so it needs a yes that has not
 * run out, and that no newer edition asks about again.
 * @param hashes keyed hashes of the operator's member ids
 * @param at milliseconds since 1970
 * @returns one for each hash, in their order
 */
export async function trackingOf(
  { kysely, engine }: Database,
  { key: site, published: { config, runtime } }: Site,
  hashes: readonly string[],
  at: number,
): Promise<Tracking[]> {
  if (!config.personalUrls) return hashes.map(() => ({ trackLinks: false, trackOpens: false }));
  const { identification, opens } = personalUrlSettings(config.personalUrls);
  const grantsOf = (member: string, decisions: MemberDecisions, overrides: readonly string[]) =>
    grantsAt(runtime, inForce(runtime, UNDECIDED, { member, decisions, overrides }), at);
  const known = new Map<string, Tracking>();
  for (let start = 0; start < hashes.length; start += CHUNK) {
    const rows = await kysely
      .selectFrom('group_members')
      .leftJoin('member_overrides', (join) =>
        join.onRef('member_overrides.member', '=', 'group_members.member').on('member_overrides.site', '=', site),
      )
      .select(['group_members.member', 'reference_hash', 'decisions', 'untracked_links', 'purpose'])
      .where('reference_hash', 'in', listed(engine, hashes.slice(start, start + CHUNK)))
      .execute();
    for (const [hash, [row, ...more]] of Map.groupBy(rows, ({ reference_hash }) => reference_hash)) {
      if (!row) continue;
      const overrides = [row, ...more].flatMap(({ purpose }) => purpose ?? []);
      const decisions = JSON.parse(row.decisions) as MemberDecisions;
      known.set(hash, {
        trackLinks:
          row.untracked_links === 0 && !refuses(decisions, [identification]) && !overrides.includes(identification),
        trackOpens: opens !== undefined && grantsOf(row.member, decisions, overrides)[opens] === 'granted',
      });
    }
  }
  return hashes.map((hash) => known.get(hash) ?? STRANGER);
}
