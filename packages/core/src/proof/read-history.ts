import type { History, HistoryEntry } from '../noren.ts';
import type { ConsentApi } from './api-client.ts';

/**
 * The visitor's records: from the API, with what it has not confirmed yet, or this browser's copy.
 * @param here the copy, newest first
 */
export async function readHistory({ own }: ConsentApi, here: readonly HistoryEntry[]): Promise<History> {
  try {
    // As many as the API gives at once: more than this browser itself remembers.
    const { records } = (await (await own('records?limit=100')).json()) as { records: unknown };
    const there = (records as unknown[]).map(historyEntry);
    const ids = new Set(there.map(({ id }) => id));
    return { source: 'server', entries: [...here.filter(({ id, recorded }) => !recorded && !ids.has(id)), ...there] };
  } catch {
    return { source: 'browser', entries: here };
  }
}

function historyEntry(value: unknown): HistoryEntry {
  const record = value as {
    id: string;
    effectiveAt: string;
    edition: string;
    control: HistoryEntry['control'];
    chosen: HistoryEntry;
  };
  return {
    id: String(record.id),
    at: String(record.effectiveAt),
    edition: String(record.edition),
    control: record.control,
    purposes: { ...record.chosen.purposes },
    services: { ...record.chosen.services },
    recorded: true,
  };
}
