import { createServerKey, eraseMember, type Scope, verifyDocumentChain } from '@noren/api';
import { canonicalJson, sha256 } from '@noren/model/publish';
import type { AcceptanceRecord, ChangeNotice, DocumentRecord, NoticeRecord, SiteConfig } from '@noren/model/schema';
import { createLocalJWKSet, flattenedVerify, type JSONWebKeySet } from 'jose';
import { expect, onEachEngine, type Stage, test } from './fixture.ts';
import { sampleConfig } from './sample-config.ts';
import { recordOf, Visitor } from './visitor.ts';

const words = (ja: string, en: string) => ({ ja, en });
const TERMS = '/v1/sites/portal/documents/terms';

type Documents = NonNullable<SiteConfig['documents']>;
type TermsEdition = Documents[number]['editions'][number];

/** Terms of which a second edition takes effect on 1 July; the tests' clock starts on 1 June. */
function withTerms(change = words('第5条を改めました', 'Article 5 was changed'), more: Documents = []): SiteConfig {
  const edition = (label: string, effectiveAt: string, changes: TermsEdition['changes']): TermsEdition => ({
    label,
    date: effectiveAt.slice(0, 10),
    effectiveAt,
    material: true,
    affects: ['terms'],
    changes,
  });
  // The operator's own site: members are the operator's.
  const { editions } = sampleConfig();
  return sampleConfig({
    entity: 'sample-electric',
    editions: [
      ...editions,
      {
        label: '2',
        date: '2026-05-31',
        effectiveAt: '2026-05-31T00:00:00Z',
        material: false,
        affects: [],
        changes: [words('運営する会社が変わりました', 'Another company runs the site')],
      },
    ],
    documents: [
      {
        id: 'terms',
        kind: 'terms',
        title: words('会員規約', 'Terms'),
        withdrawUrl: '/leave/',
        editions: [
          edition('1', '2026-01-01T00:00:00Z', [words('初版', 'First edition')]),
          edition('2', '2026-07-01T00:00:00Z', [change]),
        ],
      },
      ...more,
    ],
  });
}

const keys = new WeakMap<Stage, Promise<string>>();

function keyOf(stage: Stage): Promise<string> {
  const known = keys.get(stage) ?? makeKey(stage, ['documents:write', 'documents:read']);
  keys.set(stage, known);
  return known;
}

function makeKey({ database }: Stage, scopes: readonly Scope[], site = 'portal'): Promise<string> {
  return createServerKey(database, { site, scopes, label: 'member system' });
}

