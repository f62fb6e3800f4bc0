import type { Database } from '../database/open-database.ts';

/**
 * Makes a member's entries nobody's: deletes the salt, the way from the member id to them, where notices can be looked up,
 * and the receipts. The entries stay and their chain still verifies.
 * @param member the random id, as in the table
 * @returns whether there was such a member
 */
export function eraseMember({ kysely }: Database, site: string, member: string): Promise<boolean> {
  return kysely.transaction().execute(async (transaction) => {
    const erased = await transaction
      .deleteFrom('members')
      .where('site', '=', site)
      .where('member', '=', member)
      .executeTakeFirst();
    await transaction
      .updateTable('document_records')
      .set({ evidence: null })
      .where('site', '=', site)
      .where('member', '=', member)
      .execute();
    await transaction.deleteFrom('receipts').where('site', '=', site).where('subject', '=', member).execute();
    return erased.numDeletedRows > 0n;
  });
}
