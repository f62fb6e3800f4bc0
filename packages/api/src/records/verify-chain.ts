import { canonicalJson } from '@noren/model/publish';
import { consentRecord } from '@noren/model/schema';
import type { Database } from '../database/open-database.ts';
import { recordHash } from './chain.ts';

/** What checking a chain finds; `problems` is empty when it is whole. */
export interface ChainReport {
  readonly records: number;
  readonly problems: readonly string[];
}

/**
 * Reads a subject's records and checks that none was changed, removed from the middle, inserted or put in another
 * order: bytes against hash, hash against the next record, place against number, and that the stored state is that of
 * the last record. Works after the subject was erased too.
 */
export async function verifyChain({ kysely }: Database, site: string, subject: string): Promise<ChainReport> {
  const rows = await kysely
    .selectFrom('records')
    .select(['sequence', 'id', 'hash', 'body'])
    .where('site', '=', site)
    .where('subject', '=', subject)
    .orderBy('sequence')
    .execute();
  const problems: string[] = [];
  let previous: string | null = null;
  let commitment: string | undefined;
  for (const [index, { sequence, id, hash, body }] of rows.entries()) {
    const say = (what: string) => problems.push(`record ${sequence}: ${what}`);
    if (sequence !== index + 1) say(`stands at place ${index + 1}`);
    if (recordHash(body) !== hash) say('its bytes do not have its hash');
    const parsed = consentRecord.safeParse(parse(body));
    if (parsed.success) {
      const record = parsed.data;
      if (canonicalJson(record) !== body) say('it is not canonical');
      if (record.previous !== previous) say('it does not name the record before it');
      if (record.sequence !== sequence || record.id !== id || record.site !== site) say('it says it is another record');
      commitment ??= record.subject;
      if (record.subject !== commitment) say('it names another subject');
    } else {
      say('it is not a record');
    }
    previous = hash;
  }
  const state = await kysely
    .selectFrom('subject_states')
    .select(['sequence', 'hash'])
    .where('site', '=', site)
    .where('subject', '=', subject)
    .executeTakeFirst();
  if (state && (state.sequence !== rows.length || state.hash !== previous))
    problems.push('the state is not that of the last record');
  return { records: rows.length, problems };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
