import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type ColumnTypes, required } from './column-types.ts';

/** Members, which change notices they were given, and which terms they are deemed to accept. */
export function documents({ key, uuid }: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('members')
        .addColumn('site', key, required)
        .addColumn('member', uuid, required)
        .addColumn('reference_hash', key, required)
        .addColumn('salt', 'text', required)
        .addPrimaryKeyConstraint('members_key', ['site', 'member'])
        .addUniqueConstraint('members_reference', ['site', 'reference_hash'])
        .execute();
      await db.schema
        .createTable('document_records')
        .addColumn('site', key, required)
        .addColumn('member', uuid, required)
        .addColumn('sequence', 'integer', required)
        .addColumn('id', uuid, required)
        .addColumn('hash', 'text', required)
        .addColumn('body', 'text', required)
        .addColumn('evidence', 'text')
        .addPrimaryKeyConstraint('document_records_key', ['site', 'member', 'sequence'])
        .addUniqueConstraint('document_records_id', ['site', 'member', 'id'])
        .execute();
      await db.schema
        .createTable('notice_texts')
        .addColumn('hash', key, (column) => column.primaryKey())
        .addColumn('site', key, required)
        .addColumn('content', 'text', required)
        .execute();
    },
  };
}
