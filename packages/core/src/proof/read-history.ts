import { NorenError } from '@noren/model';
import type { Kernel } from '../kernel/kernel.ts';
import type { History, HistoryEntry } from '../noren.ts';
import { readNote } from '../take-over/imported-note.ts';
import type { ConsentApi } from './api-client.ts';
import { copyOf, isEntry, kept } from './history.ts';
import { readOwn } from './read-own.ts';
import { recoverRecord } from './recover-record.ts';

/** Of a hundred records each, as many as the API gives at once. Nobody has chosen more often. */
const MOST_PAGES = 20;

/** The visitor's records: from the API, with what it has not confirmed yet, or this browser's copy. */
export async function readHistory(
  api: ConsentApi,
  { config, state }: Pick<Kernel, 'config' | 'state'>,
): Promise<History> {
  const here = (await kept.entries()).map(([, entry]) => entry).reverse();
  if (config.api === undefined) {
    // The cookie may know of a choice that this host's database does not: one that was made on a neighbouring host, or on
    // a page that was closed at once, or in a browser that keeps no database.
    const last = copyOf(recoverRecord(config, state, 'last'), true);
    const isKept = here.some(({ at }) => Date.parse(at) >= Date.parse(last.at));
    const all = isKept || !isEntry(last) ? here : [last, ...here];
    return { source: 'browser', entries: [...all, ...importedEntry(all)] };
  }
  try {
    const there = await readRecords(api);
    const ids = new Set(there.map(({ id }) => id));
    const more = here.filter(({ id, recorded }) => !recorded && !ids.has(id));
    // From before the site had an API: in their place by time. What waits is newer than all that the API knows.
    const old = more.filter(({ hereOnly }) => hereOnly);
    const known = [...old, ...there].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
    return { source: 'server', entries: [...more.filter(({ hereOnly }) => !hereOnly), ...known] };
  } catch {
    return { source: 'browser', entries: here };
  }
}

/** What was taken over from another tool, where a newer choice stands in its place by now. */
function importedEntry(known: readonly HistoryEntry[]): HistoryEntry[] {
  const note = readNote();
  if (!note || known.some(({ control }) => control === 'import')) return [];
  const { edition, purposes } = note;
  const at = new Date(note.at * 1000).toISOString();
  const entry = {
    id: 'import',
    at,
    edition,
    control: 'import',
    purposes,
    services: {},
    recorded: false,
    hereOnly: true,
  };
  return isEntry(entry) ? [entry] : [];
}

/**
 * What the API has, newest first, as far as each page leads to another one.
 * @throws when there is not even a first one
 */
async function readRecords(api: ConsentApi): Promise<HistoryEntry[]> {
  const read = new Map<string, HistoryEntry>();
  let more = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const known = read.size;
    try {
      const response = await readOwn(api, `records?limit=100${more}`);
      const { records, next } = (await response.json()) as { records: unknown; next?: unknown };
      const entries = (records as unknown[]).map(historyEntry);
      if (!entries.every(isEntry)) throw new TypeError('garbage');
      for (const entry of entries) read.set(entry.id, entry);
      more = typeof next === 'string' ? `&cursor=${encodeURIComponent(next)}` : '';
    } catch (error) {
      if (!page) throw error;
      break;
    }
    // A page that brings nothing new leads in a circle.
    if (!more || read.size === known) break;
  }
  return [...read.values()];
}

/** The signed receipt of a record. @throws {NorenError} the API's problem code, `offline`, `no-api` */
export async function readReceipt(api: ConsentApi, { config }: Pick<Kernel, 'config'>, id: string): Promise<string> {
  if (config.api === undefined) throw new NorenError({ code: 'no-api', path: 'api' });
  try {
    return await (await readOwn(api, `records/${id}/receipt`)).text();
  } catch (error) {
    throw error instanceof NorenError ? error : new NorenError({ code: 'offline' });
  }
}

function historyEntry(value: unknown): HistoryEntry {
  const record = value as {
    id: string;
    effectiveAt: string;
    edition: string;
    language: string;
    wording: string;
    control: HistoryEntry['control'];
    chosen: HistoryEntry;
  };
  return {
    id: String(record.id),
    at: String(record.effectiveAt),
    edition: String(record.edition),
    language: String(record.language),
    wording: String(record.wording),
    control: record.control,
    purposes: { ...record.chosen.purposes },
    services: { ...record.chosen.services },
    recorded: true,
  };
}
