import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import pg from 'pg';
import { expect, onEachEngine, type Stage, test } from './fixture.ts';
import { onlySubject, recordOf, Visitor } from './visitor.ts';

const OLDER = 100_000;
/** Tables that grow with visitors. */
const LARGE = ['subjects', 'records', 'subject_states', 'receipts'];

/** Copies the only visitor's rows under other subjects, as if that many had chosen before. */
async function addOlderRecords({ database: { kysely, engine } }: Stage, subject: string): Promise<void> {
  const numbers =
    engine === 'sqlite'
      ? sql`(with recursive n(i) as (select 1 union all select i + 1 from n where i < ${sql.lit(OLDER)}) select i from n) as n`
      : sql`generate_series(1, ${sql.lit(OLDER)}) as n(i)`;
  const id =
    engine === 'sqlite'
      ? sql`printf('018f0000-0000-7000-8000-%012x', i)`
      : sql`('018f0000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid`;
  const hash = engine === 'sqlite' ? sql`printf('%043d', i * 7919 % 100003)` : sql`md5(i::text)`;
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
  await sql`analyze`.execute(kysely);
}

/** Everything that was sent to the database while something ran. */
interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

async function statementsDuring(run: () => Promise<unknown>): Promise<Statement[]> {
  const seen: Statement[] = [];
  const { prepare } = DatabaseSync.prototype;
  const { query } = pg.Client.prototype;
  DatabaseSync.prototype.prepare = function (text, ...rest) {
    seen.push({ text, values: [] });
    return prepare.call(this, text, ...rest);
  };
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first, second] = args;
    if (typeof first === 'string') seen.push({ text: first, values: Array.isArray(second) ? second : [] });
    else if (typeof first === 'object' && first !== null && 'text' in first) {
      const { text, values = [] } = first as unknown as { text: string; values?: unknown[] };
      seen.push({ text, values });
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
    ({ text }) => /^\s*(with|select|insert|update|delete)\b/i.test(text) && LARGE.some((table) => text.includes(table)),
  );
}

/** Tables that a statement reads from end to end. */
async function scans(
  { database: { kysely, engine } }: Stage,
  location: string | { sqlite: string },
  { text, values }: Statement,
): Promise<string[]> {
  if (engine === 'sqlite') {
    const { rows } = await sql<{ detail: string }>`explain query plan ${sql.raw(text.replaceAll('?', 'null'))}`.execute(
      kysely,
    );
    return rows
      .map(({ detail }) => detail)
      .filter((detail) => /^SCAN /.test(detail) && LARGE.some((table) => detail.includes(table)));
  }
  const client = new pg.Client({ connectionString: String(location) });
  await client.connect();
  const { rows } = await client.query({ text: `explain ${text}`, values: [...values] });
  await client.end();
  return rows
    .map((row) => String(row['QUERY PLAN']))
    .filter((line) => /Seq Scan on (\w+)/.test(line) && LARGE.some((table) => line.includes(`Scan on ${table}`)));
}

onEachEngine(() => {
  test('with 100,000 older records nothing reads a whole table', async ({ stage, location }) => {
    const operations = async (visitor: Visitor) => {
      const { id } = await visitor.choose({ statistics: true });
      stage.clock.at += 1000;
      const further = recordOf(stage, { statistics: false });
      await visitor.send(further);
      await visitor.send(further);
      await visitor.send(recordOf(stage, { statistics: true }, { decidedAt: '2026-05-01T00:00:00Z' }));
      await visitor.history('?limit=2&cursor=3');
      await visitor.receipt(id);
      await visitor.receipt(id);
    };
    // SQLite's statements are prepared, and so seen, at their first use only.
    const before = await statementsDuring(() => operations(new Visitor(stage)));
    await addOlderRecords(stage, await onlySubject(stage));
    const after = await statementsDuring(() => operations(new Visitor(stage)));
    const seen = stage.database.engine === 'sqlite' ? before : after;
    for (const table of LARGE)
      expect(
        seen.some(({ text }) => text.includes(table)),
        table,
      ).toBe(true);
    for (const statement of seen) expect(await scans(stage, location, statement), statement.text).toEqual([]);
  });

  test('what would read a whole table is noticed', async ({ stage, location }) => {
    const text = "select * from records where fingerprint = 'x'";
    expect(await scans(stage, location, { text, values: [] })).toHaveLength(1);
  });
});
