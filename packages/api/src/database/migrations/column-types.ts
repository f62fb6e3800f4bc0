import { type ColumnDataType, type ColumnDefinitionBuilder, type RawBuilder, sql } from 'kysely';

/** The two engines; the schema is the same on both. */
export type Engine = 'sqlite' | 'postgres';

/** What the engines call differently. */
export interface ColumnTypes {
  /** Ids and hashes. They are compared byte by byte: a database's own collation would be slower and may reorder them. */
  readonly key: RawBuilder<unknown>;
  readonly uuid: ColumnDataType;
  /** Milliseconds since 1970. */
  readonly instant: ColumnDataType;
  /** What ends a table that is stored in the order of its key: SQLite then keeps no second tree beside it. */
  readonly clustered: RawBuilder<unknown>;
}

export function columnTypes(engine: Engine): ColumnTypes {
  return engine === 'postgres'
    ? { key: sql`text collate "C"`, uuid: 'uuid', instant: 'bigint', clustered: sql`` }
    : { key: sql`text`, uuid: 'text', instant: 'integer', clustered: sql`without rowid` };
}

export const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
