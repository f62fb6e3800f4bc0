import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type ColumnTypes, required } from './column-types.ts';

/** Files that noren.js of any build brings, kept for the browsers that still have it. */
export function loaderFiles({ key, instant }: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('loader_files')
        .addColumn('name', key, (column) => column.primaryKey())
        .addColumn('text', 'text', required)
        .addColumn('served_at', instant, required)
        .execute();
    },
  };
}
