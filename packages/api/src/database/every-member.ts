import { BEFORE_EVERY_ID } from '../new-id.ts';
import type { Database } from './open-database.ts';
import type { Tables } from './tables.ts';

const PAGE = 500;

/** Random ids of all members of a table, page by page, so that it may grow meanwhile. */
export async function* everyMember(
  { kysely }: Database,
  table: keyof Pick<Tables, 'group_members' | 'mail_members'>,
): AsyncGenerator<string> {
  for (let after = BEFORE_EVERY_ID; ; ) {
    const page = await kysely
      .selectFrom(table)
      .select('member')
      .where('member', '>', after)
      .orderBy('member')
      .limit(PAGE)
      .execute();
    for (const { member } of page) yield member;
    const last = page.at(-1);
    if (!last) return;
    after = last.member;
  }
}
