import type { MailEventRecord } from '@noren/model/schema';
import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';

/** What was kept together, in its order. */
export async function batchEvents(
  transaction: Transaction<Tables>,
  member: string,
  batch: string,
): Promise<MailEventRecord[]> {
  const rows = await transaction
    .selectFrom('mail_events')
    .select('body')
    .where('member', '=', member)
    .where('batch', '=', batch)
    .orderBy('sequence')
    .execute();
  return rows.map(({ body }) => JSON.parse(body));
}
