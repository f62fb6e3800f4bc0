import type { Database } from '../database/open-database.ts';
import { newId } from '../new-id.ts';

/**
 * Makes a subject's records nobody's: deletes the salt, the way from the secret to the records, what is in force and
 * the receipts, which carry nothing that the records lack. Links in mail that it has used stay used, by nobody. The records themselves stay and their chain still verifies;
 * whose they were cannot be told any more, not even with the secret in hand.
 * @returns whether there was such a subject
 */
export function eraseSubject({ kysely }: Database, site: string, subject: string): Promise<boolean> {
  return kysely.transaction().execute(async (transaction) => {
    // The state first: that is the row which a record being written at this moment has locked.
    for (const table of ['subject_states', 'attachments', 'links', 'receipts'] as const) {
      await transaction.deleteFrom(table).where('site', '=', site).where('subject', '=', subject).execute();
    }
    await transaction
      .updateTable('link_tokens')
      .set({ subject: newId() })
      .where('site', '=', site)
      .where('subject', '=', subject)
      .execute();
    const erased = await transaction
      .deleteFrom('subjects')
      .where('site', '=', site)
      .where('subject', '=', subject)
      .executeTakeFirst();
    return erased.numDeletedRows > 0n;
  });
}
