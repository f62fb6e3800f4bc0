import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type ColumnTypes, required } from './column-types.ts';

/** Systems that are told of what members choose, and what each of them has still to be told. */
export function mailWebhooks({ key, uuid, instant, clustered }: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('mail_webhooks')
        .addColumn('id', uuid, (column) => column.primaryKey())
        .addColumn('site', key, required)
        .addColumn('entity', key, required)
        .addColumn('url', 'text', required)
        .addColumn('secret_sealed', 'text', required)
        .addColumn('previous_sealed', 'text')
        .addColumn('previous_until', instant)
        .addColumn('created_at', instant, required)
        .execute();
      await db.schema
        .createTable('mail_deliveries')
        .addColumn('webhook', uuid, required)
        .addColumn('member', uuid, required)
        .addColumn('sequence', 'integer', required)
        .addColumn('queued_at', instant, required)
        .addColumn('attempts', 'integer', required)
        .addColumn('next_at', instant)
        .addColumn('failure', 'text')
        .addPrimaryKeyConstraint('mail_deliveries_key', ['webhook', 'member', 'sequence'])
        .modifyEnd(clustered)
        .execute();
      await db.schema.createIndex('mail_deliveries_next').on('mail_deliveries').column('next_at').execute();
      await db.schema
        .createIndex('mail_deliveries_dead')
        .on('mail_deliveries')
        .columns(['webhook', 'next_at', 'member', 'sequence'])
        .execute();
    },
  };
}
