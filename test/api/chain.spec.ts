import { createApi, eraseSubject, openDatabase, rebuildProjection, verifyChain } from '@noren/api';
import type { RecordRequest } from '@noren/model/schema';
import { expect, onEachEngine, SECRET, type Stage, test } from './fixture.ts';
import { newRecordId, onlySubject, recordOf, Visitor } from './visitor.ts';

/** Numbers that look random and are the same in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A history of choices, one every few seconds, some of them at the same moment. */
function someHistory(stage: Stage, random: (below: number) => number): RecordRequest[] {
  let at = Date.parse('2026-05-01T00:00:00Z');
  return Array.from({ length: 3 + random(8) }, () => {
    at += random(3) * 1500;
    const ids = ['statistics', 'identification', 'linking'].filter(() => random(3) > 0);
    const purposes = Object.fromEntries(ids.map((id) => [id, random(2) === 1]));
    const services = random(3) === 0 ? { meter: random(2) === 1 } : {};
    return recordOf(stage, purposes, {
      decidedAt: new Date(at).toISOString(),
      chosen: { purposes, services },
      gpc: random(4) === 0,
    });
  });
}

/** Sends everything at one moment, in the order of the list: what counts is when each was decided. */
async function sendAll(stage: Stage, history: readonly RecordRequest[]): Promise<Visitor> {
  const visitor = new Visitor(stage);
  for (const record of history) {
    const response = await visitor.send({ ...record, id: newRecordIdLike(record), sentAt: '2026-06-01T09:00:00Z' });
    expect(response.status).toBe(201);
  }
  return visitor;
}

const newRecordIdLike = ({ id }: RecordRequest): string => id;

