import type { Wording } from '@noren/model/schema';
import type { Kernel } from '../kernel/kernel.ts';
import type { Store } from '../page/store.ts';

type Row = Wording['services'][number];

/** Rows of the register, by what is to become of their traces. */
export interface SortedRows {
  /** Refused, or closed just now; and those that have ended under the same purposes. */
  readonly doomed: readonly Row[];
  /** They may run. */
  readonly spared: readonly Row[];
  /** Services (ids) that were closed just now. */
  readonly closed: readonly string[];
}

/**
 * Sorts the rows by what is decided now.
 * @param purposes that were closed just now
 * @param alone services that were closed on their own
 */
export function rowsToErase(
  kernel: Kernel,
  store: Store,
  words: Wording,
  purposes: readonly string[] = [],
  alone: readonly string[] = [],
): SortedRows {
  const { decisions } = kernel.state;
  // A yes that was said in another tab a moment ago: what its tags write there is no trace of something refused.
  const newest = store.newest().purposes;
  const isRefused = (id: string): boolean => {
    const { granted, at = 0 } = decisions.purposes[id] ?? {};
    const other = newest[id];
    return granted === false && !(other?.granted && other.at > at);
  };
  const doomed = new Set<string>();
  const spared = new Set<string>();
  const closed = new Set(alone);
  for (const { id, services } of words.purposes) {
    for (const service of services) {
      if (purposes.includes(id)) closed.add(service);
      if (kernel.isOpen(id, service)) spared.add(service);
      else if (isRefused(id) || closed.has(service) || service in decisions.services) doomed.add(service);
    }
  }
  // They run nowhere any more, but what they have left is still there.
  for (const { id, endedPurpose } of words.services)
    if (endedPurpose && (isRefused(endedPurpose) || purposes.includes(endedPurpose))) doomed.add(id);
  const rows = (ids: ReadonlySet<string>): Row[] => words.services.filter(({ id }) => ids.has(id));
  return { doomed: rows(doomed), spared: rows(spared), closed: [...closed] };
}
