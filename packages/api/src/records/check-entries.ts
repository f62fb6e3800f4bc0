import type { z } from '@hono/zod-openapi';
import { canonicalJson } from '@noren/model/publish';
import { recordHash } from './chain.ts';

/** What every entry of a chain says of itself. */
interface Chained {
  readonly id: string;
  readonly site: string;
  readonly sequence: number;
  readonly previous: string | null;
}

/** An entry as a table has it. */
interface EntryRow {
  readonly sequence: number;
  readonly id: string;
  readonly hash: string;
  readonly body: string;
}

/** Entries of a chain that are what they say, and everything that is wrong. */
export interface CheckedEntries<Entry> {
  readonly entries: { readonly record: Entry; readonly hash: string }[];
  readonly problems: string[];
  /** Hash of the last one, null where there is none. */
  readonly last: string | null;
}

/**
 * Checks a chain: bytes against hash, hash against the next entry, place against number.
 * @param whose the commitment that all entries of a chain share
 */
export function checkEntries<Schema extends z.ZodType<Chained>>(
  rows: readonly EntryRow[],
  site: string,
  schema: Schema,
  whose: (entry: z.infer<Schema>) => string,
): CheckedEntries<z.infer<Schema>> {
  const entries: { record: z.infer<Schema>; hash: string }[] = [];
  const problems: string[] = [];
  let last: string | null = null;
  let commitment: string | undefined;
  for (const [index, { sequence, id, hash, body }] of rows.entries()) {
    const say = (what: string) => problems.push(`record ${sequence}: ${what}`);
    if (sequence !== index + 1) say(`stands at place ${index + 1}`);
    if (recordHash(body) !== hash) say('its bytes do not have its hash');
    const parsed = schema.safeParse(parse(body));
    if (parsed.success) {
      const record = parsed.data;
      if (canonicalJson(record) !== body) say('it is not canonical');
      if (record.previous !== last) say('it does not name the record before it');
      if (record.sequence !== sequence || record.id !== id || record.site !== site) say('it says it is another record');
      commitment ??= whose(record);
      if (whose(record) !== commitment) say('it names another subject');
      entries.push({ record, hash });
    } else {
      say('it is not a record');
    }
    last = hash;
  }
  return { entries, problems, last };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
