import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { postgresStore } from '../records/postgres-store.ts';
import type { RecordStore } from '../records/record-store.ts';
import { sqliteStore } from '../records/sqlite-store.ts';
import { type Engine, migrations } from './migrations.ts';
import { openPostgres, postgresDialect } from './postgres.ts';
import { openSqlite, sqliteDialect } from './sqlite.ts';
import type { Tables } from './tables.ts';

/** Where the API keeps everything. */
export interface Database {
  readonly engine: Engine;
  /** Everything but the writing of records goes through Kysely. */
  readonly kysely: Kysely<Tables>;
  /** Writes records in batches, by hand-written statements. */
  readonly store: RecordStore;
  close(): Promise<void>;
}

/**
 * Opens a database and brings its schema up to date. Several processes may share a PostgreSQL database; a SQLite file
 * belongs to the processes of one machine.
 * @param where a `postgres://` URL, or the path of a SQLite file
 */
export async function openDatabase(where: string | { readonly sqlite: string }): Promise<Database> {
  const database = typeof where === 'string' ? await postgres(where) : sqlite(where.sqlite);
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

async function postgres(url: string): Promise<Database> {
  const pool = await openPostgres(url);
  const kysely = new Kysely<Tables>({ dialect: postgresDialect(pool) });
  // Kysely ends the pool only after a first query.
  return {
    engine: 'postgres',
    kysely,
    store: postgresStore(pool),
    close: async () => (pool.ended ? undefined : pool.end()),
  };
}

function sqlite(file: string): Database {
  const connection = openSqlite(file);
  const kysely = new Kysely<Tables>({ dialect: sqliteDialect(connection) });
  const close = async () => {
    if (connection.isOpen) connection.close();
  };
  return { engine: 'sqlite', kysely, store: sqliteStore(connection, kysely), close };
}

async function migrate({ engine, kysely }: Database): Promise<void> {
  const migrator = new Migrator({ db: kysely, provider: migrations(engine) });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
