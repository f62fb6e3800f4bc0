import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnTypes } from './column-types.ts';

/** Since when, and until when, mail to a member has come back, and when the newest arrived. */
export function mailBounces({ instant }: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      for (const column of ['bounced_at', 'last_bounced_at', 'delivered_at'])
        await db.schema.alterTable('mail_members').addColumn(column, instant).execute();
    },
  };
}
