import type { Transaction } from 'kysely';
import type { Database } from './open-database.ts';
import type { Tables } from './tables.ts';

/** Reads several things as they were at one moment, whoever writes meanwhile. On SQLite nobody does: it should not take long. */
export function readSnapshot<Result>(
  { kysely }: Database,
  read: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  return kysely.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
}
