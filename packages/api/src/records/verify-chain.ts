import { consentRecord } from '@noren/model/schema';
import type { Database } from '../database/open-database.ts';
import { checkEntries } from './check-entries.ts';

/** What checking a chain finds; `problems` is empty when it is whole. */
export interface ChainReport {
  readonly records: number;
  readonly problems: readonly string[];
}

/**
 * Reads a subject's records and checks that none was changed, removed from the middle, inserted or put in another
 * order, and that the stored state is that of the last record. Works after the subject was erased too.
 */
export async function verifyChain({ kysely }: Database, site: string, subject: string): Promise<ChainReport> {
  const rows = await kysely
    .selectFrom('records')
    .select(['sequence', 'id', 'hash', 'body'])
    .where('site', '=', site)
    .where('subject', '=', subject)
    .orderBy('sequence')
    .execute();
  const { problems, last } = checkEntries(rows, site, consentRecord, (record) => record.subject);
  const state = await kysely
    .selectFrom('subject_states')
    .select(['sequence', 'hash'])
    .where('site', '=', site)
    .where('subject', '=', subject)
    .executeTakeFirst();
  if (state && (state.sequence !== rows.length || (state.hash || null) !== last))
    problems.push('the state is not that of the last record');
  return { records: rows.length, problems };
}
