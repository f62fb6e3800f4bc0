import type { HistoryEntry } from '../noren.ts';
import type { UnsentRecord } from './build-record.ts';
import { keptMap } from './kept-map.ts';

/** How many choices a browser remembers; the API keeps them all. */
const MOST = 50;

const isEntry = (value: unknown): value is HistoryEntry =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as HistoryEntry).id === 'string' &&
  typeof (value as HistoryEntry).at === 'string' &&
  [(value as HistoryEntry).purposes, (value as HistoryEntry).services].every((part) => Object(part) === part);

const kept = keptMap('noren-history', isEntry);

/** Keeps a copy of a record in this browser. */
export async function rememberRecord({ id, decidedAt, edition, control, chosen }: UnsentRecord): Promise<void> {
  await kept.set(id, { id, at: decidedAt, edition, control, ...chosen, recorded: false });
  const all = await kept.entries();
  for (const [old] of all.slice(0, Math.max(0, all.length - MOST))) await kept.delete(old);
}

/** Marks the copy as confirmed by the API. */
export async function markRecorded(id: string): Promise<void> {
  const entry = await kept.get(id);
  if (entry) await kept.set(id, { ...entry, recorded: true });
}

/** The copies, newest first. */
export async function rememberedRecords(): Promise<HistoryEntry[]> {
  return (await kept.entries()).map(([, entry]) => entry).reverse();
}
