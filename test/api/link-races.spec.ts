import { createApi, openDatabase } from '@noren/api';
import { type Kysely, sql } from 'kysely';
import { seeded } from '../model/seeded.ts';
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

test('whatever two processes do at the same moment, no link is left that what is in force does not allow', async ({
  mail,
  location,
  options,
}) => {
  const { stage, provider } = mail;
  const { kysely } = stage.database;
  const another = createApi({
    database: await openDatabase(location as string),
    secret: SECRET,
    now: () => new Date(stage.clock.at),
    ...options,
  });
  const there = (reader: Reader, method: string, path: string, body: object, headers = {}) =>
    another.fetch(
      new Request(`https://consent.example.net/v1/sites/portal${path}`, {
        method,
        headers: { ...reader.headers, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    );
  const random = seeded(7);
  const members = await Promise.all(['m-1', 'm-2'].map((member) => provider.token(member)));
  let linked = 0;
  for (let round = 0; round < 40; round += 1) {
    const readers = [mail.reader(), mail.reader()];
    const first = await Promise.all(readers.map((reader) => reader.choose(yes(true))));
    stage.clock.at += 1000;
    const acts = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const at = random(2);
        const [reader, proof] = [readers[at] as Reader, first[at]?.id ?? ''];
        const bearer = { authorization: `Bearer ${members[random(2)]}` };
        const token = await mail.link(random(2) ? 'm-1' : 'm-2');
        const isHere = random(2) === 1;
        const chosen = [yes(true), yes(false), { linking: false }, { identification: false }][random(4)] ?? {};
        return [
          () =>
            isHere
              ? reader.redeem(token, proof, { replace: true })
              : there(reader, 'POST', '/personal-urls/redeem', { token, record: proof, replace: true }),
          () => reader.redeem(token, proof, { replace: true }),
          () => there(reader, 'POST', '/member', {}, bearer),
          () => (isHere ? reader.signOut() : there(reader, 'DELETE', '/member', {})),
          () => reader.choose(chosen),
        ][random(5)] as () => Promise<unknown>;
      }),
    );
    await Promise.all(acts.map((act) => act()));
    for (const reader of readers) {
      const member = await reader.linkedTo();
      if (member === undefined) continue;
      linked += 1;
      expect(await reader.inForce()).toMatchObject(yes(true));
      const subject = await kysely
        .selectFrom('links')
        .innerJoin('group_members', 'group_members.member', 'links.member')
        .leftJoin('attachments', (join) =>
          join
            .onRef('attachments.site', '=', 'links.site')
            .onRef('attachments.subject', '=', 'links.subject')
            .on('attachments.ends_at', '>', stage.clock.at),
        )
        .select(['links.member', 'attachments.member as signedIn', 'group_members.decisions'])
        .where('reference_hash', '=', member)
        .execute();
      for (const { member: whose, signedIn, decisions } of subject) {
        expect([whose, null]).toContain(signedIn);
        expect(decisions).not.toContain('"granted":false');
      }
    }
    await mail.forgetMembers();
    stage.clock.at += 1000;
  }
  // Else nothing would ever have happened.
  expect(linked).toBeGreaterThan(5);
  await another.close();
});
