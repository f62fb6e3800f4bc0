import { sha256 } from '@noren/model/publish';
import type { ChangeNotice, NoticeRecord, SiteConfig } from '@noren/model/schema';
import { expect, onEachEngine, test } from './fixture.ts';
import {
  AFTER,
  type Documents,
  given,
  type Kept,
  keptOf,
  outcome,
  post,
  publishTerms,
  stay,
  TERMS,
  tell,
  withTerms,
  words,
} from './terms-stage.ts';
import { recordOf, Visitor } from './visitor.ts';

onEachEngine(() => {
  test('who was given the notice and stayed is deemed to accept, and nobody else', async ({ stage }) => {
    await publishTerms(stage);
    expect(await tell(stage, [{ ...given('m-1'), evidence: '<1@mail.example>' }, given('m-2')])).toEqual({
      recorded: 2,
      repeated: 0,
      refused: [],
    });
    stage.clock.at = AFTER;
    expect(await stay(stage, ['m-1', 'm-3'])).toEqual({
      recorded: 1,
      repeated: 0,
      refused: [{ member: 'm-3', code: 'no-notice' }],
    });
    const [notice, acceptance] = await keptOf(stage, 'm-1');
    expect(notice?.record).toMatchObject({
      kind: 'notice',
      edition: '2',
      channel: 'mail',
      language: 'ja',
      givenAt: '2026-06-01T08:00:00.000Z',
      evidence: expect.stringMatching(/^[\w-]{43}$/),
      receivedAt: '2026-06-01T09:00:00.000Z',
      actingEntity: 'sample-electric',
      responsibleEntity: 'sample-electric',
      previous: null,
    });
    expect(acceptance?.record).toMatchObject({
      kind: 'acceptance',
      basis: 'deemed',
      edition: '2',
      effectiveAt: '2026-07-01T00:00:00Z',
      receivedAt: '2026-07-01T00:00:00.000Z',
      notice: notice?.hash,
      previous: notice?.hash,
    });
    expect((await keptOf(stage, 'm-2')).map(({ record }) => record.kind)).toEqual(['notice']);
    expect(await keptOf(stage, 'm-3')).toEqual([]);
  });

  test('the proof names the words as they were published when the notice was given', async ({ stage }) => {
    await publishTerms(stage);
    stage.clock.at += 86_400_000;
    await stage.api.publish(withTerms(words('第5条を全面的に改めました', 'Article 5 was rewritten')), {
      actor: 'test',
    });
    stage.clock.at += 60_000;
    await tell(stage, [given('m-1', '2026-06-01T08:00:00Z'), given('m-2', '2026-06-02T09:00:30Z')]);
    const texts = await Promise.all(
      ['m-1', 'm-2'].map(async (member) => {
        const { wording } = ((await keptOf(stage, member))[0] as Kept).record as NoticeRecord;
        const response = await stage.fetch(`/v1/notices/${wording}`);
        const text = await response.text();
        expect(await sha256(text)).toBe(wording);
        return JSON.parse(text) as ChangeNotice;
      }),
    );
    expect(texts.map(({ edition }) => edition.changes)).toEqual([['第5条を改めました'], ['第5条を全面的に改めました']]);
    expect(texts[0]).toMatchObject({
      document: 'terms',
      title: '会員規約',
      language: 'ja',
      withdrawUrl: '/leave/',
      edition: { label: '2', effectiveAt: '2026-07-01T00:00:00Z' },
    });
  });

  test('before the edition is in force nobody is deemed to accept it', async ({ stage }) => {
    await publishTerms(stage);
    await tell(stage, [given('m-1')]);
    stage.clock.at = AFTER - 1;
    const early = await post(stage, `${TERMS}/acceptances`, { edition: '2', members: ['m-1'] });
    expect([early.status, (await early.json()).code]).toEqual([409, 'not-in-force']);
    expect((await keptOf(stage, 'm-1')).length).toBe(1);
  });

  test('a notice that came on the day or after it, or was reported only then, proves nothing for it', async ({
    stage,
  }) => {
    await publishTerms(stage);
    stage.clock.at = AFTER - 1000;
    await tell(stage, [given('m-3', '2026-06-30T23:59:58Z')]);
    stage.clock.at = AFTER + 3_600_000;
    await tell(stage, [given('m-1', '2026-07-01T00:00:00Z'), given('m-2', '2026-06-30T23:59:58Z')]);
    expect(await stay(stage, ['m-1', 'm-2', 'm-3'])).toEqual({
      recorded: 1,
      repeated: 0,
      refused: [
        { member: 'm-1', code: 'notice-too-late' },
        { member: 'm-2', code: 'notice-too-late' },
      ],
    });
  });

  test('a notice of the future, of long ago or of what was not published is not kept', async ({ stage }) => {
    await publishTerms(stage);
    const refused = [
      { member: 'm-1', code: 'in-the-future' },
      { member: 'm-2', code: 'reported-late' },
      { member: 'm-3', code: 'not-published' },
    ];
    expect(
      await tell(stage, [
        given('m-1', '2026-06-01T09:06:00Z'),
        given('m-2', '2026-05-25T08:59:59Z'),
        given('m-3', '2026-05-31T08:59:59Z'),
      ]),
    ).toEqual({ recorded: 0, repeated: 0, refused });
    const rows = await stage.database.kysely.selectFrom('members').select('member').execute();
    expect(rows).toEqual([]);
  });

  test('what is sent again is kept once, also within one batch and in batches at once', async ({ stage }) => {
    await publishTerms(stage);
    expect(await tell(stage, [given('m-1'), given('m-1')])).toMatchObject({ recorded: 1, repeated: 1 });
    const members = Array.from({ length: 40 }, (_, index) => given(`m-${index}`));
    const both = await Promise.all([tell(stage, members), tell(stage, [...members].reverse())]);
    expect(both.map(({ recorded }) => recorded).reduce((sum, count) => sum + count)).toBe(39);
    expect(await tell(stage, [given('m-1')], { channel: 'site' })).toMatchObject({ recorded: 1, repeated: 0 });
    stage.clock.at = AFTER;
    expect(await stay(stage, ['m-1', 'm-1'])).toMatchObject({ recorded: 1, repeated: 1 });
    expect(await stay(stage, ['m-1'])).toMatchObject({ recorded: 0, repeated: 1 });
    expect((await keptOf(stage, 'm-1')).map(({ record }) => [record.sequence, record.kind])).toEqual([
      [1, 'notice'],
      [2, 'notice'],
      [3, 'acceptance'],
    ]);
  });

  test('ten thousand members in one batch, and not one more', async ({ stage }) => {
    await publishTerms(stage);
    const members = Array.from({ length: 10_000 }, (_, index) => given(`member-${index}`));
    expect(await tell(stage, members)).toEqual({ recorded: 10_000, repeated: 0, refused: [] });
    const more = await post(stage, `${TERMS}/notices`, {
      edition: '2',
      language: 'ja',
      channel: 'mail',
      members: [...members, given('member-10000')],
    });
    expect([more.status, (await more.json()).code]).toEqual([422, 'invalid-body']);
  });

  test('it grants no cookie: the choices of the same browser stay as they are', async ({ stage }) => {
    await publishTerms(stage);
    const visitor = new Visitor(stage);
    await visitor.choose({ statistics: false, identification: false, linking: false });
    const tables = async () => ({
      records: await stage.database.kysely.selectFrom('records').selectAll().execute(),
      states: await stage.database.kysely.selectFrom('subject_states').selectAll().execute(),
    });
    const before = await tables();
    await tell(stage, [given('m-1')]);
    stage.clock.at = AFTER;
    await stay(stage, ['m-1']);
    expect(await tables()).toEqual(before);
    expect(await visitor.inForce()).toEqual({ statistics: false, identification: false, linking: false });
    // And no browser can claim it for cookies.
    const claimed = await visitor.send({ ...recordOf(stage, { statistics: true }), basis: 'deemed' });
    expect([claimed.status, (await claimed.json()).code]).toEqual([422, 'invalid-record']);
  });

  test('who was told something else than what took effect accepts nothing, until told again', async ({ stage }) => {
    await publishTerms(stage);
    await tell(stage, [given('m-1'), given('m-2'), given('m-3')]);
    stage.clock.at += 86_400_000;
    await stage.api.publish(withTerms(words('第5条と第9条を改めました', 'Articles 5 and 9 were changed')), {
      actor: 'test',
    });
    stage.clock.at += 60_000;
    const again = given('m-2', '2026-06-02T09:00:30Z');
    expect(await tell(stage, [again])).toMatchObject({ recorded: 1, repeated: 0 });
    expect(await tell(stage, [again])).toMatchObject({ recorded: 0, repeated: 1 });
    // What was reported of before the correction is still known.
    expect(await tell(stage, [given('m-2')])).toMatchObject({ recorded: 0, repeated: 1 });
    await tell(stage, [given('m-3', '2026-06-02T09:00:30Z')], { language: 'en', channel: 'site' });
    stage.clock.at = AFTER;
    expect(await stay(stage, ['m-1', 'm-2', 'm-3'])).toEqual({
      recorded: 2,
      repeated: 0,
      refused: [{ member: 'm-1', code: 'notice-changed' }],
    });
    const [, second, acceptance] = await keptOf(stage, 'm-2');
    expect(acceptance?.record).toMatchObject({ kind: 'acceptance', notice: second?.hash });
    expect((await keptOf(stage, 'm-1')).map(({ record }) => record.kind)).toEqual(['notice']);
  });

  test('another number of the document changes nothing of what was told', async ({ stage }) => {
    await publishTerms(stage);
    await tell(stage, [given('m-1')]);
    stage.clock.at += 86_400_000;
    const config = withTerms();
    const [terms] = config.documents as [Documents[number]];
    const editions = terms.editions.map((edition) => ({
      ...edition,
      ...(edition.label === '2' ? { documentNumber: 'T-2' } : {}),
    }));
    await stage.api.publish({ ...config, validityDays: 300, documents: [{ ...terms, editions }] }, { actor: 'test' });
    stage.clock.at = AFTER;
    expect(await stay(stage, ['m-1'])).toMatchObject({ recorded: 1, refused: [] });
  });

  test('an edition that says it is about cookies or mail is accepted by nobody who stays', async ({ stage }) => {
    for (const [index, subject] of ['purposes:statistics', 'providers:statistics', 'mail', 'topics:events'].entries()) {
      const id = `terms-${index}`;
      const [terms] = withTerms().documents as [Documents[number]];
      const editions = terms.editions.map((edition) => ({ ...edition, affects: ['terms', subject] }));
      const { documents = [] } = JSON.parse(
        (await (await stage.fetch('/v1/sites/portal/config')).text()) || '{}',
      ) as SiteConfig;
      await publishTerms(stage, { ...withTerms(), documents: [...documents, { ...terms, id, editions }] });
      const path = `/v1/sites/portal/documents/${id}`;
      const body = { edition: '2', language: 'ja', channel: 'mail', members: [given('m-1')] };
      expect(await outcome(await post(stage, `${path}/notices`, body))).toMatchObject({ recorded: 1 });
      const now = stage.clock.at;
      stage.clock.at = AFTER;
      const refused = await post(stage, `${path}/acceptances`, { edition: '2', members: ['m-1'] });
      expect([refused.status, (await refused.json()).errors[0]]).toMatchObject([
        422,
        { code: 'not-deemable', received: subject },
      ]);
      stage.clock.at = now;
    }
  });

  test('only a change of terms can be accepted by staying', async ({ stage }) => {
    const end: Documents[number] = {
      id: 'end',
      kind: 'service-end',
      title: words('終了', 'End'),
      editions: [
        {
          label: '1',
          date: '2026-05-01',
          effectiveAt: '2026-05-01T00:00:00Z',
          material: false,
          affects: ['service'],
          changes: [words('終了します', 'It ends')],
        },
      ],
    };
    await publishTerms(stage, withTerms(undefined, [end]));
    const attempts = [
      ['/v1/sites/portal/documents/handling-notice/acceptances', '1'],
      ['/v1/sites/portal/documents/end/acceptances', '1'],
      [`${TERMS}/acceptances`, '1'],
    ] as const;
    for (const [path, edition] of attempts) {
      const response = await post(stage, path, { edition, members: ['m-1'] });
      expect([path, response.status, (await response.json()).code]).toEqual([path, 422, 'not-deemable']);
    }
    // That it was announced can be proven all the same.
    const notice = await post(stage, '/v1/sites/portal/documents/end/notices', {
      edition: '1',
      language: 'en',
      channel: 'site',
      members: [given('m-1')],
    });
    expect(await outcome(notice)).toMatchObject({ recorded: 1 });
  });
});
