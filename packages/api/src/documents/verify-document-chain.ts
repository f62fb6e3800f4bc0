import { documentRecord } from '@noren/model/schema';
import type { Database } from '../database/open-database.ts';
import { checkEntries } from '../records/check-entries.ts';
import type { ChainReport } from '../records/verify-chain.ts';

/**
 * Reads what is kept about a member and checks that none of it was changed, removed from the middle, inserted or put in
 * another order, and that every acceptance rests on a notice of the same edition that came before it.
 * @param member the random id, as in the table
 */
export async function verifyDocumentChain({ kysely }: Database, site: string, member: string): Promise<ChainReport> {
  const rows = await kysely
    .selectFrom('document_records')
    .select(['sequence', 'id', 'hash', 'body'])
    .where('site', '=', site)
    .where('member', '=', member)
    .orderBy('sequence')
    .execute();
  const { entries, problems } = checkEntries(rows, site, documentRecord, ({ member: commitment }) => commitment);
  for (const [index, { record }] of entries.entries()) {
    if (record.kind !== 'acceptance') continue;
    const notice = entries.slice(0, index).find(({ hash }) => hash === record.notice)?.record;
    const same = notice?.kind === 'notice' && notice.document === record.document && notice.edition === record.edition;
    if (!same) problems.push(`record ${record.sequence}: it rests on no notice of its edition`);
  }
  return { records: rows.length, problems };
}
