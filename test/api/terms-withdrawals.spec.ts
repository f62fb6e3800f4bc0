import { eraseMember, verifyDocumentChain } from '@noren/api';
import { expect, onEachEngine, test } from './fixture.ts';
import { sampleConfig } from './sample-config.ts';
import {
  AFTER,
  given,
  keptOf,
  makeKey,
  outcome,
  post,
  publishTerms,
  stay,
  TERMS,
  tell,
  withTerms,
} from './terms-stage.ts';

onEachEngine(() => {
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
});
