import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type ColumnTypes, required } from './column-types.ts';

/** Subjects, their records and what a site published; keys of servers and of receipts. */
export function records({ key, uuid, instant }: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('subjects')
        .addColumn('site', key, required)
        .addColumn('subject', uuid, required)
        .addColumn('secret_hash', key, required)
        .addColumn('salt', 'text', required)
        .addPrimaryKeyConstraint('subjects_key', ['site', 'subject'])
        .addUniqueConstraint('subjects_secret', ['site', 'secret_hash'])
        .execute();
      await db.schema
        .createTable('records')
        .addColumn('site', key, required)
        .addColumn('subject', uuid, required)
        .addColumn('sequence', 'integer', required)
        .addColumn('id', uuid, required)
        .addColumn('fingerprint', 'text', required)
        .addColumn('hash', 'text', required)
        .addColumn('effective_at', instant, required)
        .addColumn('body', 'text', required)
        .addPrimaryKeyConstraint('records_key', ['site', 'subject', 'sequence'])
        .addUniqueConstraint('records_id', ['site', 'subject', 'id'])
        .execute();
      await db.schema
        .createTable('subject_states')
        .addColumn('site', key, required)
        .addColumn('subject', uuid, required)
        .addColumn('sequence', 'integer', required)
        .addColumn('hash', 'text', required)
        .addColumn('effective_at', instant, required)
        .addColumn('decisions', 'text', required)
        .addPrimaryKeyConstraint('subject_states_key', ['site', 'subject'])
        .execute();
      await db.schema
        .createTable('receipts')
        .addColumn('site', key, required)
        .addColumn('subject', uuid, required)
        .addColumn('id', uuid, required)
        .addColumn('jws', 'text', required)
        .addPrimaryKeyConstraint('receipts_key', ['site', 'subject', 'id'])
        .execute();
      await db.schema
        .createTable('config_versions')
        .addColumn('site', key, required)
        .addColumn('version', 'integer', required)
        .addColumn('stamp', key, required)
        .addColumn('config', 'text', required)
        .addColumn('runtime', 'text', required)
        .addColumn('published_at', instant, required)
        .addPrimaryKeyConstraint('config_versions_key', ['site', 'version'])
        .execute();
      await db.schema.createIndex('config_versions_stamp').on('config_versions').columns(['site', 'stamp']).execute();
      await db.schema
        .createTable('wordings')
        .addColumn('hash', key, (column) => column.primaryKey())
        .addColumn('site', key, required)
        .addColumn('stamp', key, required)
        .addColumn('content', 'text', required)
        .execute();
      await db.schema
        .createTable('wording_files')
        .addColumn('site', key, required)
        .addColumn('name', key, required)
        .addColumn('text', 'text', required)
        .addPrimaryKeyConstraint('wording_files_key', ['site', 'name'])
        .execute();
      await db.schema
        .createTable('server_keys')
        .addColumn('id', key, (column) => column.primaryKey())
        .addColumn('hash', 'text', required)
        .addColumn('site', key, required)
        .addColumn('scopes', 'text', required)
        .addColumn('label', 'text', required)
        .addColumn('created_at', instant, required)
        .addColumn('revoked_at', instant)
        .execute();
      await db.schema
        .createTable('signing_keys')
        .addColumn('kid', key, (column) => column.primaryKey())
        .addColumn('public_jwk', 'text', required)
        .addColumn('private_jwe', 'text', required)
        .addColumn('created_at', instant, required)
        .addColumn('retired_at', instant)
        .execute();
      await db.schema
        .createTable('audit_log')
        .addColumn('site', key, required)
        .addColumn('id', uuid, required)
        .addColumn('at', instant, required)
        .addColumn('actor', 'text', required)
        .addColumn('action', 'text', required)
        .addColumn('detail', 'text', required)
        .addPrimaryKeyConstraint('audit_log_key', ['site', 'id'])
        .execute();
      await db.schema
        .createTable('heartbeat')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('at', instant, required)
        .execute();
    },
  };
}
