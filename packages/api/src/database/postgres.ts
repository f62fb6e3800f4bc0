import { PostgresDialect } from 'kysely';
import type { Pool } from 'pg';

const INT8 = 20;

/** Opens a pool of connections. `pg` is loaded only here, so an installation on SQLite never does. */
export async function openPostgres(url: string): Promise<Pool> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 3000,
    // A database that hangs must become an error while the browser still waits: it sends the same record again.
    statement_timeout: 10_000,
    query_timeout: 12_000,
    types: {
      // Instants are bigint and fit a JavaScript number.
      getTypeParser: ((oid: number, format: 'text') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {});
  return pool;
}

/** Kysely over the pool. */
export function postgresDialect(pool: Pool): PostgresDialect {
  return new PostgresDialect({ pool });
}
