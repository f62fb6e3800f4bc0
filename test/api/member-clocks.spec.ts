import { createServerKey } from '@noren/api';
import { expect, linesOf, onEachEngine, oneClick, refusal, test } from './preference-stage.ts';

const DAY = 86_400_000;
const PATH = '/v1/sites/portal/members/clocks';

onEachEngine(() => {
  test('a year without anything done signed in is told, and six months of mail that came back; not that nothing was sent', async ({
    mail,
    member,
    senders,
  }) => {
    const { stage } = mail;
    const key = await createServerKey(stage.database, { site: 'portal', scopes: ['members:read'], label: 'office' });
    const at = () => new Date(stage.clock.at).toISOString();
    const clocks = async (...members: string[]) =>
      linesOf(await senders.call(key, 'POST', PATH, { members: members.length > 0 ? members : ['m-1'] }));
    const report = async (kind: string) =>
      (
        await senders.call(senders.operator, 'POST', '/v1/mail/reports', {
          reports: [{ member: 'm-1', kind, at: at(), evidence: '<a@b>' }],
        })
      ).json();
    const unknown = { activeAt: null, bouncedAt: null, lastBouncedAt: null, unused: false, unreachable: false };
    expect(await clocks('m-1', 'm-2')).toEqual([
      { member: 'm-1', ...unknown },
      { member: 'm-2', ...unknown },
    ]);

    const active = at();
    await (await member('m-1')).switchOn('members-news', 'energy-events');
    const path = await senders.stopPath('m-1');
    stage.clock.at += 10 * DAY;
    // Whoever has the mail pressed it: that is nobody's sign-in. And refusing mail is no bounce.
    expect((await oneClick(mail, path)).status).toBe(200);
    expect(await clocks()).toEqual([{ member: 'm-1', ...unknown, activeAt: active }]);

    const first = at();
    expect(await report('bounce')).toMatchObject({ suppressed: 1 });
    stage.clock.at += 200 * DAY;
    // Nothing was sent since, so nothing came back.
    const once = { member: 'm-1', ...unknown, activeAt: active, bouncedAt: first, lastBouncedAt: first };
    expect(await clocks()).toEqual([once]);
    expect(await report('bounce')).toMatchObject({ repeated: 1 });
    expect(await clocks()).toEqual([{ ...once, lastBouncedAt: at(), unreachable: true }]);

    stage.clock.at = Date.parse(active) + 365 * DAY - 1;
    expect(await clocks()).toMatchObject([{ unused: false }]);
    stage.clock.at += 1;
    expect(await clocks()).toMatchObject([{ unused: true }]);
    await (await member('m-1')).set('energy-events', false);
    expect(await clocks()).toMatchObject([{ activeAt: at(), unused: false, unreachable: true }]);

    expect(await report('complaint')).toMatchObject({ suppressed: 1 });
    expect(await clocks()).toMatchObject([{ bouncedAt: null, lastBouncedAt: null, unreachable: false }]);

    await senders.call(senders.operator, 'POST', '/v1/sites/portal/members/departures', { members: ['m-1'] });
    expect(await clocks()).toEqual([{ member: 'm-1', ...unknown }]);
  });

  test('a mail that arrived ends the time for which mail came back, whenever it is told, and lifts no silence', async ({
    mail,
    member,
    senders,
  }) => {
    const { stage } = mail;
    const key = await createServerKey(stage.database, { site: 'portal', scopes: ['members:read'], label: 'office' });
    const start = stage.clock.at;
    const day = (count: number) => new Date(start + count * DAY).toISOString();
    const report = async (...reports: [kind: string, day: number][]) =>
      (
        await senders.call(senders.operator, 'POST', '/v1/mail/reports', {
          reports: reports.map(([kind, count]) => ({ member: 'm-1', kind, at: day(count), evidence: '<a@b>' })),
        })
      ).json();
    const clocks = async () => (await linesOf(await senders.call(key, 'POST', PATH, { members: ['m-1'] })))[0];
    await (await member('m-1')).switchOn('members-news');
    stage.clock.at += 400 * DAY;
    expect(await report(['bounce', 10], ['bounce', 250])).toMatchObject({ suppressed: 1, repeated: 1, delivered: 0 });
    expect(await clocks()).toMatchObject({ bouncedAt: day(10), lastBouncedAt: day(250), unreachable: true });
    expect(await report(['delivery', 100])).toEqual({ suppressed: 0, repeated: 0, delivered: 1, refused: [] });
    expect(await clocks()).toMatchObject({ bouncedAt: day(250), lastBouncedAt: day(250), unreachable: false });
    // Told late: of before the mail that arrived, and an older delivery.
    await report(['bounce', 40], ['delivery', 5], ['bounce', 270]);
    expect(await clocks()).toMatchObject({ bouncedAt: day(250), lastBouncedAt: day(270) });
    await report(['delivery', 300]);
    expect(await clocks()).toMatchObject({ bouncedAt: null, lastBouncedAt: null, unreachable: false });
    const members = stage.database.kysely.selectFrom('mail_members').select('suppressed');
    expect(await members.execute()).toEqual([{ suppressed: 'bounce' }]);
    expect(await report(['delivery', 500])).toMatchObject({ refused: [{ index: 0, code: 'in-the-future' }] });
  });

  test('a sign-in on a page is activity until it ends, and only a key of the operator may ask', async ({
    mail,
    provider,
    senders,
  }) => {
    const { stage } = mail;
    const key = (site: string) => createServerKey(stage.database, { site, scopes: ['members:read'], label: 'office' });
    const reader = mail.reader();
    await reader.choose({ identification: true });
    const signedIn = await reader.signIn(await provider.token('m-7'));
    expect(signedIn.status).toBe(200);
    const [row] = await stage.database.kysely.selectFrom('attachments').select('ends_at').execute();
    const now = new Date(stage.clock.at).toISOString();
    const operator = await key('portal');
    const ask = (bearer: string, path = PATH, body: object = { members: ['m-7'] }) =>
      senders.call(bearer, 'POST', path, body);
    expect(await linesOf(await ask(operator))).toMatchObject([{ member: 'm-7', activeAt: now, unused: false }]);
    stage.clock.at += 30 * DAY;
    const ended = new Date(Number(row?.ends_at)).toISOString();
    expect(await linesOf(await ask(operator))).toMatchObject([{ activeAt: ended }]);

    expect(await refusal(await ask(senders.operator))).toEqual([403, 'missing-scope']);
    const energy = await key('power');
    expect(await refusal(await ask(energy))).toEqual([403, 'wrong-site-key']);
    expect(await refusal(await ask(energy, '/v1/sites/power/members/clocks'))).toEqual([403, 'operator-only']);
    for (const body of [{}, { members: [] }, { members: ['m-1'], all: true }, { members: Array(1001).fill('m-1') }])
      expect(await refusal(await ask(operator, PATH, body))).toEqual([422, 'invalid-body']);
    const audit = await stage.database.kysely
      .selectFrom('audit_log')
      .select('detail')
      .where('action', '=', 'members.clocks')
      .execute();
    expect(audit.some(({ detail }) => String(detail).includes('operator-only'))).toBe(true);
    expect(JSON.stringify(audit)).not.toContain('m-7');
  });
});