async function post(stage: Stage, path: string, body: unknown, key?: string): Promise<Response> {
  return stage.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key ?? (await keyOf(stage))}` },
    body: JSON.stringify(body),
  });
}

async function outcome(response: Response): Promise<{ recorded: number; repeated: number; refused: unknown[] }> {
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as { recorded: number; repeated: number; refused: unknown[] };
}

const given = (member: string, givenAt = '2026-06-01T08:00:00Z') => ({
  member,
  givenAt,
  evidence: `mail to ${member}`,
});

/** Reports a notice of edition 2 to these members. */
async function tell(stage: Stage, members: readonly object[], changes: object = {}) {
  return outcome(
    await post(stage, `${TERMS}/notices`, { edition: '2', language: 'ja', channel: 'mail', members, ...changes }),
  );
}

async function stay(stage: Stage, members: readonly string[]) {
  return outcome(await post(stage, `${TERMS}/acceptances`, { edition: '2', members }));
}

interface Kept {
  readonly record: DocumentRecord;
  readonly hash: string;
  readonly receipt: string;
}

async function keptOf(stage: Stage, member: string): Promise<Kept[]> {
  const headers = { authorization: `Bearer ${await keyOf(stage)}`, 'noren-member': member };
  const response = await stage.fetch(`${TERMS}/acceptances`, { headers });
  expect(response.status).toBe(200);
  return ((await response.json()) as { records: Kept[] }).records;
}

/** Publishes the terms a day before the clock of the tests, and lets time go on until a moment. */
async function publishTerms(stage: Stage, config = withTerms()): Promise<void> {
  const now = stage.clock.at;
  stage.clock.at = now - 86_400_000;
  await stage.api.publish(config, { actor: 'test' });
  stage.clock.at = now;
}

const AFTER = Date.parse('2026-07-01T00:00:00Z');

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

  test('a company of the group accepts nothing in the name of members: refused, and noted', async ({ stage }) => {
    const { entity: _, editions: __, ...changes } = withTerms();
    const { entity, editions } = sampleConfig();
    await publishTerms(stage, { ...changes, entity, editions });
    await tell(stage, [given('m-1')]);
    stage.clock.at = AFTER;
    const refused = await post(stage, `${TERMS}/acceptances`, { edition: '2', members: ['m-1'] });
    expect([refused.status, (await refused.json()).code]).toEqual([403, 'operator-only']);
    expect((await keptOf(stage, 'm-1')).map(({ record }) => record.kind)).toEqual(['notice']);
    const withdrawals = { members: [{ member: 'm-1', withdrawnAt: '2026-06-01T08:00:00Z' }] };
    expect((await post(stage, `${TERMS}/withdrawals`, withdrawals)).status).toBe(403);
    const log = await stage.database.kysely
      .selectFrom('audit_log')
      .select(['actor', 'detail'])
      .where('action', 'in', ['documents.acceptances', 'documents.withdrawals'])
      .orderBy('action')
      .execute();
    expect(log.map(({ detail }) => JSON.parse(detail))).toEqual([
      { document: 'terms', edition: '2', refused: 'operator-only', actingEntity: 'sample-energy' },
      { document: 'terms', edition: '2', refused: 'operator-only', actingEntity: 'sample-energy' },
    ]);
    expect(log[0]?.actor).toMatch(/^key:[0-9a-f]{18}$/);
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

  test('who withdrew before the day accepts nothing, whoever reports it, unless told again after coming back', async ({
    stage,
  }) => {
    await publishTerms(stage);
    const leave = async (...members: readonly { member: string; withdrawnAt: string }[]) =>
      outcome(await post(stage, `${TERMS}/withdrawals`, { members }));
    // A withdrawal may be reported before the notice that was given before it.
    await leave({ member: 'm-4', withdrawnAt: '2026-06-01T08:30:00Z' });
    await tell(
      stage,
      ['m-1', 'm-2', 'm-3', 'm-4', 'm-5'].map((member) => given(member)),
    );
    const left = { member: 'm-1', withdrawnAt: '2026-06-01T08:45:00Z' };
    expect(await leave(left, left, { ...left, member: 'm-2' })).toEqual({ recorded: 2, repeated: 1, refused: [] });
    expect(await leave({ member: 'm-3', withdrawnAt: '2026-06-02T09:00:00Z' })).toMatchObject({
      recorded: 0,
      refused: [{ member: 'm-3', code: 'in-the-future' }],
    });
    await tell(stage, [given('m-2', '2026-06-01T08:50:00Z')], { channel: 'site' });
    stage.clock.at = AFTER + 86_400_000;
    // On the day itself m-5 was a member.
    await leave({ member: 'm-5', withdrawnAt: '2026-07-01T12:00:00Z' });
    expect(await stay(stage, ['m-1', 'm-2', 'm-3', 'm-4', 'm-5'])).toEqual({
      recorded: 3,
      repeated: 0,
      refused: [
        { member: 'm-1', code: 'withdrawn' },
        { member: 'm-4', code: 'withdrawn' },
      ],
    });
    const kept = await keptOf(stage, 'm-2');
    expect(kept.map(({ record }) => record.kind)).toEqual(['notice', 'withdrawal', 'notice', 'acceptance']);
    expect(kept[3]?.record).toMatchObject({ notice: kept[2]?.hash });
    const rows = await stage.database.kysely.selectFrom('members').select('member').execute();
    for (const { member } of rows)
      expect((await verifyDocumentChain(stage.database, 'portal', member)).problems).toEqual([]);
  });

  test('a withdrawal is of terms there are, by a key that may write', async ({ stage }) => {
    await publishTerms(stage);
    const body = { members: [{ member: 'm-1', withdrawnAt: '2026-06-01T08:00:00Z' }] };
    for (const [path, sent, status, code] of [
      ['nothing', body, 404, 'unknown-document'],
      ['handling-notice', body, 404, 'unknown-document'],
      ['terms', { members: [{ member: 'm-1' }] }, 422, 'invalid-body'],
      ['terms', { ...body, edition: '2' }, 422, 'invalid-body'],
      ['terms', { members: [] }, 422, 'invalid-body'],
    ] as const) {
      const refused = await post(stage, `/v1/sites/portal/documents/${path}/withdrawals`, sent);
      expect([path, refused.status, (await refused.json()).code]).toEqual([path, status, code]);
    }
    const reader = await makeKey(stage, ['documents:read']);
    expect((await post(stage, `${TERMS}/withdrawals`, body, reader)).status).toBe(403);
    expect(await stage.database.kysely.selectFrom('members').select('member').execute()).toEqual([]);
  });

  test("who was erased is a stranger: what they were told and accepted before is nobody's", async ({ stage }) => {
    await publishTerms(stage);
    await tell(stage, [given('m-1')]);
    const { member } = await stage.database.kysely.selectFrom('members').select('member').executeTakeFirstOrThrow();
    await eraseMember(stage.database, 'portal', member);
    stage.clock.at = AFTER;
    expect(await stay(stage, ['m-1'])).toMatchObject({ recorded: 0, refused: [{ member: 'm-1', code: 'no-notice' }] });
  });

  test('acceptances that are reported at once are kept once', async ({ stage }) => {
    await publishTerms(stage);
    const members = Array.from({ length: 60 }, (_, index) => `m-${index}`);
    await tell(
      stage,
      members.map((member) => given(member)),
    );
    stage.clock.at = AFTER;
    const outcomes = await Promise.all([
      stay(stage, members),
      stay(stage, [...members].reverse()),
      stay(stage, [...members, ...members]),
    ]);
    expect(outcomes.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(60);
    for (const { refused } of outcomes) expect(refused).toEqual([]);
    expect((await keptOf(stage, 'm-7')).map(({ record }) => [record.sequence, record.kind])).toEqual([
      [1, 'notice'],
      [2, 'acceptance'],
    ]);
  });

  test('a notice of one site, one document or one edition proves nothing for another', async ({ stage }) => {
    const [terms] = withTerms().documents as [Documents[number]];
    const third = { ...(terms.editions[1] as TermsEdition), label: '3' };
    const config = withTerms(undefined, [{ ...terms, id: 'other' }]);
    const documents = [{ ...terms, editions: [...terms.editions, third] }, ...(config.documents ?? []).slice(1)];
    await publishTerms(stage, { ...config, documents });
    const site = { ...config, documents, site: 'energy' };
    const now = stage.clock.at;
    stage.clock.at = now - 86_400_000;
    await stage.api.publish(site, { actor: 'test' });
    stage.clock.at = now;
    await tell(stage, [given('m-1')]);
    stage.clock.at = AFTER;
    const key = await makeKey(stage, ['documents:write'], 'energy');
    for (const [path, edition, own] of [
      ['/v1/sites/energy/documents/terms', '2', key],
      ['/v1/sites/portal/documents/other', '2', undefined],
      [TERMS, '3', undefined],
    ] as const)
      expect(await outcome(await post(stage, `${path}/acceptances`, { edition, members: ['m-1'] }, own))).toEqual({
        recorded: 0,
        repeated: 0,
        refused: [{ member: 'm-1', code: 'no-notice' }],
      });
    expect(await stay(stage, ['m-1'])).toMatchObject({ recorded: 1 });
  });

  test('text that a database may not hold is refused, and never an error of the server', async ({ stage }) => {
    await publishTerms(stage);
    for (const evidence of ['a\0b', 'two\nlines', '\ud800', 'x'.repeat(201)]) {
      const body = { edition: '2', language: 'ja', channel: 'mail', members: [{ ...given('m-1'), evidence }] };
      const refused = await post(stage, `${TERMS}/notices`, body);
      expect([evidence, refused.status, (await refused.json()).code]).toEqual([evidence, 422, 'invalid-body']);
    }
    for (const path of ['/v1/notices/%00', `/v1/notices/${'a'.repeat(5000)}`, '/v1/notices/%ED%A0%80'])
      expect([path, (await stage.fetch(path)).status]).toEqual([path, 404]);
    for (const path of ['/v1/sites/portal/documents/%00/notices', '/v1/sites/portal/documents/__proto__/notices'])
      expect(
        (await post(stage, path, { edition: '2', language: 'ja', channel: 'mail', members: [given('m-1')] })).status,
      ).toBe(404);
    const large = await post(stage, `${TERMS}/notices`, { edition: '2', more: 'x'.repeat(4_000_000) });
    expect([large.status, (await large.json()).code]).toEqual([413, 'body-too-large']);
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

  test('refuses keys without the scope or of another site, and bodies that are not what they should be', async ({
    stage,
  }) => {
    await publishTerms(stage);
    const body = { edition: '2', language: 'ja', channel: 'mail', members: [given('m-1')] };
    const codes = async (response: Response) => [response.status, (await response.json()).code];
    const config = await makeKey(stage, ['config:write']);
    expect(await codes(await post(stage, `${TERMS}/notices`, body, config))).toEqual([403, 'missing-scope']);
    const other = await makeKey(stage, ['documents:write'], 'energy');
    expect(await codes(await post(stage, `${TERMS}/notices`, body, other))).toEqual([403, 'wrong-site-key']);
    expect(await codes(await post(stage, `${TERMS}/notices`, body, 'x'))).toEqual([401, 'key-required']);
    const writer = await makeKey(stage, ['documents:write']);
    const read = await stage.fetch(`${TERMS}/acceptances`, {
      headers: { authorization: `Bearer ${writer}`, 'noren-member': 'm-1' },
    });
    expect(await codes(read)).toEqual([403, 'missing-scope']);
    const nobody = await stage.fetch(`${TERMS}/acceptances`, {
      headers: { authorization: `Bearer ${await keyOf(stage)}` },
    });
    expect(await codes(nobody)).toEqual([400, 'invalid-member']);

    const wrong: readonly (readonly [object, number, string])[] = [
      [{ ...body, edition: '9' }, 422, 'unknown-edition'],
      [{ ...body, channel: 'fax' }, 422, 'invalid-body'],
      [{ ...body, members: [] }, 422, 'invalid-body'],
      [{ ...body, members: [{ member: 'm-1', givenAt: '2026-06-01T08:00:00Z' }] }, 422, 'invalid-body'],
      [{ ...body, members: [given('has space')] }, 422, 'invalid-body'],
      [{ ...body, members: [given('m-1', 'yesterday')] }, 422, 'invalid-body'],
      [{ ...body, members: [{ ...given('m-1'), basis: 'explicit' }] }, 422, 'invalid-body'],
      [{ ...body, purposes: { statistics: true } }, 422, 'invalid-body'],
    ];
    for (const [sent, status, code] of wrong)
      expect(await codes(await post(stage, `${TERMS}/notices`, sent)), JSON.stringify(sent)).toEqual([status, code]);
    expect(await codes(await post(stage, '/v1/sites/portal/documents/nothing/notices', body))).toEqual([
      404,
      'unknown-document',
    ]);
    expect(await tell(stage, [given('m-1')], { language: 'fr' })).toMatchObject({
      refused: [{ member: 'm-1', code: 'not-published' }],
    });
    expect((await stage.fetch('/v1/notices/nothing')).status).toBe(404);
    expect(await stage.database.kysely.selectFrom('document_records').select('id').execute()).toEqual([]);
  });

  test('every entry has a receipt that the public keys verify, the same bytes each time', async ({ stage }) => {
    await publishTerms(stage);
    await tell(stage, [given('m-1')]);
    stage.clock.at = AFTER;
    await stay(stage, ['m-1']);
    const jwks = (await (await stage.fetch('/.well-known/jwks.json')).json()) as JSONWebKeySet;
    const first = await keptOf(stage, 'm-1');
    for (const { record, hash, receipt } of first) {
      const [header = '', payload = '', signature = ''] = receipt.split('.');
      const verified = await flattenedVerify({ protected: header, payload, signature }, createLocalJWKSet(jwks));
      expect(JSON.parse(new TextDecoder().decode(verified.payload))).toMatchObject({ hash, record });
      expect(await sha256(canonicalJson(record))).toBe(hash);
    }
    stage.clock.at += 86_400_000;
    expect(await keptOf(stage, 'm-1')).toEqual(first);
  });

  test('a member is stored as a keyed hash, and erased without breaking the chain', async ({ stage }) => {
    await publishTerms(stage);
    await tell(stage, [given('member-no-4711')]);
    stage.clock.at = AFTER;
    await stay(stage, ['member-no-4711']);
    await keptOf(stage, 'member-no-4711');
    const everything = async () =>
      JSON.stringify(
        await Promise.all(
          (['members', 'document_records', 'receipts', 'audit_log'] as const).map((table) =>
            stage.database.kysely.selectFrom(table).selectAll().execute(),
          ),
        ),
      );
    expect((await keptOf(stage, 'member-no-4711'))[0]).toMatchObject({ evidence: 'mail to member-no-4711' });
    const { member } = await stage.database.kysely.selectFrom('members').select('member').executeTakeFirstOrThrow();
    expect(await verifyDocumentChain(stage.database, 'portal', member)).toEqual({ records: 2, problems: [] });
    expect(await eraseMember(stage.database, 'portal', member)).toBe(true);
    expect(await everything()).not.toContain('4711');
    expect(await keptOf(stage, 'member-no-4711')).toEqual([]);
    expect(await verifyDocumentChain(stage.database, 'portal', member)).toEqual({ records: 2, problems: [] });
    expect(await stage.database.kysely.selectFrom('receipts').selectAll().execute()).toEqual([]);
  });

  test('a chain that somebody changed is found out', async ({ stage }) => {
    await publishTerms(stage);
    await tell(stage, [given('m-1')]);
    stage.clock.at = AFTER;
    await stay(stage, ['m-1']);
    const { member } = await stage.database.kysely.selectFrom('members').select('member').executeTakeFirstOrThrow();
    const last = (await keptOf(stage, 'm-1'))[1]?.record as AcceptanceRecord;
    const forged = canonicalJson({ ...last, notice: 'A'.repeat(43) });
    await stage.database.kysely
      .updateTable('document_records')
      .set({ body: forged, hash: await sha256(forged) })
      .where('sequence', '=', 2)
      .execute();
    const { problems } = await verifyDocumentChain(stage.database, 'portal', member);
    expect(problems).toEqual(['record 2: it rests on no notice of its edition']);
    const { previous } = last;
    for (const [changes, problem] of [
      [{ receivedAt: '2026-06-30T23:59:59.999Z' }, 'it was kept before its edition was in force'],
      [{ effectiveAt: '2026-06-01T09:00:00Z' }, 'it rests on a notice that did not come before its day'],
    ] as const) {
      const body = canonicalJson({ ...last, ...changes });
      await stage.database.kysely
        .updateTable('document_records')
        .set({ body, hash: await sha256(body) })
        .where('sequence', '=', 2)
        .execute();
      const found = await verifyDocumentChain(stage.database, 'portal', member);
      expect(found.problems).toEqual([`record 2: ${problem}`]);
    }
    expect(previous).not.toBeNull();
    const whole = canonicalJson(last);
    const twice = canonicalJson({ ...last, sequence: 3, previous: await sha256(whole) });
    await stage.database.kysely
      .updateTable('document_records')
      .set({ body: whole, hash: await sha256(whole) })
      .where('sequence', '=', 2)
      .execute();
    const { id } = last;
    await stage.database.kysely
      .insertInto('document_records')
      .values({
        site: 'portal',
        member,
        sequence: 3,
        id: id.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
        hash: await sha256(twice),
        body: twice,
        evidence: null,
      })
      .execute();
    const { problems: doubled } = await verifyDocumentChain(stage.database, 'portal', member);
    expect(doubled).toEqual(['record 3: it says it is another record', 'record 3: its edition was accepted before']);
  });

  test('who publishes terms that nobody can be deemed to accept hears it at once, and not a month later', async ({
    stage,
  }) => {
    await publishTerms(stage);
    const key = await makeKey(stage, ['config:write']);
    const config = withTerms();
    const [terms] = config.documents as [Documents[number]];
    const [, second] = terms.editions as [TermsEdition, TermsEdition];
    const late = { ...second, label: '3', changes: [words('すぐに変わります', 'It changes at once')] };
    stage.clock.at = AFTER;
    const response = await stage.fetch('/v1/sites/portal/config', {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ ...config, documents: [{ ...terms, editions: [...terms.editions, late] }] }),
    });
    expect(response.status, await response.clone().text()).toBe(201);
    expect(((await response.json()) as { warnings: object[] }).warnings).toContainEqual({
      severity: 'warning',
      code: 'terms-undeemable',
      path: 'documents[0].editions[2].effectiveAt',
      received: late.effectiveAt,
      fix: expect.stringContaining('not deemed to accept'),
      source: expect.stringContaining('548条の4'),
    });
    const notice = {
      edition: '3',
      language: 'ja',
      channel: 'mail',
      members: [given('m-1', new Date(AFTER).toISOString())],
    };
    await outcome(await post(stage, `${TERMS}/notices`, notice));
    const stayed = await outcome(await post(stage, `${TERMS}/acceptances`, { edition: '3', members: ['m-1'] }));
    expect(stayed.refused).toEqual([{ member: 'm-1', code: 'notice-too-late' }]);
  });
});
