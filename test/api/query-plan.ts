import { DatabaseSync } from 'node:sqlite';
import type { Database } from '@noren/api';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { expect, type Stage } from './fixture.ts';

const OLDER = 100_000;
/** Tables that grow with visitors, members and mails. */
const LARGE = [
  'subjects',
  'records',
  'subject_states',
  'receipts',
  'group_members',
  'attachments',
  'links',
  'link_tokens',
];

/** One row for each of the others, with an id and a hash of their own. */
export function others(engine: Stage['database']['engine']) {
  if (engine === 'sqlite')
    return {
      numbers: sql`(with recursive n(i) as (select 1 union all select i + 1 from n where i < ${sql.lit(OLDER)}) select i from n) as n`,
      id: sql`printf('018f0000-0000-7000-8000-%012x', i)`,
      hash: sql`printf('%043d', i * 7919 % 100003)`,
    };
  return {
    numbers: sql`generate_series(1, ${sql.lit(OLDER)}) as n(i)`,
    id: sql`('018f0000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid`,
    hash: sql`md5(i::text)`,
  };
}

type Fillable = Pick<Database, 'kysely' | 'engine'>;

/** Fills a database, which may take longer on a busy machine than the API grants its own statements. */
export async function fill(
  { database: { kysely, engine } }: Stage,
  location: string | { sqlite: string },
  run: (database: Fillable) => Promise<unknown>,
): Promise<void> {
  const patient: Fillable['kysely'] =
    engine === 'sqlite'
      ? kysely
      : new Kysely({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: String(location) }) }) });
  try {
    await run({ kysely: patient, engine });
    await sql`analyze`.execute(patient);
  } finally {
    if (patient !== kysely) await patient.destroy();
  }
}

/** Copies the only visitor's rows under other subjects, as if that many had chosen before. */
export async function addOlderRecords({ kysely, engine }: Fillable, subject: string): Promise<void> {
  const { numbers, id, hash } = others(engine);
  const of = (table: string) => sql`from ${sql.table(table)} as t, ${numbers} where t.subject = ${subject}`;
  await sql`insert into subjects (site, subject, secret_hash, salt) select t.site, ${id}, ${hash}, t.salt ${of('subjects')}`.execute(
    kysely,
  );
  await sql`insert into records (site, subject, sequence, id, fingerprint, hash, effective_at, body)
    select t.site, ${id}, t.sequence, t.id, t.fingerprint, t.hash, t.effective_at, t.body ${of('records')}`.execute(
    kysely,
  );
  await sql`insert into subject_states (site, subject, sequence, hash, effective_at, decisions)
    select t.site, ${id}, t.sequence, t.hash, t.effective_at, t.decisions ${of('subject_states')}`.execute(kysely);
  await sql`insert into receipts (site, subject, id, jws) select t.site, ${id}, t.id, t.jws ${of('receipts')}`.execute(
    kysely,
  );
}

/** As many members, each signed in and linked in a browser of their own, by a mail of their own. */
export async function addOlderMembers({ kysely, engine }: Fillable, site: string): Promise<void> {
  const { numbers, id, hash } = others(engine);
  await sql`insert into group_members (member, reference_hash, salt, decisions, untracked_links)
    select ${id}, ${hash}, 'salt', '{}', 0 from ${numbers}`.execute(kysely);
  await sql`insert into attachments (site, subject, member, attached_at, ends_at, decisions)
    select ${site}, ${id}, ${id}, 0, 4000000000000, '{}' from ${numbers}`.execute(kysely);
  await sql`insert into links (site, subject, member, linked_at, record, campaign, ends_at, terms)
    select ${site}, ${id}, ${id}, 0, ${id}, 'may', 4000000000000, 'x' from ${numbers}`.execute(kysely);
  await sql`insert into link_tokens (site, nonce_hash, subject, linked, expires_at)
    select ${site}, ${hash}, ${id}, 1, 4000000000000 from ${numbers}`.execute(kysely);
}

/** Everything that was sent to the database while something ran. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** To which it was sent. */
  readonly engine?: Stage['database']['engine'];
}

/** @param tables those that are of interest */
export async function statementsDuring(run: () => Promise<unknown>, tables = LARGE): Promise<Statement[]> {
  const seen: Statement[] = [];
  const { prepare } = DatabaseSync.prototype;
  const { query } = pg.Client.prototype;
  DatabaseSync.prototype.prepare = function (text, ...rest) {
    seen.push({ text, values: [], engine: 'sqlite' });
    return prepare.call(this, text, ...rest);
  };
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first, second] = args;
    if (typeof first === 'string')
      seen.push({ text: first, values: Array.isArray(second) ? second : [], engine: 'postgres' });
    else if (typeof first === 'object' && first !== null && 'text' in first) {
      const { text, values = [] } = first as unknown as { text: string; values?: unknown[] };
      seen.push({ text, values, engine: 'postgres' });
    }
    return Reflect.apply(query, this, args);
  } as typeof query;
  try {
    await run();
  } finally {
    DatabaseSync.prototype.prepare = prepare;
    pg.Client.prototype.query = query;
  }
  return seen.filter(
    ({ text }) =>
      /^\s*(with|select|insert|update|delete)\b/i.test(text) && tables.some((table) => text.includes(table)),
  );
}

/** Everything that was asked before there were others, or after, has asked each table, and read none from end to end. */
export async function expectNoScan(
  stage: Stage,
  location: string | { sqlite: string },
  { before, after }: { readonly before: readonly Statement[]; readonly after: readonly Statement[] },
  tables = LARGE,
): Promise<void> {
  // SQLite's statements are prepared, and so seen, at their first use only.
  const seen = stage.database.engine === 'sqlite' ? before : after;
  for (const table of tables)
    expect(
      seen.some(({ text }) => text.includes(table)),
      table,
    ).toBe(true);
  for (const statement of seen) expect(await scans(stage, location, statement, tables), statement.text).toEqual([]);
}

/** Tables that a statement reads from end to end. */
export async function scans(
  { database: { kysely, engine } }: Stage,
  location: string | { sqlite: string },
  { text, values, engine: sentTo = engine }: Statement,
  tables = LARGE,
): Promise<string[]> {
  // Another test's API, in this process, may still look for work on a database of its own.
  if (sentTo !== engine) return [];
  if (engine === 'sqlite') {
    const { rows } = await sql<{
      detail: string;
    }>`explain query plan ${sql.raw(text.replaceAll(/\?\d*/g, 'null'))}`.execute(kysely);
    return rows
      .map(({ detail }) => detail)
      .filter((detail) => /^SCAN /.test(detail) && tables.some((table) => detail.includes(table)));
  }
  const client = new pg.Client({ connectionString: String(location) });
  await client.connect();
  const { rows } = await client.query({ text: `explain ${text}`, values: [...values] }).catch((cause) => {
    throw new Error(`cannot explain: ${text}`, { cause });
  });
  await client.end();
  return rows
    .map((row) => String(row['QUERY PLAN']))
    .filter((line) => /Seq Scan on (\w+)/.test(line) && tables.some((table) => line.includes(`Scan on ${table}`)));
}
