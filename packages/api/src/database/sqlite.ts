import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { SqliteDialect } from 'kysely';

/** Opens a SQLite file so that what is committed survives a crash of the process and of the machine. */
export function openSqlite(file: string): DatabaseSync {
  const sqlite = new DatabaseSync(file, { timeout: 5000 });
  // WAL lets readers read while one writes; FULL syncs the log at every commit, which NORMAL leaves to chance.
  sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
  return sqlite;
}

/** Kysely's dialect for SQLite expects better-sqlite3; this gives it `node:sqlite` in that shape. */
export function sqliteDialect(sqlite: DatabaseSync): SqliteDialect {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = sqlite.prepare(sql);
    if (statements.size < 200) statements.set(sql, statement);
    return statement;
  };
  return new SqliteDialect({
    database: {
      close: () => sqlite.close(),
      prepare(sql) {
        // A deferred transaction that turns into a write fails where another process wrote in between.
        const statement = prepare(sql === 'begin' ? 'begin immediate' : sql);
        const bind = (values: readonly unknown[]) => values as SQLInputValue[];
        return {
          reader: statement.columns().length > 0,
          all: (values) => statement.all(...bind(values)),
          run: (values) => statement.run(...bind(values)),
          iterate: (values) => statement.iterate(...bind(values)),
        };
      },
    },
  });
}
