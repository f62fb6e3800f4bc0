import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { randomText } from '../../subjects/random-text.ts';
import type { Tables } from '../tables.ts';
import { type ColumnTypes, required } from './column-types.ts';

/** How long a sign-in of before this migration lasts from its beginning: a day, which is what any may last. */
const DAY = 86_400_000;

/** Sign-ins that end, links that end by themselves, what commits a record to a member, and members who have left. */
export function attachments({ key, uuid, instant }: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('attachments_of_now')
        .addColumn('site', key, required)
        .addColumn('subject', uuid, required)
        .addColumn('member', uuid, required)
        .addColumn('attached_at', instant, required)
        .addColumn('ends_at', instant, required)
        .addColumn('decisions', 'text', required)
        .addPrimaryKeyConstraint('attachments_time', ['site', 'subject', 'attached_at', 'member'])
        .execute();
      await sql`
        INSERT INTO attachments_of_now (site, subject, member, attached_at, ends_at, decisions)
        SELECT attachments.site, attachments.subject, member, attached_at, attached_at + ${sql.lit(DAY)}, decisions
        FROM attachments JOIN subject_states
          ON subject_states.site = attachments.site AND subject_states.subject = attachments.subject`.execute(db);
      await db.schema.dropTable('attachments').execute();
      await db.schema.alterTable('attachments_of_now').renameTo('attachments').execute();
      await db.schema.createIndex('attachments_whose').on('attachments').column('member').execute();

      await db.schema
        .alterTable('group_members')
        .addColumn('salt', 'text', (column) => column.notNull().defaultTo(''))
        .execute();
      const members = db as Kysely<Tables>;
      for (const { member } of await members.selectFrom('group_members').select('member').execute())
        await members
          .updateTable('group_members')
          .set({ salt: randomText(16, 'base64url') })
          .where('member', '=', member)
          .execute();

      // Until the next sweep has worked out when they end, older links are none.
      await db.schema
        .alterTable('links')
        .addColumn('ends_at', instant, (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema
        .alterTable('links')
        .addColumn('terms', 'text', (column) => column.notNull().defaultTo(''))
        .execute();
      await db.schema.createIndex('links_end').on('links').column('ends_at').execute();
      await db.schema.createIndex('links_terms').on('links').columns(['site', 'terms']).execute();
      await db.schema.createIndex('link_tokens_subject').on('link_tokens').columns(['site', 'subject']).execute();

      await db.schema
        .createTable('departed_members')
        .addColumn('reference_hash', key, (column) => column.primaryKey())
        .addColumn('departed_at', instant, required)
        .execute();
      await db.schema.createIndex('departed_members_time').on('departed_members').column('departed_at').execute();
    },
  };
}
