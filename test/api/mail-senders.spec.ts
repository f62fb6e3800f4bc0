import { jointUse } from '../fixtures/mail-config.ts';
import { expect, linesOf, onEachEngine, oneClick, portalConfig, refusal, statesOf, test } from './preference-stage.ts';

onEachEngine(() => {
  test('the sender asks right before a send, and is told who may be sent what, and why', async ({
    member,
    mail,
    senders,
  }) => {
    await (await member('m-on')).set('members-news', true, { frequency: 'weekly' });
    await (await member('m-off')).set('members-news', true);
    await (await member('m-off')).set('members-news', false);
    const check = async (topic: string, members: string[], more: object = {}) =>
      linesOf(await senders.call(senders.operator, 'POST', '/v1/mail/check', { topic, members, ...more }));
    expect(await check('members-news', ['m-off', 'm-none', 'm-on', 'm-on'])).toEqual([
      { member: 'm-off', send: false, reason: 'off' },
      { member: 'm-none', send: false, reason: 'never-chosen' },
      { member: 'm-on', send: true, reason: 'on', frequency: 'weekly' },
      { member: 'm-on', send: true, reason: 'on', frequency: 'weekly' },
    ]);
    expect(await check('account', ['m-off', 'm-none'])).toEqual([
      { member: 'm-off', send: true, reason: 'service' },
      { member: 'm-none', send: true, reason: 'service' },
    ]);
    expect(await check('members-news', ['m-on'], { channel: 'phone' })).toEqual([
      { member: 'm-on', send: false, reason: 'channel-not-offered' },
    ]);
    await oneClick(mail, await senders.stopPath('m-on'));
    expect(await check('members-news', ['m-on'])).toEqual([{ member: 'm-on', send: false, reason: 'off' }]);
    const many = Array.from({ length: 10_000 }, (_, index) => `m-${index}`);
    expect(await check('members-news', many)).toHaveLength(10_000);
    const tooMany = await senders.call(senders.operator, 'POST', '/v1/mail/check', {
      topic: 'members-news',
      members: [...many, 'm'],
    });
    expect(await refusal(tooMany)).toEqual([422, 'invalid-body']);
    const unknown = await senders.call(senders.operator, 'POST', '/v1/mail/check', {
      topic: 'nonsense',
      members: ['m'],
    });
    expect(await refusal(unknown)).toEqual([404, 'unknown-topic']);
  });

  test('an audience is everybody who has a topic on, page by page, each once', async ({ member, senders }) => {
    const names = Array.from({ length: 7 }, (_, index) => `member-with-a-name-of-more-than-sixteen-letters-${index}`);
    for (const name of names) await (await member(name)).set('members-news', true);
    await (await member('m-off')).set('energy-events', true);
    const page = async (query: string) =>
      linesOf(await senders.call(senders.operator, 'GET', `/v1/mail/audience?topic=members-news${query}`));
    const whole = await page('');
    expect(whole.at(-1)).toEqual({ next: null });
    expect(
      whole
        .slice(0, -1)
        .map(({ member: name }) => name)
        .sort(),
    ).toEqual(names);
    expect(whole[0]).toMatchObject({ frequency: 'monthly' });
    const found: unknown[] = [];
    for (let cursor = ''; ; ) {
      const lines = await page(`&limit=3${cursor}`);
      found.push(...lines.slice(0, -1).map(({ member: name }) => name));
      const next = lines.at(-1)?.next;
      if (next === null) break;
      cursor = `&cursor=${next}`;
    }
    expect(found.sort()).toEqual(names);
    for (const query of ['&limit=0', '&cursor=x', '&channel=fax', '&site=A'])
      expect(
        await refusal(await senders.call(senders.operator, 'GET', `/v1/mail/audience?topic=members-news${query}`)),
        query,
      ).toEqual([400, 'invalid-query']);
    expect(await refusal(await senders.call(senders.operator, 'GET', '/v1/mail/audience?topic=account'))).toEqual([
      400,
      'invalid-query',
    ]);
  });

  test('header fields name the one-click address first, and the links in them work', async ({
    member,
    mail,
    senders,
  }) => {
    const device = await member('m-1');
    await device.set('members-news', true);
    const [line] = await linesOf(
      await senders.call(senders.operator, 'POST', '/v1/mail/list-headers', {
        topic: 'members-news',
        members: [{ member: 'm-1', address: 'm-1@mail.example' }],
      }),
    );
    const { headers, unsubscribeUrl, preferencesUrls } = line as never as {
      headers: Record<string, string>;
      unsubscribeUrl: string;
      preferencesUrls: Record<string, string>;
    };
    expect(headers).toEqual({
      'List-Unsubscribe': `<${unsubscribeUrl}>, <mailto:stop@portal.example?subject=unsubscribe>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'List-Help': '<https://portal.example/contact/>',
      'List-Id': '<members-news.portal.consent.example.net>',
    });
    expect(unsubscribeUrl).toMatch(/^https:\/\/consent\.example\.net\/v1\/mail\/unsubscribe\/[\w.-]+$/);
    expect(`List-Unsubscribe: ${headers['List-Unsubscribe']}`.length).toBeLessThan(998);
    expect(preferencesUrls.en).toMatch(/^https:\/\/portal\.example\/en\/mail\/#noren-mail=/);
    expect(JSON.stringify(line)).not.toContain('mail.example');
    await oneClick(mail, new URL(unsubscribeUrl).pathname);
    expect(statesOf(await device.read())).toMatchObject({ 'members-news email': 'off' });
    const service = await senders.call(senders.operator, 'POST', '/v1/mail/list-headers', {
      topic: 'account',
      members: [{ member: 'm-1' }],
    });
    expect(await refusal(service)).toEqual([422, 'invalid-body']);
  });

  test('a group company sends and reads its own topics alone; what it may not is refused and audited', async ({
    member,
    mail,
    senders,
  }) => {
    await (await member('m-1')).set('energy-events', true);
    const ask = (topic: string) => ({ site: 'portal', topic, members: ['m-1'] });
    expect(await linesOf(await senders.call(senders.energy, 'POST', '/v1/mail/check', ask('energy-events')))).toEqual([
      { member: 'm-1', send: true, reason: 'on' },
    ]);
    const audience = await senders.call(senders.energy, 'GET', '/v1/mail/audience?site=portal&topic=energy-events');
    expect((await linesOf(audience))[0]).toEqual({ member: 'm-1' });
    const refused: [path: string, body: object | undefined, code: string][] = [
      ['/v1/mail/check', ask('members-news'), 'topic-of-another-company'],
      ['/v1/mail/check', ask('account'), 'operator-only'],
      [
        '/v1/mail/list-headers',
        { site: 'portal', topic: 'members-news', members: [{ member: 'm-1' }] },
        'topic-of-another-company',
      ],
      ['/v1/mail/audience?site=portal&topic=members-news', undefined, 'topic-of-another-company'],
      [
        '/v1/mail/reports',
        { reports: [{ member: 'm-1', kind: 'bounce', at: '2026-06-01T08:00:00Z', evidence: '5.1.1' }] },
        'operator-only',
      ],
      ['/v1/mail/proof', undefined, 'operator-only'],
    ];
    for (const [path, body, code] of refused) {
      const response = await senders.call(senders.energy, body ? 'POST' : 'GET', path, body);
      expect(await refusal(response), path).toEqual([403, code]);
    }
    const users = jointUse.users.map((user) => ({ ...user, signedAt: '2026-12-01' }));
    const later = portalConfig({ site: 'later', jointUse: { ...jointUse, users } });
    await mail.stage.api.publish(later, { actor: 'test' });
    const early = await senders.call(senders.energy, 'POST', '/v1/mail/check', {
      ...ask('energy-events'),
      site: 'later',
    });
    expect(await refusal(early)).toEqual([403, 'company-not-signed']);
    const rows = await mail.stage.database.kysely
      .selectFrom('audit_log')
      .selectAll()
      .where('detail', 'like', '%refused%')
      .execute();
    expect(rows).toHaveLength(refused.length + 1);
    for (const { site, actor, detail } of rows) {
      expect([site, actor.slice(0, 4)]).toEqual(['power', 'key:']);
      expect(JSON.parse(detail)).toMatchObject({ actingEntity: 'sample-energy' });
    }
  });

  test('a key without the scope, and no key, gets nothing', async ({ mail, senders }) => {
    for (const path of ['/v1/mail/check', '/v1/mail/list-headers', '/v1/mail/reports']) {
      expect(await refusal(await senders.call(mail.key, 'POST', path, {}))).toEqual([403, 'missing-scope']);
      expect(await refusal(await senders.call('none', 'POST', path, {}))).toEqual([401, 'key-required']);
    }
    for (const path of ['/v1/mail/audience?topic=members-news', '/v1/mail/proof'])
      expect(await refusal(await senders.call(mail.key, 'GET', path))).toEqual([403, 'missing-scope']);
  });

  test('a bounce silences every topic by e-mail, and keeps what lay under it; a complaint is a no', async ({
    member,
    senders,
  }) => {
    const device = await member('m-1');
    await device.switchOn('members-news', 'energy-events', { topic: 'members-news', channel: 'postal' });
    const report = async (entry: object) => {
      const reports = [{ kind: 'bounce', at: '2026-06-01T09:00:01Z', evidence: '550 5.1.1', ...entry }];
      return (await senders.call(senders.operator, 'POST', '/v1/mail/reports', { reports })).json();
    };
    expect(await report({ address: 'M-1@Mail.example' })).toEqual({
      suppressed: 1,
      repeated: 0,
      delivered: 0,
      refused: [],
    });
    expect(await report({ member: 'm-1' })).toEqual({ suppressed: 0, repeated: 1, delivered: 0, refused: [] });
    expect(statesOf(await device.read())).toEqual({
      'members-news email': 'suppressed',
      'members-news postal': 'on',
      'members-news sms': 'off',
      'energy-events email': 'suppressed',
      'account email': 'always',
    });
    const check = async (topic: string) =>
      (await linesOf(await senders.call(senders.operator, 'POST', '/v1/mail/check', { topic, members: ['m-1'] })))[0]
        ?.reason;
    expect([await check('members-news'), await check('account')]).toEqual(['bounce', 'service']);
    const audience = await senders.call(senders.operator, 'GET', '/v1/mail/audience?topic=members-news');
    expect(await linesOf(audience)).toEqual([{ next: null }]);
    expect(await report({ member: 'm-1', kind: 'complaint' })).toEqual({
      suppressed: 1,
      repeated: 0,
      delivered: 0,
      refused: [],
    });
    expect(await check('members-news')).toBe('complaint');
    expect(await report({ member: 'm-unknown' })).toEqual({
      suppressed: 0,
      repeated: 0,
      delivered: 0,
      refused: [{ index: 0, code: 'unknown' }],
    });
    expect(await report({ member: 'm-1', at: '2026-06-02T09:00:00Z' })).toMatchObject({
      refused: [{ index: 0, code: 'in-the-future' }],
    });
    const both = {
      reports: [{ member: 'm-1', address: 'a@b.example', kind: 'bounce', at: '2026-06-01T09:00:00Z', evidence: 'x' }],
    };
    expect(await refusal(await senders.call(senders.operator, 'POST', '/v1/mail/reports', both))).toEqual([
      422,
      'invalid-body',
    ]);
    const events = await device.history();
    expect(events.filter(({ kind }) => kind === 'suppress').map(({ topic, reason }) => `${topic} ${reason}`)).toEqual([
      'members-news complaint',
      'energy-events complaint',
      'null complaint',
      'members-news bounce',
      'energy-events bounce',
      'null bounce',
    ]);
  });

  test('how often keys have asked about members is noted once an hour, and no member', async ({ senders, mail }) => {
    const ask = (key: string, path: string, members: unknown[], topic = 'energy-events') =>
      senders.call(key, 'POST', path, { site: 'portal', topic, members });
    await ask(senders.energy, '/v1/mail/check', ['m-1', 'm-2']);
    await ask(senders.energy, '/v1/mail/check', ['m-3']);
    await ask(senders.operator, '/v1/mail/check', ['m-3']);
    await ask(senders.operator, '/v1/mail/list-headers', [{ member: 'm-1', address: 'm-1@mail.example' }]);
    // What is refused is noted at once, and is no use.
    await ask(senders.energy, '/v1/mail/check', ['m-1'], 'members-news');
    const noted = async () =>
      (
        await mail.stage.database.kysely
          .selectFrom('audit_log')
          .select(['site', 'action', 'detail'])
          .where('action', 'in', ['mail.check', 'mail.list-headers'])
          .orderBy('action')
          .orderBy('detail')
          .execute()
      ).map(({ site, action, detail }) => ({ site, action, ...JSON.parse(String(detail)) }));
    const refused = { action: 'mail.check', refused: 'topic-of-another-company', topic: 'members-news' };
    expect(await noted()).toMatchObject([refused]);
    const since = new Date(mail.stage.clock.at).toISOString();
    mail.stage.clock.at += 3_600_000;
    await mail.stage.api.sweep();
    await mail.stage.api.sweep();
    const use = { site: 'portal', action: 'mail.check', topic: 'energy-events', since };
    const rows = await noted();
    expect(rows).toHaveLength(4);
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining(refused),
        { ...use, actingEntity: 'sample-electric', calls: 1, members: 1 },
        { ...use, actingEntity: 'sample-energy', calls: 2, members: 3 },
        { ...use, action: 'mail.list-headers', actingEntity: 'sample-electric', calls: 1, members: 1 },
      ]),
    );
    expect(JSON.stringify(rows)).not.toContain('m-1');
  });
});
