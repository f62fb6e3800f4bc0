import { sql } from 'kysely';
import type { Database } from '../database/open-database.ts';
import { Overloaded } from '../records/group-commit.ts';
import { Problem } from './problem.ts';

const RETRY = { 'retry-after': '5' };

/**
 * What to answer when a handler throws. Refusals answer for themselves. Anything else is the database, if it does not
 * answer or if the error carries the database's own code; what is left is a mistake in here.
 */
export async function failure(error: unknown, database: Database): Promise<Response> {
  if (error instanceof Problem) return error.toResponse();
  if (error instanceof Overloaded) return new Problem('overloaded', [], { 'retry-after': '1' }).toResponse();
  const { name, message, code, stack } = error as Error & { code?: unknown };
  const fromDatabase = typeof code === 'string' || !(await answers(database));
  // Neither bodies nor addresses: a message of the database names columns, its `detail` would show values.
  console.error(JSON.stringify({ level: 'error', name, message, ...(fromDatabase ? { code } : { stack }) }));
  return fromDatabase ? new Problem('database-unavailable', [], RETRY).toResponse() : new Problem('internal-error').toResponse();
}

async function answers({ kysely }: Database): Promise<boolean> {
  try {
    await sql`select 1`.execute(kysely);
    return true;
  } catch {
    return false;
  }
}
