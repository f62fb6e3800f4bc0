import { createHash } from 'node:crypto';
import { verifyChain } from '@noren/api';
import { canonicalJson, type PublishedConfig } from '@noren/model/publish';
import { consentRecord, type Edition, type Wording } from '@noren/model/schema';
import { expect, onEachEngine, type Stage, test } from './fixture.ts';
import { sampleConfig } from './sample-config.ts';
import { grantsOf, onlySubject, type Recorded, recordOf, Visitor } from './visitor.ts';

const ALL = { statistics: true, identification: true, linking: true };

onEachEngine(() => {
  test('a choice is kept and answered with its place, its hash and what is in force', async ({ stage }) => {
    const visitor = new Visitor(stage);
    const record = recordOf(stage, ALL, { control: 'accept-all' });
    const response = await visitor.send(record);
    expect(response.status).toBe(201);
    const answer = (await response.json()) as Recorded;
    expect(answer).toMatchObject({ id: record.id, sequence: 1, effectiveAt: '2026-06-01T09:00:00.000Z' });
    expect(answer.hash).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(JSON.parse(answer.cookie)).toEqual({
      v: 1,
      n: 1,
      p: { statistics: [1, 1, 1_780_304_400], identification: [1, 1, 1_780_304_400], linking: [1, 1, 1_780_304_400] },
    });
  });

  test('a record holds every field of its proof, and its hash is of its canonical bytes', async ({ stage }) => {
    const visitor = new Visitor(stage);
    await visitor.choose({ statistics: true });
    const { hash } = await visitor.choose(
      { statistics: false },
      { control: 'withdraw', language: 'en', wording: stage.wording.en ?? '' },
    );
    const rows = await stage.database.kysely.selectFrom('records').selectAll().orderBy('sequence').execute();
    const records = rows.map(({ body }) => consentRecord.parse(JSON.parse(body)));
    expect(records[1]).toMatchObject({
      site: 'portal',
      sequence: 2,
      edition: '1',
      wording: stage.wording.en,
      language: 'en',
      control: 'withdraw',
      surface: 'preferences',
      basis: 'explicit',
      gpc: false,
      actingEntity: 'sample-energy',
      responsibleEntity: 'sample-electric',
      modes: { necessary: 'always', statistics: 'opt-in', identification: 'opt-in', linking: 'opt-in' },
      previous: rows[0]?.hash,
      receivedAt: '2026-06-01T09:00:00.000Z',
    });
    expect(records[0]?.previous).toBeNull();
    expect(records[0]?.subject).toBe(records[1]?.subject);
    expect(rows[1]?.body).toBe(canonicalJson(records[1]));
    expect(
      createHash('sha256')
        .update(rows[1]?.body ?? '')
        .digest('base64url'),
    ).toBe(hash);
    const { stamp } = await stage.database.kysely
      .selectFrom('config_versions')
      .select('stamp')
      .executeTakeFirstOrThrow();
    expect(records[0]?.config).toBe(stamp);
  });

  test('a page carries only the beginning of the hash of its wording, and its record names all of it', async ({
    stage,
  }) => {
    const visitor = new Visitor(stage);
    const whole = stage.wording.ja ?? '';
    const record = recordOf(stage, ALL, { wording: whole.slice(0, 12) });
    expect((await visitor.send(record)).status).toBe(201);
    const { body } = await stage.database.kysely.selectFrom('records').select('body').executeTakeFirstOrThrow();
    expect(consentRecord.parse(JSON.parse(body)).wording).toBe(whole);
    // However much of it is said, it is the same record.
    expect((await visitor.send({ ...record, wording: whole })).status).toBe(200);
    const other = recordOf(stage, ALL, { wording: (stage.wording.en ?? '').slice(0, 12), language: 'en' });
    expect((await visitor.send(other)).status).toBe(201);
  });

  test('a beginning that two wordings share names neither, and the whole hash still does', async ({ stage }) => {
    const whole = stage.wording.ja ?? '';
    const start = whole.slice(0, 12);
    const kept = stage.database.kysely.selectFrom('wordings').selectAll().where('hash', '=', whole);
    const row = await kept.executeTakeFirstOrThrow();
    const twin = { ...row, hash: `${start}${'-'.repeat(31)}` };
    await stage.database.kysely.insertInto('wordings').values(twin).execute();
    const visitor = new Visitor(stage);
    const refused = await visitor.send(recordOf(stage, ALL, { wording: start }));
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ code: 'wording-not-archived' });
    expect((await visitor.send(recordOf(stage, ALL, { wording: whole }))).status).toBe(201);
  });

  test('the same record sent again is answered the same and kept once', async ({ stage }) => {
    const visitor = new Visitor(stage);
    const record = recordOf(stage, ALL);
    const first = await visitor.send(record);
    stage.clock.at += 3_600_000;
    const again = await visitor.send({ ...record, sentAt: '2026-06-01T10:00:00Z' });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(await again.json()).toEqual(await first.json());
    expect((await visitor.history()).records).toHaveLength(1);
  });

  test('the letters of a record id make no difference', async ({ stage }) => {
    const visitor = new Visitor(stage);
    const record = recordOf(stage, ALL);
    await visitor.send(record);
    const again = await visitor.send({ ...record, id: record.id.toUpperCase() });
    expect(again.status).toBe(200);
    expect((await visitor.receipt(record.id.toUpperCase())).status).toBe(200);
  });

  test('the same id with another body is refused and changes nothing', async ({ stage }) => {
    const visitor = new Visitor(stage);
    const record = recordOf(stage, { statistics: false });
    await visitor.send(record);
    const response = await visitor.send({ ...record, chosen: { purposes: ALL, services: {} } });
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({
      code: 'record-conflict',
      type: 'urn:noren:problem:record-conflict',
      status: 422,
    });
    expect(await visitor.inForce()).toEqual({ statistics: false });
    expect((await visitor.history()).records).toHaveLength(1);
  });

  test('the same id of another visitor is another record', async ({ stage }) => {
    const record = recordOf(stage, ALL);
    const responses = [await new Visitor(stage).send(record), await new Visitor(stage).send(record)];
    expect(responses.map(({ status }) => status)).toEqual([201, 201]);
  });

  test('choices of several tabs that arrive at once form one chain', async ({ stage }) => {
    const visitor = new Visitor(stage);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => visitor.choose({ statistics: index % 2 === 0 })),
    );
    expect(answers.map(({ sequence }) => sequence).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, index) => index + 1),
    );
    expect(await verifyChain(stage.database, 'portal', await onlySubject(stage))).toEqual({
      records: 40,
      problems: [],
    });
  });

  test('the same record sent many times at once is kept once', async ({ stage }) => {
    const visitor = new Visitor(stage);
    const record = recordOf(stage, ALL);
    const responses = await Promise.all(Array.from({ length: 12 }, () => visitor.send(record)));
    expect(responses.map(({ status }) => status).sort()).toEqual([...Array(11).fill(200), 201]);
    const hashes = await Promise.all(responses.map(async (response) => ((await response.json()) as Recorded).hash));
    expect(new Set(hashes).size).toBe(1);
    expect((await visitor.history()).records).toHaveLength(1);
  });

  test('many visitors at once each get a chain of their own', async ({ stage }) => {
    const visitors = Array.from({ length: 60 }, () => new Visitor(stage));
    const answers = await Promise.all(
      visitors.map((visitor, index) => visitor.choose({ statistics: index % 3 === 0 })),
    );
    expect(answers.every(({ sequence }) => sequence === 1)).toBe(true);
    expect(await visitors[3]?.inForce()).toEqual({ statistics: true });
    expect(await visitors[4]?.inForce()).toEqual({ statistics: false });
  });

  test('a record that cannot be written does not fail those that arrive with it', async ({ stage }) => {
    const poison = recordOf(stage, ALL);
    const { kysely, engine } = stage.database;
    const { sql } = await import('kysely');
    if (engine === 'sqlite') {
      await sql`create trigger poison before insert on records when new.id = ${sql.lit(poison.id)}
        begin select raise(abort, 'poison'); end`.execute(kysely);
    } else {
      await sql`create function poison() returns trigger language plpgsql as $$
        begin raise 'poison'; end $$`.execute(kysely);
      await sql`create trigger poison before insert on records for each row when (new.id = ${sql.lit(poison.id)}) execute function poison()`.execute(
        kysely,
      );
    }
    const known = new Visitor(stage);
    await known.choose(ALL);
    const others = Array.from({ length: 8 }, () => new Visitor(stage));
    const [poisoned, further, ...rest] = await Promise.all([
      new Visitor(stage).send(poison),
      known.choose({ statistics: false }),
      ...others.map((visitor) => visitor.choose(ALL)),
    ]);
    expect(poisoned?.status).toBe(503);
    expect(poisoned?.headers.get('retry-after')).not.toBeNull();
    expect(further?.sequence).toBe(2);
    expect(rest).toHaveLength(8);
  });

  test('a refusal narrows, an acceptance widens, what was not asked stays', async ({ stage }) => {
    const visitor = new Visitor(stage);
    await visitor.choose({ statistics: false, identification: true, linking: true });
    stage.clock.at += 1000;
    const { cookie } = await visitor.choose({ statistics: true });
    expect(grantsOf(cookie)).toEqual({ statistics: true, identification: true, linking: true });
  });

  test('linking without identification is denied, and stays so until it is asked for again', async ({ stage }) => {
    const visitor = new Visitor(stage);
    await visitor.choose(ALL);
    stage.clock.at += 1000;
    await visitor.choose({ identification: false }, { control: 'withdraw' });
    expect(await visitor.inForce()).toEqual({ statistics: true, identification: false, linking: false });
    stage.clock.at += 1000;
    await visitor.choose({ identification: true });
    expect(await visitor.inForce()).toEqual({ statistics: true, identification: true, linking: false });
  });

  test('a service that was refused alone is allowed again by accepting its purpose', async ({ stage }) => {
    const visitor = new Visitor(stage);
    const one = await visitor.choose({}, { chosen: { purposes: { statistics: true }, services: { meter: false } } });
    expect(JSON.parse(one.cookie)).toMatchObject({ s: { meter: 0 } });
    stage.clock.at += 1000;
    const two = await visitor.choose({ statistics: true });
    expect(JSON.parse(two.cookie)).not.toHaveProperty('s');
  });

  test('two choices within one second keep their order', async ({ stage }) => {
    const visitor = new Visitor(stage);
    await visitor.choose({ statistics: false });
    stage.clock.at += 20;
    await visitor.choose({ statistics: true });
    expect(await visitor.inForce()).toEqual({ statistics: true });
  });

  test('a record of a page that was loaded before a publication is accepted', async ({ stage }) => {
    const old = recordOf(stage, ALL);
    const { sampleConfig } = await import('./sample-config.ts');
    const config = sampleConfig();
    const [necessary, statistics] = config.purposes;
    // Purposes go with a new edition alone.
    const edition = {
      ...config.editions[0],
      label: '2',
      date: '2026-06-01',
      effectiveAt: '2026-06-01T00:00:00Z',
      changes: [{ ja: '目的を減らしました', en: 'Fewer purposes' }],
    };
    const editions = [...config.editions, edition];
    await stage.api.publish({ ...config, purposes: [necessary, statistics], editions }, { actor: 'test' });
    const visitor = new Visitor(stage);
    expect((await visitor.send(old)).status).toBe(201);
    // The site has no other purposes any more, so nothing else is in force.
    expect(await visitor.inForce()).toEqual({ statistics: true });
  });

  test.describe('while an edition is announced', () => {
    const DAY = '2026-07-01T00:00:00Z';
    const announce = async (stage: Stage): Promise<PublishedConfig> => {
      const config = sampleConfig();
      const [first] = config.editions as [Edition];
      const next = { ...first, label: '2', effectiveAt: DAY, affects: ['purposes:statistics'] };
      const { published } = await stage.api.publish({ ...config, editions: [first, next] }, { actor: 'test' });
      return published;
    };
    const recordsOf = async (stage: Stage) => {
      const rows = await stage.database.kysely.selectFrom('records').select('body').orderBy('sequence').execute();
      return rows.map(({ body }) => consentRecord.parse(JSON.parse(body)));
    };

    test('a choice under one edition by the words of the other is refused, before its day and after', async ({
      stage,
    }) => {
      const { wordingHashes, coming } = await announce(stage);
      const [now, then] = [wordingHashes.ja ?? '', coming[0]?.wordingHashes.ja ?? ''];
      expect(then).not.toBe(now);
      for (const at of [stage.clock.at, Date.parse(DAY), Date.parse(DAY) + 86_400_000]) {
        stage.clock.at = at;
        for (const [edition, wording] of [
          ['2', now],
          ['1', then],
          ['2', now.slice(0, 12)],
        ] as const) {
          const response = await new Visitor(stage).send(recordOf(stage, ALL, { edition, wording }));
          expect(response.status).toBe(422);
          expect(await response.json()).toMatchObject({
            code: 'wording-of-another-edition',
            errors: [{ path: 'wording', received: wording }],
          });
        }
      }
      expect(await recordsOf(stage)).toEqual([]);
    });

    test('its words are kept beforehand: a page whose clock is ahead is recorded under what it showed', async ({
      stage,
    }) => {
      const { coming } = await announce(stage);
      const wording = coming[0]?.wordingHashes.ja ?? '';
      const sent = await new Visitor(stage).send(recordOf(stage, ALL, { edition: '2', wording: wording.slice(0, 12) }));
      expect(sent.status).toBe(201);
      expect((await recordsOf(stage))[0]).toMatchObject({ edition: '2', wording });
      const kept = (await (await stage.fetch(`/v1/wordings/${wording}`)).json()) as Wording;
      expect(kept.edition.label).toBe('2');
      for (const { name } of coming[0]?.wordingFiles ?? [])
        expect((await stage.fetch(`/v1/sites/portal/${name}`)).status, name).toBe(200);
    });

    test('a page that was opened before its day is recorded under what it showed, though it is answered after', async ({
      stage,
    }) => {
      const { wordingHashes } = await announce(stage);
      stage.clock.at = Date.parse(DAY) + 60_000;
      const wording = wordingHashes.ja ?? '';
      expect((await new Visitor(stage).send(recordOf(stage, ALL, { wording }))).status).toBe(201);
      expect((await recordsOf(stage))[0]).toMatchObject({ edition: '1', wording });
    });

    test('a record that a page of the newer edition makes again from the cookie names the words of its own edition', async ({
      stage,
    }) => {
      const { wordingHashes, coming } = await announce(stage);
      stage.clock.at = Date.parse(DAY) + 60_000;
      const wording = coming[0]?.wordingHashes.en ?? '';
      const again = { edition: '1', wording, language: 'en', control: 'recovered', surface: 'none' } as const;
      expect((await new Visitor(stage).send(recordOf(stage, ALL, again))).status).toBe(201);
      expect((await recordsOf(stage))[0]).toMatchObject({ edition: '1', language: 'en', wording: wordingHashes.en });
      const elsewhere = await new Visitor(stage).send(recordOf(stage, ALL, { ...again, language: 'fr' }));
      expect(await elsewhere.json()).toMatchObject({ code: 'wording-of-another-edition' });
    });
  });
});