function shuffled<Item>(list: readonly Item[], random: (below: number) => number): Item[] {
  return list
    .map((item) => ({ item, at: random(1e6) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

onEachEngine(() => {
  test('records that arrive in another order come to the same', async ({ stage }) => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const random = seeded(seed);
      const history = someHistory(stage, random);
      const inOrder = await sendAll(stage, history);
      const reordered = await sendAll(stage, shuffled(history, random));
      expect((await reordered.history()).cookie, `seed ${seed}`).toBe((await inOrder.history()).cookie);
    }
  });

  test('a denial wins over a grant of the same moment, whichever comes first', async ({ stage }) => {
    for (const order of [
      [true, false],
      [false, true],
    ]) {
      const visitor = new Visitor(stage);
      for (const granted of order) await visitor.choose({ statistics: granted });
      expect(await visitor.inForce()).toEqual({ statistics: false });
    }
  });

  test('a clock that is wrong by a day, or by years, does not win', async ({ stage }) => {
    for (const wrong of [
      '2026-06-02T09:00:00Z',
      '2026-05-31T09:00:00Z',
      '2099-01-01T00:00:00Z',
      '1970-01-01T00:00:00Z',
    ]) {
      const visitor = new Visitor(stage);
      const { effectiveAt } = await visitor.choose({ statistics: true }, { decidedAt: wrong, sentAt: wrong });
      expect(effectiveAt).toBe(new Date(stage.clock.at).toISOString());
      stage.clock.at += 1000;
      await visitor.choose({ statistics: false });
      expect(await visitor.inForce()).toEqual({ statistics: false });
    }
  });

  test('a record that waited in the browser is dated back by as long, by a year at most, and never forward', async ({
    stage,
  }) => {
    const cases = [
      ['2026-06-01T08:00:00Z', '2026-06-01T09:00:00Z', '2026-06-01T08:00:00.000Z'],
      ['2010-06-01T08:00:00Z', '2010-06-01T08:10:00Z', '2026-06-01T08:50:00.000Z'],
      ['1999-01-01T00:00:00Z', '2026-06-01T09:00:00Z', '2025-06-01T09:00:00.000Z'],
      ['2026-06-01T10:00:00Z', '2026-06-01T09:00:00Z', '2026-06-01T09:00:00.000Z'],
    ] as const;
    for (const [decidedAt, sentAt, effectiveAt] of cases) {
      expect(await new Visitor(stage).choose({ statistics: true }, { decidedAt, sentAt })).toMatchObject({
        effectiveAt,
      });
    }
  });

  test('what is in force can be made again from the records alone', async ({ stage }) => {
    const random = seeded(77);
    for (let count = 0; count < 15; count += 1) await sendAll(stage, shuffled(someHistory(stage, random), random));
    const states = () => stage.database.kysely.selectFrom('subject_states').selectAll().orderBy('subject').execute();
    const before = await states();
    await stage.database.kysely
      .updateTable('subject_states')
      .set({ decisions: '{"purposes":{}}', effective_at: 0 })
      .execute();
    expect(await rebuildProjection(stage.database, 'portal')).toBe(15);
    expect(await states()).toEqual(before);
    await stage.database.kysely.deleteFrom('subject_states').execute();
    await rebuildProjection(stage.database, 'portal');
    expect(await states()).toEqual(before);
  });

  test('any change to a stored chain is found', async ({ stage }) => {
    const { kysely } = stage.database;
    const visitor = new Visitor(stage);
    for (const granted of [true, false, true, false]) await visitor.choose({ statistics: granted });
    const subject = await onlySubject(stage);
    const check = async () => (await verifyChain(stage.database, 'portal', subject)).problems;
    expect(await check()).toEqual([]);

    const rows = await kysely.selectFrom('records').selectAll().orderBy('sequence').execute();
    const second = rows[1];
    if (!second) throw new Error('no second record');
    const tampered = second.body.replace('"statistics":false', '"statistics":true');
    const row = kysely.updateTable('records').where('id', '=', second.id);
    await row.set({ body: tampered }).execute();
    expect(await check()).toContain('record 2: its bytes do not have its hash');

    const { createHash } = await import('node:crypto');
    await row.set({ body: tampered, hash: createHash('sha256').update(tampered).digest('base64url') }).execute();
    expect(await check()).toContain('record 3: it does not name the record before it');

    await row.set({ body: second.body, hash: second.hash }).execute();
    expect(await check()).toEqual([]);
    await kysely.deleteFrom('records').where('id', '=', second.id).execute();
    expect(await check()).not.toEqual([]);
    await kysely.insertInto('records').values(second).execute();
    await kysely.deleteFrom('records').where('sequence', '=', 4).execute();
    expect(await check()).toContain('the state is not that of the last record');
  });

  test('erasing a person breaks no chain, and leaves nothing that leads to them', async ({ stage }) => {
    const visitor = new Visitor(stage);
    await visitor.choose({ statistics: true });
    const { id } = await visitor.choose({ statistics: false });
    await visitor.receipt(id);
    const other = new Visitor(stage);
    const subject = await onlySubject(stage);
    await other.choose({ statistics: true });

    expect(await eraseSubject(stage.database, 'portal', subject)).toBe(true);
    expect(await eraseSubject(stage.database, 'portal', subject)).toBe(false);
    expect(await verifyChain(stage.database, 'portal', subject)).toEqual({ records: 2, problems: [] });
    expect(await visitor.history()).toEqual({ records: [], next: null, cookie: null });
    expect((await visitor.receipt(id)).status).toBe(404);
    for (const table of ['subjects', 'subject_states', 'receipts'] as const) {
      expect(
        await stage.database.kysely.selectFrom(table).selectAll().where('subject', '=', subject).execute(),
      ).toEqual([]);
    }
    expect((await other.history()).records).toHaveLength(1);

    // The same browser, later: a new chain that has nothing in common with the old one.
    expect(await visitor.choose({ statistics: true })).toMatchObject({ sequence: 1 });
    const commitments = (await stage.database.kysely.selectFrom('records').select('body').execute()).map(
      ({ body }) => JSON.parse(body).subject,
    );
    expect(new Set(commitments).size).toBe(3);
  });

  test('several processes cannot fork a chain', async ({ stage, location }) => {
    const others = await Promise.all(
      [1, 2].map(async () =>
        createApi({ database: await openDatabase(location), secret: SECRET, now: () => new Date(stage.clock.at) }),
      ),
    );
    const stages = [
      stage,
      ...others.map((api) => ({
        ...stage,
        fetch: (path: string, init?: RequestInit) =>
          api.fetch(new Request(new URL(path, 'https://consent.example.net'), init)),
      })),
    ];
    const visitors = Array.from({ length: 4 }, () => new Visitor(stage).secret);
    await Promise.all(
      stages.flatMap((each) =>
        visitors.flatMap((secret) =>
          Array.from({ length: 6 }, () =>
            new Visitor(each, secret).choose({ statistics: true }, { id: newRecordId() }),
          ),
        ),
      ),
    );
    const subjects = await stage.database.kysely.selectFrom('subjects').select('subject').execute();
    expect(subjects).toHaveLength(4);
    for (const { subject } of subjects)
      expect(await verifyChain(stage.database, 'portal', subject)).toEqual({ records: 18, problems: [] });
    await Promise.all(others.map((api) => api.close()));
  });
});
