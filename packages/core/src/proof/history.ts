import type { HistoryEntry } from '../noren.ts';
import type { UnsentRecord } from './build-record.ts';
import { keptMap } from './kept-map.ts';

/** How many choices a browser remembers; the API keeps them all. */
const MOST = 50;

export const isEntry = (value: unknown): value is HistoryEntry =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as HistoryEntry).id === 'string' &&
  Date.parse((value as HistoryEntry).at) > 0 &&
  [(value as HistoryEntry).purposes, (value as HistoryEntry).services].every((part) => Object(part) === part);

/** The copies by record id, which sorts by time. */
export const kept = keptMap('noren-history', isEntry);

/** What is kept of a record. @param hereOnly it will never be sent */
export function copyOf(record: UnsentRecord, hereOnly: boolean): HistoryEntry {
  const { id, decidedAt: at, edition, language, wording, control, chosen } = record;
  return { id, at, edition, language, wording, control, ...chosen, recorded: false, hereOnly };
}

/** Keeps a copy of a record in this browser. */
export async function rememberRecord(record: UnsentRecord, hereOnly: boolean): Promise<void> {
  await kept.set(record.id, copyOf(record, hereOnly));
  const all = await kept.entries();
  for (const [old] of all.slice(0, Math.max(0, all.length - MOST))) await kept.delete(old);
}

/** Marks the copy as confirmed by the API. */
export async function markRecorded(id: string): Promise<void> {
  const entry = await kept.get(id);
  if (entry) await kept.set(id, { ...entry, recorded: true });
}
