import type { Database } from '../database/open-database.ts';

/** Deletes what is left of confirmation mails that cannot be answered any more, and the proof about members who left so long ago that none is kept any more. */
export async function sweepMail({ kysely }: Database, at: number): Promise<void> {
  await kysely.deleteFrom('mail_queue').where('expires_at', '<', at).execute();
  const ended = await kysely
    .selectFrom('mail_members')
    .select('member')
    .where('keep_until', '<', at)
    .limit(1000)
    .execute();
  for (const { member } of ended)
    await kysely.transaction().execute(async (transaction) => {
      // Who has come back meanwhile is kept.
      const gone = await transaction
        .deleteFrom('mail_members')
        .where('member', '=', member)
        .where('keep_until', '<', at)
        .executeTakeFirst();
      if (gone.numDeletedRows === 0n) return;
      for (const table of ['mail_events', 'mail_preferences', 'mail_deliveries', 'mail_addresses'] as const)
        await transaction.deleteFrom(table).where('member', '=', member).execute();
    });
}
