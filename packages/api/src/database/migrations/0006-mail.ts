import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type ColumnTypes, required } from './column-types.ts';

/** What members choose to be sent: entries, what is in force, the words shown, and what waits to be told or mailed. */
export function mail({ key, uuid, instant, clustered }: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('mail_members')
        .addColumn('member', uuid, (column) => column.primaryKey())
        .addColumn('reference_hash', key, required)
        .addColumn('reference_sealed', 'text', required)
        .addColumn('salt', 'text', required)
        .addColumn('sequence', 'integer', required)
        .addColumn('hash', 'text')
        .addColumn('address_hash', key)
        .addColumn('suppressed', 'text')
        .addColumn('confirmed_at', instant)
        .addColumn('departed_at', instant)
        .addColumn('keep_until', instant)
        .addUniqueConstraint('mail_members_reference', ['reference_hash'])
        .modifyEnd(clustered)
        .execute();
      await db.schema.createIndex('mail_members_address').on('mail_members').column('address_hash').execute();
      await db.schema.createIndex('mail_members_end').on('mail_members').column('keep_until').execute();

      await db.schema
        .createTable('mail_preferences')
        .addColumn('member', uuid, required)
        .addColumn('site', key, required)
        .addColumn('topic', key, required)
        .addColumn('channel', key, required)
        .addColumn('state', key, required)
        .addColumn('frequency', key)
        .addColumn('batch', uuid, required)
        .addColumn('changed_at', instant, required)
        .addPrimaryKeyConstraint('mail_preferences_key', ['member', 'site', 'topic', 'channel'])
        .modifyEnd(clustered)
        .execute();
      await db.schema
        .createIndex('mail_preferences_audience')
        .on('mail_preferences')
        .columns(['site', 'topic', 'channel', 'state', 'member'])
        .execute();

      await db.schema
        .createTable('mail_events')
        .addColumn('member', uuid, required)
        .addColumn('sequence', 'integer', required)
        .addColumn('id', uuid, required)
        .addColumn('batch', uuid, required)
        .addColumn('topic_entity', key)
        .addColumn('responsible', key, required)
        .addColumn('hash', 'text', required)
        .addColumn('body', 'text', required)
        .addPrimaryKeyConstraint('mail_events_key', ['member', 'sequence'])
        .modifyEnd(clustered)
        .execute();
      await db.schema.createIndex('mail_events_id').on('mail_events').column('id').unique().execute();

      await db.schema
        .createTable('mail_addresses')
        .addColumn('address_hash', key, required)
        .addColumn('member', uuid, required)
        .addPrimaryKeyConstraint('mail_addresses_key', ['address_hash', 'member'])
        .modifyEnd(clustered)
        .execute();
      await db.schema.createIndex('mail_addresses_member').on('mail_addresses').column('member').execute();

      await db.schema
        .createTable('mail_queue')
        .addColumn('id', uuid, (column) => column.primaryKey())
        .addColumn('member', uuid, required)
        .addColumn('address_hash', key, required)
        .addColumn('sealed', 'text')
        .addColumn('created_at', instant, required)
        .addColumn('expires_at', instant, required)
        .addColumn('attempts', 'integer', required)
        .addColumn('next_at', instant)
        .execute();
      await db.schema.createIndex('mail_queue_next').on('mail_queue').column('next_at').execute();
      await db.schema.createIndex('mail_queue_member').on('mail_queue').columns(['member', 'created_at']).execute();
      await db.schema
        .createIndex('mail_queue_address')
        .on('mail_queue')
        .columns(['address_hash', 'created_at'])
        .execute();
      await db.schema.createIndex('mail_queue_end').on('mail_queue').column('expires_at').execute();

      await db.schema
        .createTable('mail_wordings')
        .addColumn('hash', key, (column) => column.primaryKey())
        .addColumn('site', key, required)
        .addColumn('content', 'text', required)
        .execute();
    },
  };
}
