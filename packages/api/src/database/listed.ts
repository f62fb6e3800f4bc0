import { sql } from 'kysely';
import type { Engine } from './migrations.ts';

/** A list as one value: a parameter for each of ten thousand members would cost more than looking them up. */
export function listed(engine: Engine, texts: readonly string[]) {
  const json = JSON.stringify(texts);
  return engine === 'postgres'
    ? sql<string>`(SELECT json_array_elements_text(${json}::json))`
    : sql<string>`(SELECT value FROM json_each(${json}))`;
}
