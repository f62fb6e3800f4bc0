import type { Database } from '../database/open-database.ts';
import { transact } from '../database/transact.ts';
import { GROUP, lockMember } from './group-member.ts';

/** Keeps whether links in future mail may recognise a member (R4.5). */
export async function setUntrackedLinks(database: Database, memberHash: string, untracked: boolean): Promise<void> {
  await transact(database, async (transaction) => {
    const { member } = await lockMember(transaction, database.engine, memberHash, GROUP);
    await transaction
      .updateTable('group_members')
      .set({ untracked_links: untracked ? 1 : 0 })
      .where('member', '=', member)
      .execute();
  });
}
