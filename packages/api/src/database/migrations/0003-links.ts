import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type ColumnTypes, required } from './column-types.ts';

/** Members across the sites of the group, what keeps their choice in step, and personalised links in mail. */
export function links({ key, uuid, instant }: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('group_members')
        .addColumn('member', uuid, (column) => column.primaryKey())
        .addColumn('reference_hash', key, required)
        .addColumn('decisions', 'text', required)
        .addColumn('untracked_links', 'integer', required)
        .addUniqueConstraint('group_members_reference', ['reference_hash'])
        .execute();
      await db.schema
        .createTable('member_overrides')
        .addColumn('member', uuid, required)
        .addColumn('site', key, required)
        .addColumn('purpose', key, required)
        .addPrimaryKeyConstraint('member_overrides_key', ['member', 'site', 'purpose'])
        .execute();
      await db.schema
        .createTable('attachments')
        .addColumn('site', key, required)
        .addColumn('subject', uuid, required)
        .addColumn('member', uuid, required)
        .addColumn('attached_at', instant, required)
        .addPrimaryKeyConstraint('attachments_key', ['site', 'subject'])
        .execute();
      await db.schema.createIndex('attachments_member').on('attachments').column('member').execute();
      await db.schema
        .createTable('links')
        .addColumn('site', key, required)
        .addColumn('subject', uuid, required)
        .addColumn('member', uuid, required)
        .addColumn('linked_at', instant, required)
        .addColumn('record', uuid, required)
        .addColumn('campaign', key, required)
        .addPrimaryKeyConstraint('links_key', ['site', 'subject'])
        .execute();
      await db.schema.createIndex('links_member').on('links').column('member').execute();
      await db.schema
        .createTable('link_keys')
        .addColumn('kid', key, (column) => column.primaryKey())
        .addColumn('secret_jwe', 'text', required)
        .addColumn('created_at', instant, required)
        .addColumn('retired_at', instant)
        .addColumn('revoked_at', instant)
        .execute();
      await db.schema
        .createTable('link_campaigns')
        .addColumn('site', key, required)
        .addColumn('campaign', key, required)
        .addColumn('issued', 'integer', required)
        .addColumn('counted', 'integer', required)
        .addColumn('linked', 'integer', required)
        .addColumn('revoked_at', instant)
        .addPrimaryKeyConstraint('link_campaigns_key', ['site', 'campaign'])
        .execute();
      await db.schema
        .createTable('link_tokens')
        .addColumn('site', key, required)
        .addColumn('nonce_hash', key, required)
        .addColumn('subject', uuid, required)
        .addColumn('linked', 'integer', required)
        .addColumn('expires_at', instant, required)
        .addPrimaryKeyConstraint('link_tokens_key', ['site', 'nonce_hash'])
        .execute();
      await db.schema.createIndex('link_tokens_expiry').on('link_tokens').column('expires_at').execute();
    },
  };
}
