import { openDatabase, verifyChain } from '@noren/api';
import type { RecordRequest } from '@noren/model/schema';
import { expect, onEachEngine, test } from './fixture.ts';
import { environmentOf, publishSample, type ServerProcess, startServerProcess } from './server-process.ts';
import { newSecret, recordOf } from './visitor.ts';

const KILLS = 10;
const CONNECTIONS = 16;
/** Answers after which the server is killed, while others are under way. */
const ANSWERS = 120;

interface Sent {
  readonly secret: string;
  readonly record: RecordRequest;
  /** The hash that the API answered with, once it has. */
  hash?: string;
}

async function send(url: string, sent: Sent): Promise<number> {
  const response = await fetch(`${url}/v1/sites/portal/records`, {
    method: 'POST',
    headers: { origin: 'https://www.example.jp', 'noren-subject': sent.secret, 'content-type': 'application/json' },
    body: JSON.stringify(sent.record),
  });
  const answer = (await response.json()) as { hash: string };
  if (response.ok) sent.hash = answer.hash;
  return response.status;
}

/** Sends records on many connections, to new visitors and known ones, and kills the server in the middle of it. */
async function loadUntilKilled(
  { url, child, ended }: ServerProcess,
  makeRecord: () => RecordRequest,
  all: Sent[],
  secrets: string[],
): Promise<void> {
  let answers = 0;
  const connection = async (number: number) => {
    for (let turn = 0; ; turn += 1) {
      const known = turn % 3 === 2 ? secrets[(number * 31 + turn) % Math.max(1, secrets.length)] : undefined;
      const sent: Sent = { secret: known ?? newSecret(), record: makeRecord() };
      if (!known) secrets.push(sent.secret);
      all.push(sent);
      try {
        expect(await send(url, sent)).toBe(201);
      } catch (error) {
        if (child.killed) return;
        throw error;
      }
      answers += 1;
      if (answers === ANSWERS) child.kill('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, number) => connection(number)));
  expect((await ended).signal).toBe('SIGKILL');
}

onEachEngine(() => {
  test('kill -9 under load loses no record that was acknowledged, and the others can be sent again', async ({
    location,
  }) => {
    test.setTimeout(300_000);
    const wording = await publishSample(location);
    const makeRecord = () => recordOf({ wording } as never, { statistics: true });
    const all: Sent[] = [];
    const secrets: string[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      await loadUntilKilled(await startServerProcess(environmentOf(location)), makeRecord, all, secrets);
    }
    const acknowledged = all.filter(({ hash }) => hash);
    expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS * ANSWERS);

    const database = await openDatabase(location);
    const kept = async () =>
      new Map(
        (await database.kysely.selectFrom('records').select(['id', 'hash']).execute()).map(({ id, hash }) => [
          id,
          hash,
        ]),
      );
    const afterKills = await kept();
    const lost = acknowledged.filter(({ record, hash }) => afterKills.get(record.id) !== hash);
    expect(lost).toEqual([]);

    // What was under way arrives once: some of it is there already.
    const server = await startServerProcess(environmentOf(location));
    const unanswered = all.filter(({ hash }) => !hash);
    expect(unanswered.length).toBeGreaterThan(0);
    for (const sent of unanswered) expect([200, 201]).toContain(await send(server.url, sent));
    server.child.kill('SIGTERM');
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect((await kept()).size).toBe(all.length);

    const subjects = await database.kysely.selectFrom('subjects').select('subject').execute();
    for (const { subject } of subjects) expect((await verifyChain(database, 'portal', subject)).problems).toEqual([]);
    await database.close();
  });

  test('a server that is asked to stop finishes the writes under way', async ({ location }) => {
    const wording = await publishSample(location);
    const server = await startServerProcess(environmentOf(location));
    const all = Array.from(
      { length: 120 },
      (): Sent => ({ secret: newSecret(), record: recordOf({ wording } as never, {}) }),
    );
    const results = all.map((sent) => send(server.url, sent).catch(() => 0));
    await Promise.race(results);
    server.child.kill('SIGTERM');
    const statuses = await Promise.all(results);
    expect(await server.ended).toEqual({ code: 0, signal: null });
    // Those it had not taken yet were refused by the closed port.
    expect(new Set(statuses)).toEqual(new Set(statuses.includes(0) ? [0, 201] : [201]));
    const database = await openDatabase(location);
    const ids = new Set((await database.kysely.selectFrom('records').select('id').execute()).map(({ id }) => id));
    expect(all.filter(({ hash, record }) => hash && !ids.has(record.id))).toEqual([]);
    await database.close();
  });
});
