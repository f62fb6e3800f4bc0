import type { History, HistoryEntry } from '../noren.ts';
import type { ConsentApi } from './api-client.ts';
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

/** The visitor's records: from the API, with what it has not confirmed yet, or this browser's copy. */
export async function readHistory(api: ConsentApi): Promise<History> {
  const here = (await kept.entries()).map(([, entry]) => entry).reverse();
  try {
    const there = await api.history();
    const ids = new Set(there.map(({ id }) => id));
    return { source: 'server', entries: [...here.filter(({ id, recorded }) => !recorded && !ids.has(id)), ...there] };
  } catch {
    return { source: 'browser', entries: here };
  }
}
