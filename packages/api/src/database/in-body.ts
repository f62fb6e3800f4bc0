import { type RawBuilder, sql } from 'kysely';
import type { Engine } from './migrations.ts';

/** A text at the first level of a `body` that is kept as JSON. */
export function inBody(engine: Engine, key: string): RawBuilder<string> {
  return sql`${sql.raw(engine === 'postgres' ? 'body::json' : 'body')} ->> ${sql.lit(key)}`;
}
