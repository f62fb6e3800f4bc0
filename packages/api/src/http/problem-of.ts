import { NorenError } from '@noren/model';
import { sql } from 'kysely';
import type { Database } from '../database/open-database.ts';
import { Overloaded } from '../records/group-commit.ts';
import { Problem } from './problem.ts';

const RETRY = { 'retry-after': '5' };

/**
 * The refusal that an error amounts to. A refusal is one already. Anything else is the database, if it does not
 * answer or if the error carries the database's own code; what is left is a mistake in here.
 */
export async function problemOf(error: unknown, database: Database): Promise<Problem> {
  if (error instanceof Problem) return error;
  if (error instanceof Overloaded) return new Problem('overloaded', [], { 'retry-after': '1' });
  const { name, message, code, stack } = error as Error & { code?: unknown };
  const fromDatabase = (typeof code === 'string' && !(error instanceof NorenError)) || !(await answers(database));
  // Neither bodies nor addresses: a message of the database names columns, its `detail` would show values.
  console.error(JSON.stringify({ level: 'error', name, message, ...(fromDatabase ? { code } : { stack }) }));
  return fromDatabase ? new Problem('database-unavailable', [], RETRY) : new Problem('internal-error');
}

async function answers({ kysely }: Database): Promise<boolean> {
  try {
    await sql`select 1`.execute(kysely);
    return true;
  } catch {
    return false;
  }
}
