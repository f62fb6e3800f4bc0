import type { Transaction } from 'kysely';
import type { Database } from './open-database.ts';
import type { Tables } from './tables.ts';

/** Somebody else wrote the same rows at the same moment: unique key, serialization, deadlock. */
const AGAIN = ['23505', '40001', '40P01'];
const ATTEMPTS = 5;

/** Thrown inside a transaction: what it was built on has gone meanwhile. */
export class RunAgain extends Error {
  readonly code = '40001';
}

/** Runs a transaction, and runs it anew where another one was in its way. What it does must not reach beyond the database. */
export async function transact<Result>(
  { kysely }: Database,
  run: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await kysely.transaction().execute(run);
    } catch (error) {
      if (!AGAIN.includes(String((error as { code?: unknown }).code)) || attempt === ATTEMPTS) throw error;
    }
  }
}
