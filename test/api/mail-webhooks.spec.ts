import dns from 'node:dns/promises';
import { syncBuiltinESMExports } from 'node:module';
import { createApi, openDatabase } from '@noren/api';
import { SECRET } from './fixture.ts';
import { test as base, expect, onEachEngine, oneClick, refusal } from './preference-stage.ts';
import { environmentOf, startServerProcess } from './server-process.ts';
import { type Receiver, startReceiver } from './webhook-receiver.ts';

const HOUR = 3_600_000;

interface Hook {
  readonly id: string;
  readonly secret: string;
}

const test = base.extend<{
  /** Told of everything on the operator's site from the beginning. */
  receiver: Receiver & { readonly hook: Hook };
  own(method: string, path: string, body?: object): Promise<Response>;
}>({
  own: async ({ senders }, use) => {
    await use((method, path, body) => senders.call(senders.operator, method, `/v1/mail/webhooks${path}`, body));
  },
  receiver: async ({ own }, use) => {
    const receiver = await startReceiver();
    const hook = (await (await own('POST', '', { url: receiver.url })).json()) as Hook;
    await use(Object.assign(receiver, { hook }));
    await receiver.stop();
  },
});

onEachEngine(() => {
  test('the sending system is told at once, signed, and a changed body is noticed', async ({
    mail,
    member,
    receiver,
  }) => {
    await (await member('m-1')).set('members-news', true, { frequency: 'weekly' });
    expect(await mail.stage.api.sendWebhooks()).toBe(1);
    const [told] = receiver.told;
    if (!told) throw new RangeError('nothing was told');
    expect(receiver.verify(receiver.hook.secret, told)).toEqual({
      type: 'mail.preference.changed',
      timestamp: '2026-06-01T09:00:00.000Z',
      data: {
        member: 'm-1',
        sequence: 1,
        site: 'portal',
        topic: 'members-news',
        channel: 'email',
        kind: 'on',
        state: 'on',
        frequency: 'weekly',
        source: 'preferences',
      },
    });
    expect(() => receiver.verify(receiver.hook.secret, { ...told, body: told.body.replace('m-1', 'm-2') })).toThrow();
    expect(() => receiver.verify('whsec_bm90IHRoZSBzZWNyZXQ=', told)).toThrow();
    expect(await mail.stage.api.sendWebhooks()).toBe(0);
  });

  test('a receiver that is down for a day is told everything afterwards, of each member in order', async ({
    mail,
    member,
    receiver,
    senders,
  }) => {
    receiver.answer = 503;
    const names = ['m-1', 'm-2', 'm-3'];
    for (const name of names) {
      const device = await member(name);
      await device.set('members-news', true);
      await device.set('energy-events', true);
      await oneClick(mail, await senders.stopPath(name));
    }
    for (let hour = 0; hour < 24; hour += 1) {
      await mail.stage.api.sendWebhooks();
      mail.stage.clock.at += HOUR;
    }
    // Whoever waits has only its first entry tried.
    expect(new Set(receiver.told.map(({ data }) => data.sequence))).toEqual(new Set([1]));
    const tries = receiver.told.length / names.length;
    expect(tries).toBeLessThan(40);
    receiver.told.length = 0;
    receiver.answer = 204;
    mail.stage.clock.at += HOUR;
    expect(await mail.stage.api.sendWebhooks()).toBe(9);
    for (const name of names) {
      const own = receiver.told.filter(({ data }) => data.member === name);
      expect(own.map(({ data }) => [data.sequence, data.topic, data.state])).toEqual([
        [1, 'members-news', 'on'],
        [2, 'energy-events', 'on'],
        [3, 'members-news', 'off'],
      ]);
    }
  });

  test('after three days it is given up and listed, told again on demand with the same id, and holds up nothing', async ({
    mail,
    member,
    receiver,
    own,
  }) => {
    receiver.answer = 500;
    const device = await member('m-1');
    await device.set('members-news', true);
    for (let hour = 0; hour < 74; hour += 1) {
      await mail.stage.api.sendWebhooks();
      mail.stage.clock.at += HOUR;
    }
    const { dead } = (await (await own('GET', `/${receiver.hook.id}/dead`)).json()) as {
      dead: { id: string; failure: string }[];
    };
    expect(dead).toMatchObject([{ failure: 'answered 500' }]);
    const [listed] = ((await (await own('GET', '')).json()) as { webhooks: object[] }).webhooks;
    expect(listed).toMatchObject({ id: receiver.hook.id, waiting: 0, dead: 1 });
    expect(JSON.stringify(listed)).not.toContain('whsec');
    receiver.answer = 204;
    receiver.told.length = 0;
    await (await member('m-1')).set('members-news', false);
    expect(await mail.stage.api.sendWebhooks()).toBe(1);
    expect(await (await own('POST', `/${receiver.hook.id}/replay`, { dead: true })).json()).toEqual({ queued: 1 });
    expect(await mail.stage.api.sendWebhooks()).toBe(1);
    expect(receiver.told.map(({ id, data }) => [id === dead[0]?.id, data.sequence])).toEqual([
      [false, 2],
      [true, 1],
    ]);
  });

  test('everything after an entry is told once more, with the same ids, so that a receiver can take each once', async ({
    mail,
    member,
    receiver,
    own,
  }) => {
    for (const name of ['m-1', 'm-2', 'm-3']) {
      await (await member(name)).set('members-news', true);
      mail.stage.clock.at += 1000;
    }
    await mail.stage.api.sendWebhooks();
    const first = receiver.told.map(({ id, body }) => [id, body] as const).sort();
    receiver.told.length = 0;
    expect(await (await own('POST', `/${receiver.hook.id}/replay`, { after: first[0]?.[0] })).json()).toEqual({
      queued: 2,
    });
    await mail.stage.api.sendWebhooks();
    expect(receiver.told.map(({ id, body }) => [id, body]).sort()).toEqual(first.slice(1));
    for (const body of [{}, { after: 'x' }, { after: first[0]?.[0], dead: true }])
      expect(await refusal(await own('POST', `/${receiver.hook.id}/replay`, body))).toEqual([422, 'invalid-body']);
  });

  test('what was chosen in one go is told once more from any of it on', async ({ mail, member, receiver, own }) => {
    await (await member('m-1')).switchOn(
      'members-news',
      { topic: 'members-news', channel: 'postal' },
      { topic: 'members-news', channel: 'sms' },
    );
    expect(await mail.stage.api.sendWebhooks()).toBe(3);
    const ids = receiver.told.map(({ id }) => id).sort();
    receiver.told.length = 0;
    const replay = await own('POST', `/${receiver.hook.id}/replay`, { after: ids.at(-1) });
    expect(await replay.json()).toEqual({ queued: 2 });
    await mail.stage.api.sendWebhooks();
    expect(receiver.told.map(({ id }) => id).sort()).toEqual(ids.slice(0, -1));
  });

  test('a receiver that answers in another protocol is tried again, and stops nothing', async ({
    mail,
    member,
    receiver,
  }) => {
    receiver.answer = 101;
    await (await member('m-1')).set('members-news', true);
    expect(await mail.stage.api.sendWebhooks()).toBe(0);
    const [row] = await mail.stage.database.kysely.selectFrom('mail_deliveries').selectAll().execute();
    expect(row?.failure).toBe('another protocol');
    receiver.answer = 204;
    mail.stage.clock.at += HOUR;
    expect(await mail.stage.api.sendWebhooks()).toBe(1);
  });

  test('while a secret is being replaced both verify, and a day later the new one alone', async ({
    mail,
    member,
    receiver,
    own,
  }) => {
    const { secret } = (await (await own('POST', `/${receiver.hook.id}/secret`)).json()) as Hook;
    const device = await member('m-1');
    await device.set('members-news', true);
    await mail.stage.api.sendWebhooks();
    for (const one of [receiver.hook.secret, secret])
      expect(() => receiver.verify(one, receiver.told[0] as never)).not.toThrow();
    mail.stage.clock.at += 25 * HOUR;
    await (await member('m-1')).set('members-news', false);
    await mail.stage.api.sendWebhooks();
    expect(() => receiver.verify(secret, receiver.told[1] as never)).not.toThrow();
    expect(() => receiver.verify(receiver.hook.secret, receiver.told[1] as never)).toThrow();
  });

  test('a redirect is not followed, and a private address is told nothing where none is allowed', async ({
    mail,
    member,
    receiver,
    own,
  }) => {
    const other = await startReceiver();
    receiver.answer = other.url;
    await (await member('m-1')).set('members-news', true);
    await mail.stage.api.sendWebhooks();
    expect(receiver.told).toHaveLength(1);
    expect(other.told).toEqual([]);
    receiver.answer = 204;
    receiver.told.length = 0;
    const { database } = mail.stage;
    const now = () => new Date(mail.stage.clock.at);
    for (const allowPrivateHosts of [undefined, ['10.0.0.0/8', '::1', '127.0.0.2', '128.0.0.0/1']]) {
      const strict = createApi({ database, secret: SECRET, now, allowPrivateHosts });
      mail.stage.clock.at += HOUR;
      await strict.sendWebhooks();
      expect(receiver.told, String(allowPrivateHosts)).toEqual([]);
    }
    const [row] = await database.kysely.selectFrom('mail_deliveries').selectAll().execute();
    expect(row?.failure).toContain('private network');
    mail.stage.clock.at += HOUR;
    await createApi({ database, secret: SECRET, now, allowPrivateHosts: ['127.0.0.0/24'] }).sendWebhooks();
    expect(receiver.told).toHaveLength(1);
    expect(() => createApi({ database, secret: SECRET, allowPrivateHosts: ['127.0.0.1/33'] })).toThrow(
      'invalid-network',
    );
    for (const url of ['http://www.example.jp/hook', 'ftp://www.example.jp', 'https://u:p@www.example.jp/', 'x'])
      expect(await refusal(await own('POST', '', { url })), url).toEqual([422, 'invalid-body']);
    await other.stop();
  });

  test('a group company is told of its own topics alone, and nobody handles another site’s webhooks', async ({
    mail,
    member,
    receiver,
    senders,
  }) => {
    const energy = await startReceiver();
    const made = await senders.call(senders.energy, 'POST', '/v1/mail/webhooks', { url: energy.url });
    const { id, secret } = (await made.json()) as Hook;
    const device = await member('m-1');
    await device.saved({
      changes: [
        { topic: 'members-news', on: true },
        { topic: 'energy-events', on: true },
      ],
      untrackedLinks: true,
    });
    await mail.stage.api.sendWebhooks();
    expect(energy.told.map(({ data }) => data.topic)).toEqual(['energy-events']);
    expect(() => energy.verify(secret, energy.told[0] as never)).not.toThrow();
    expect(receiver.told).toHaveLength(3);
    for (const [method, path] of [
      ['DELETE', ''],
      ['POST', '/secret'],
      ['GET', '/dead'],
    ] as const) {
      const answer = await senders.call(senders.energy, method, `/v1/mail/webhooks/${receiver.hook.id}${path}`);
      expect(await refusal(answer)).toEqual([404, 'unknown-webhook']);
    }
    expect((await senders.call(senders.energy, 'DELETE', `/v1/mail/webhooks/${id}`)).status).toBe(200);
    await device.set('energy-events', false);
    await mail.stage.api.sendWebhooks();
    expect(energy.told).toHaveLength(1);
    expect(await refusal(await senders.call(mail.key, 'POST', '/v1/mail/webhooks', { url: energy.url }))).toEqual([
      403,
      'missing-scope',
    ]);
    await energy.stop();
  });

  test('a receiver that never answers holds up no other', async ({ mail, member, receiver, senders }) => {
    const energy = await startReceiver();
    await senders.call(senders.energy, 'POST', '/v1/mail/webhooks', { url: energy.url });
    energy.answer = 503;
    const names = Array.from({ length: 25 }, (_, index) => `m-${index}`);
    for (const name of names) await (await member(name)).set('energy-events', true);
    await expect.poll(() => receiver.told.length).toBe(names.length);
    energy.answer = 0;
    mail.stage.clock.at += HOUR;
    const hanging = mail.stage.api.sendWebhooks();
    await expect.poll(() => energy.waiting).toBe(20);
    await (await member('m-1')).set('members-news', true);
    await expect.poll(() => receiver.told.at(-1)?.data.topic).toBe('members-news');
    expect(energy.waiting, 'asked all the while, and no more than that').toBe(20);
    await energy.stop();
    await hanging;
  });

  test('a name whose look-up is slow is looked up once for everybody, and what it tells at last is judged', async ({
    mail,
    member,
    own,
  }) => {
    await own('POST', '', { url: 'https://slow.example.jp/hook' });
    for (const name of ['m-1', 'm-2', 'm-3']) await (await member(name)).set('members-news', true);
    const { lookup } = dns;
    const { kysely } = mail.stage.database;
    const strict = createApi({
      database: mail.stage.database,
      secret: SECRET,
      now: () => new Date(mail.stage.clock.at),
    });
    let asked = 0;
    const { promise, resolve } = Promise.withResolvers<{ address: string; family: number }[]>();
    dns.lookup = (() => {
      asked += 1;
      return promise;
    }) as never;
    syncBuiltinESMExports();
    try {
      const sending = strict.sendWebhooks();
      const isTaken = kysely.selectFrom('mail_deliveries').selectAll().where('attempts', '=', 1);
      await expect.poll(async () => (await isTaken.execute()).length).toBe(3);
      // Whoever has not asked yet asks while others wait.
      await expect.poll(() => asked).toBeGreaterThan(0);
      for (let turn = 0; turn < 50; turn += 1) await isTaken.execute();
      expect(asked).toBe(1);
      resolve([
        { address: '203.0.114.1', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ]);
      expect(await sending).toBe(0);
      // The stage's own API looks for what is due as well, and nobody waits for what it has taken.
      const failures = async () => (await isTaken.execute()).map(({ failure }) => failure);
      await expect.poll(failures).toEqual(Array(3).fill('an address of a private network'));
    } finally {
      dns.lookup = lookup;
      syncBuiltinESMExports();
    }
  });

  test('a bounce, a complaint and a departure are told too', async ({ mail, member, receiver, senders }) => {
    await (await member('m-1')).set('members-news', true);
    const report = { member: 'm-1', kind: 'bounce', at: '2026-06-01T09:00:01Z', evidence: '5.1.1' };
    await senders.call(senders.operator, 'POST', '/v1/mail/reports', { reports: [report] });
    await senders.call(senders.operator, 'POST', '/v1/sites/portal/members/departures', { members: ['m-1'] });
    await mail.stage.api.sendWebhooks();
    expect(receiver.told.map(({ data }) => [data.topic, data.state, data.reason])).toEqual([
      ['members-news', 'on', undefined],
      [null, 'suppressed', 'bounce'],
      ['members-news', 'suppressed', 'bounce'],
      [null, 'suppressed', 'withdrawal'],
      ['members-news', 'suppressed', 'withdrawal'],
    ]);
  });

  test('killed while a webhook is under way, nothing is lost, and nothing with the same id differs', async ({
    receiver,
    location,
    senders,
  }) => {
    const path = await senders.stopPath('m-1');
    receiver.answer = 0;
    const process = await startServerProcess({ ...environmentOf(location), NOREN_ALLOW_PRIVATE_HOSTS: '127.0.0.0/8' });
    const clicked = await fetch(`${process.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(clicked.status).toBe(200);
    await expect.poll(() => receiver.told.length).toBe(1);
    process.child.kill('SIGKILL');
    await process.ended;
    receiver.answer = 204;
    const database = await openDatabase(location);
    const api = createApi({
      database,
      secret: SECRET,
      allowPrivateHosts: true,
      now: () => new Date(Date.now() + 5 * 60_000),
    });
    expect(await api.sendWebhooks()).toBe(1);
    expect(await api.sendWebhooks()).toBe(0);
    await api.close();
    const [before, after] = receiver.told;
    expect(after?.id).toBe(before?.id);
    expect(after?.body).toBe(before?.body);
    expect(after?.data).toMatchObject({ member: 'm-1', state: 'off', source: 'one-click' });
  });
});
