import { CompiledQuery, type Transaction } from 'kysely';
import type { Engine } from './migrations.ts';
import type { Tables } from './tables.ts';

/** Runs a statement inside a transaction. @returns its rows */
export type Statement<Row, Values extends readonly unknown[]> = (
  transaction: Transaction<Tables>,
  engine: Engine,
  ...values: Values
) => Promise<Row[]>;

/**
 * A statement that is written once for both engines, its values as `$1`, `$2`… Where many wait for one transaction, putting
 * statements together anew each time costs more than running them.
 * @param lock table whose rows stay locked until the transaction ends. SQLite has one writer at a time, and whoever is in a
 * transaction is it
 */
export function statement<Row, Values extends readonly unknown[]>(
  text: string,
  { lock }: { readonly lock?: keyof Tables } = {},
): Statement<Row, Values> {
  const texts = {
    postgres: lock ? `${text} FOR UPDATE OF ${lock}` : text,
    sqlite: text.replaceAll(/\$(\d+)/g, '?$1'),
  };
  return async (transaction, engine, ...values) => {
    const { rows } = await transaction.executeQuery<Row>(CompiledQuery.raw(texts[engine], [...values]));
    return rows;
  };
}
