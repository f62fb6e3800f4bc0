import { createApi, openDatabase } from '@noren/api';
import { type Kysely, sql } from 'kysely';
import { SECRET, type Stage } from './fixture.ts';
import { expect, type Reader, test, yes } from './mail-stage.ts';

// SQLite has one writer at a time, whatever the number of processes: these orders exist on PostgreSQL alone.
test.use({
  location: async ({ postgres }, use, { testId }) => {
    await use(await postgres.createDatabase(testId));
  },
});

type Tables = Stage['database']['kysely'] extends Kysely<infer All> ? All : never;

/** Statements of this database that wait for a lock. */
async function waiting({ database }: Stage): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(database.kysely);
  return rows[0]?.count ?? 0;
}

/** Locks every row of a table until it is released, as a request under way would. */
async function hold(location: unknown, table: keyof Tables): Promise<() => Promise<void>> {
  const database = await openDatabase(location as string);
  const release = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  const done = database.kysely.transaction().execute(async (transaction) => {
    await sql`SELECT * FROM ${sql.table(table)} FOR UPDATE`.execute(transaction);
    locked.resolve();
    await release.promise;
  });
  await locked.promise;
  return async () => {
    release.resolve();
    await done;
    await database.close();
  };
}

const redeem = (api: { fetch: (request: Request) => Promise<Response> }, reader: Reader, token: string, id: string) =>
  api.fetch(
    new Request('https://consent.example.net/v1/sites/portal/personal-urls/redeem', {
      method: 'POST',
      headers: { ...reader.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ token, record: id }),
    }),
  );

test('one token makes one link, also where two processes redeem it at the same moment', async ({
  mail,
  location,
  options,
}) => {
  const { stage } = mail;
  const another = createApi({
    database: await openDatabase(location as string),
    secret: SECRET,
    now: () => new Date(stage.clock.at),
    ...options,
  });
  const [one, two] = [mail.reader(), mail.reader()];
  const [first, second] = [await one.choose(yes(true)), await two.choose(yes(true))];
  const token = await mail.link('m-1');
  // Both have looked the token up when either may go on: the member is there, and somebody holds their row.
  await mail.reader('energy').signIn(await mail.provider.token('m-1'));
  const release = await hold(location, 'group_members');
  const answers = [redeem(stage.api, one, token, first.id), redeem(another, two, token, second.id)];
  await expect.poll(() => waiting(stage)).toBe(2);
  await release();
  const outcomes = await Promise.all(answers.map(async (answer) => (await answer).json()));
  expect(outcomes.map((body) => body.outcome ?? body.code).sort()).toEqual(['link-used', 'linked']);
  expect(await stage.database.kysely.selectFrom('links').selectAll().execute()).toHaveLength(1);
  const { counted, linked } = await stage.database.kysely
    .selectFrom('link_campaigns')
    .selectAll()
    .executeTakeFirstOrThrow();
  expect({ counted, linked }).toEqual({ counted: 1, linked: 1 });
  await another.close();
});

test('a link is redeemed for who is signed in when its turn comes, not when it began to wait', async ({
  mail,
  location,
}) => {
  const reader = mail.reader();
  const { id } = await reader.choose(yes(true));
  const token = await mail.link('m-1');
  const member = await mail.provider.token('m-2');
  const release = await hold(location, 'subject_states');
  const signedIn = reader.signIn(member);
  await expect.poll(() => waiting(mail.stage)).toBe(1);
  const redeemed = reader.redeem(token, id);
  await expect.poll(() => waiting(mail.stage)).toBe(2);
  await release();
  expect((await signedIn).status).toBe(200);
  expect(await (await redeemed).json()).toMatchObject({ code: 'mail-of-another-member' });
  expect(await reader.linkedTo()).toBeUndefined();
});

test('what only the member’s own choice allowed is not linked by a redemption that waited for their sign-out', async ({
  mail,
  location,
}) => {
  const member = await mail.provider.token('m-1');
  const elsewhere = mail.reader('energy');
  await elsewhere.signIn(member);
  await elsewhere.choose(yes(true));
  const reader = mail.reader();
  const { id } = await reader.choose({ identification: true });
  await reader.signIn(member);
  const token = await mail.link('m-1');
  const release = await hold(location, 'subject_states');
  const signedOut = reader.signOut();
  await expect.poll(() => waiting(mail.stage)).toBe(1);
  const redeemed = reader.redeem(token, id);
  await expect.poll(() => waiting(mail.stage)).toBe(2);
  await release();
  expect((await signedOut).status).toBe(200);
  expect(await (await redeemed).json()).toEqual({ outcome: 'counted' });
  expect(await reader.linkedTo()).toBeUndefined();
});
