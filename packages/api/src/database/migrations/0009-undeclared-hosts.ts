import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type ColumnTypes, required } from './column-types.ts';

/** How often pages of a site have asked hosts that no row of its register names, day by day. */
export function undeclaredHosts({ key, clustered }: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('undeclared_hosts')
        .addColumn('site', key, required)
        .addColumn('day', key, required)
        .addColumn('host', key, required)
        .addColumn('count', 'integer', required)
        .addPrimaryKeyConstraint('undeclared_hosts_key', ['site', 'day', 'host'])
        .modifyEnd(clustered)
        .execute();
    },
  };
}
