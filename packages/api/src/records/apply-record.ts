import { applyChoice, type Decisions, UNDECIDED } from '@noren/model';
import type { ConsentRecord, RuntimeConfig } from '@noren/model/schema';

/** What the projection needs of a record. */
export type Applied = Pick<
  ConsentRecord,
  'id' | 'effectiveAt' | 'chosen' | 'edition' | 'gpc' | 'config' | 'member' | 'basis'
>;

/**
 * The decisions after one more record, which is not older than those before it: what the browser itself computed from
 * the same choice. `at` is in milliseconds here, so that two choices within one second keep their order. Per purpose
 * the later `effectiveAt` wins and a denial wins a tie.
 * @param viewer commitment to the member for whom it is worked out, if any. Of what another member has decided while they
 * were signed in here, only what they have refused counts
 */
export function applyRecord(runtime: RuntimeConfig, before: Decisions, record: Applied, viewer?: string): Decisions {
  const now = Date.parse(record.effectiveAt);
  const isOthers = record.member !== undefined && record.member !== viewer;
  const purposes: Record<string, boolean> = {};
  for (const [id, granted] of Object.entries(record.chosen.purposes)) {
    const earlier = before.purposes[id];
    const deniedAtOnce = granted && earlier?.granted === false && earlier.at === now;
    if (!deniedAtOnce && !(granted && isOthers)) purposes[id] = granted;
  }
  // A label that the config no longer lists is older than all that it lists.
  const edition = runtime.editions.indexOf(record.edition) + 1;
  const choice = { purposes, services: record.chosen.services };
  const after = applyChoice(runtime, before, choice, { now, edition, gpc: record.gpc });
  // Nor has anybody who decided in another tool seen a notice here.
  return isOthers || record.basis === 'imported' ? { ...after, seen: before.seen } : after;
}

/** The order in which records take effect, whatever the order in which they arrived. */
export function byEffect(a: Applied, b: Applied): number {
  return Date.parse(a.effectiveAt) - Date.parse(b.effectiveAt) || (a.id < b.id ? -1 : 1);
}

/** What a whole history amounts to. Each record is read under the config that was in force when it was received. */
export function projectRecords(
  records: readonly Applied[],
  runtimeOf: (stamp: string) => RuntimeConfig,
  viewer?: string,
): Decisions {
  return records
    .toSorted(byEffect)
    .reduce<Decisions>((before, record) => applyRecord(runtimeOf(record.config), before, record, viewer), UNDECIDED);
}
