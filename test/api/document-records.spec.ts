import { eraseMember, verifyDocumentChain } from '@noren/api';
import { canonicalJson, sha256 } from '@noren/model/publish';
import type { AcceptanceRecord } from '@noren/model/schema';
import { createLocalJWKSet, flattenedVerify, type JSONWebKeySet } from 'jose';
import { expect, onEachEngine, test } from './fixture.ts';
import {
  AFTER,
  type Documents,
  given,
  keptOf,
  keyOf,
  makeKey,
  outcome,
  post,
  publishTerms,
  stay,
  TERMS,
  type TermsEdition,
  tell,
  withTerms,
  words,
} from './terms-stage.ts';

onEachEngine(() => {
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
