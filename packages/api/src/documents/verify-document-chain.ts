import { type DocumentRecord, documentRecord } from '@noren/model/schema';
import type { Database } from '../database/open-database.ts';
import { checkEntries } from '../records/check-entries.ts';
import type { ChainReport } from '../records/verify-chain.ts';

/**
 * Reads what is kept about a member and checks that none of it was changed, removed from the middle, inserted or put in
 * another order, that every acceptance rests on a notice of the same edition that came before its day, is not of before that
 * day, and is the only one of its edition.
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
    const say = (what: string) => problems.push(`record ${record.sequence}: ${what}`);
    const before = entries.slice(0, index);
    const isSame = (other: DocumentRecord) => other.document === record.document && other.edition === record.edition;
    const notice = before.find(({ hash }) => hash === record.notice)?.record;
    const day = Date.parse(record.effectiveAt);
    if (notice?.kind !== 'notice' || !isSame(notice)) say('it rests on no notice of its edition');
    else if (Date.parse(notice.givenAt) >= day || Date.parse(notice.receivedAt) >= day)
      say('it rests on a notice that did not come before its day');
    if (Date.parse(record.receivedAt) < day) say('it was kept before its edition was in force');
    if (before.some(({ record: other }) => other.kind === 'acceptance' && isSame(other)))
      say('its edition was accepted before');
  }
  return { records: rows.length, problems };
}
