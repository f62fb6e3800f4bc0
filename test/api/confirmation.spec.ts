import { type MailServer, startMailServer } from './mail-server.ts';
import {
  test as base,
  type Device,
  Device as DeviceOf,
  expect,
  linesOf,
  onEachEngine,
  portalConfig,
  refusal,
  statesOf,
} from './preference-stage.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const MINUTE = 60_000;

const test = base.extend<{ post: MailServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
  post: async ({}, use) => {
    const server = await startMailServer();
    await use(server);
    await server.stop();
  },
  options: async ({ options, post }, use) => use({ ...options, smtp: { url: post.url } }),
});

onEachEngine(() => {
  const unverified = { email: 'm-1@mail.example', email_verified: false };
  const linkIn = (text = ''): string => {
    const url = new URL(/https:\S+\/v1\/mail\/confirm\/\S+/.exec(text)?.[0] ?? '');
    return url.pathname + url.search;
  };

  test('an address that is not verified is asked by mail, and nothing is sent before the answer', async ({
    mail,
    member,
    post,
    senders,
  }) => {
    const device = await member('m-1', unverified);
    expect(statesOf(await device.set('members-news', true))).toMatchObject({ 'members-news email': 'pending' });
    await mail.stage.api.sendConfirmations();
    const [letter] = post.mails;
    expect(letter?.recipients).toEqual(['m-1@mail.example']);
    expect(letter?.from).toEqual({ name: 'サンプル電機 会員事務局', address: 'members@portal.example' });
    expect(letter?.subject).toBe('【サンプル電機 会員事務局】メール配信の確認（お手続きが必要です）');
    const headers = Object.fromEntries((letter?.headers ?? []).map(({ key, value }) => [key, value]));
    expect(headers).toMatchObject({
      'auto-submitted': 'auto-generated',
      'content-language': 'ja',
      'mime-version': '1.0',
    });
    expect(headers).not.toHaveProperty('list-unsubscribe');
    expect(letter?.messageId).toMatch(/^<[0-9a-f-]{36}@portal\.example>$/);
    expect(letter?.date).toBe('2026-06-01T09:00:00.000Z');
    for (const part of [letter?.text ?? '', letter?.html ?? '']) {
      for (const words of [
        '会員ニュース',
        'サンプル電機 会員事務局',
        '東京都港区例町 2-3-4',
        'https://portal.example/contact/',
        '2026年6月8日',
      ])
        expect(part).toContain(words);
      expect(linkIn(part.replaceAll('"', ' ').replaceAll('&amp;', '&').replaceAll('<', ' '))).toBe(
        linkIn(letter?.text),
      );
    }
    expect(letter?.html).not.toMatch(/<img|<script|<link|src=/);

    const check = async () =>
      (
        await linesOf(
          await senders.call(senders.operator, 'POST', '/v1/mail/check', { topic: 'members-news', members: ['m-1'] }),
        )
      )[0];
    expect(await check()).toMatchObject({ send: false, reason: 'pending' });
    // A scanner opens the link.
    const path = linkIn(letter?.text);
    const page = await mail.stage.fetch(path);
    expect(await page.text()).toContain('配信を希望する');
    expect(await check()).toMatchObject({ send: false });
    const press = () => mail.stage.fetch(path, { method: 'POST', headers: FORM, body: 'act=confirm' });
    for (let time = 1; time <= 2; time += 1) {
      const answer = await press();
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('確認しました');
    }
    expect(await check()).toMatchObject({ send: true });
    const events = await device.history();
    expect(events.map(({ kind, state, source, actor }) => [kind, state, source, actor])).toEqual([
      ['confirm', 'on', 'confirmation-page', 'mail-holder'],
      ['request', 'pending', 'preferences', 'member'],
    ]);
    // The address is kept no longer than until the mail has left.
    const queue = await mail.stage.database.kysely.selectFrom('mail_queue').selectAll().execute();
    expect(queue.map(({ sealed, next_at }) => [sealed, next_at])).toEqual([[null, null]]);
  });

  test('the mail is written in the language in which it was asked for', async ({ mail, member, post }) => {
    const device = await member('m-1', unverified);
    const response = await device.call('GET', '?language=en');
    const { wording } = (await response.json()) as { wording: string };
    const body = { wording, changes: [{ topic: 'energy-events', on: true }] };
    expect((await device.call('PATCH', '', body, { 'if-match': '*' })).status).toBe(200);
    await mail.stage.api.sendConfirmations();
    expect(post.mails[0]?.subject).toBe('Sample Electric Members’ Office: please confirm your mail');
    expect(post.mails[0]?.text).toContain('Energy courses (Sample Energy)');
    expect(await (await mail.stage.fetch(linkIn(post.mails[0]?.text))).text()).toContain('<html lang="en">');
  });

  test('by the link of a mail topics are switched on after a confirmation only, and only where the address is known', async ({
    mail,
    post,
    senders,
  }) => {
    const known = new DeviceOf(mail, await senders.pageToken('m-1', 'm-1@mail.example'));
    expect(statesOf(await known.set('energy-events', true))).toMatchObject({ 'energy-events email': 'pending' });
    await mail.stage.api.sendConfirmations();
    expect(post.mails).toHaveLength(1);
    const unknown = new DeviceOf(mail, await senders.pageToken('m-2'));
    const refused = await unknown.save({ changes: [{ topic: 'energy-events', on: true }] });
    expect(await refusal(refused)).toEqual([409, 'address-required']);
  });

  test('a mail server that is down loses nothing: the mail waits, and leaves once', async ({ mail, member, post }) => {
    await post.stop();
    await (await member('m-1', unverified)).set('members-news', true);
    for (let minute = 0; minute < 5; minute += 1) {
      expect(await mail.stage.api.sendConfirmations()).toBe(0);
      mail.stage.clock.at += MINUTE;
    }
    const [row] = await mail.stage.database.kysely.selectFrom('mail_queue').selectAll().execute();
    expect(row?.attempts).toBeGreaterThan(1);
    expect(row?.sealed).not.toContain('mail.example');
    await post.restart();
    mail.stage.clock.at += 60 * MINUTE;
    await Promise.all([mail.stage.api.sendConfirmations(), mail.stage.api.sendConfirmations()]);
    await mail.stage.api.sendConfirmations();
    expect(post.mails).toHaveLength(1);
  });

  test('an address that bounces during the opt-in is silenced, and works again once a mail to it is answered', async ({
    mail,
    member,
    post,
    senders,
  }) => {
    const device = await member('m-1', unverified);
    post.refuse = { code: 550, text: '5.1.1 no such user' };
    await device.set('members-news', true);
    await mail.stage.api.sendConfirmations();
    expect(statesOf(await device.read())).toMatchObject({
      'members-news email': 'suppressed',
      'energy-events email': 'suppressed',
    });
    post.refuse = undefined;
    mail.stage.clock.at += 2 * MINUTE;
    const mended = await member('m-1');
    await mended.read();
    // What is asked for lies under the suppression, and is told.
    const [news, events] = (await mended.set('members-news', true)).topics;
    expect(news?.channels[0]).toMatchObject({ state: 'suppressed', reason: 'bounce', under: 'pending' });
    expect(events?.channels[0]).toMatchObject({ state: 'suppressed', under: 'off' });
    await mail.stage.api.sendConfirmations();
    const path = linkIn(post.mails[0]?.text);
    expect((await mail.stage.fetch(path, { method: 'POST', headers: FORM, body: 'act=confirm' })).status).toBe(200);
    expect(statesOf(await mended.read())).toMatchObject({ 'members-news email': 'on', 'energy-events email': 'off' });
    // A bounce of before says nothing any more.
    const old = { member: 'm-1', kind: 'bounce', at: '2026-06-01T09:00:00Z', evidence: '5.1.1' };
    const answer = await senders.call(senders.operator, 'POST', '/v1/mail/reports', { reports: [old] });
    expect(await answer.json()).toMatchObject({ refused: [{ index: 0, code: 'outdated' }] });
    expect((await mended.history()).map(({ kind }) => kind).slice(0, 2)).toEqual(['confirm', 'lift']);
  });

  test('what is not the member’s fault is tried again, and silences nobody', async ({ mail, member, post }) => {
    const device = await member('m-1', unverified);
    await device.set('members-news', true);
    const troubles = [
      { refuse: { code: 452, text: '4.2.2 mailbox full' } },
      { refuse: { code: 550, text: '5.7.1 relaying denied' } },
      { refuse: { code: 552, text: 'too much mail' } },
      { refuseSender: { code: 550, text: '5.1.8 sender unknown' } },
    ];
    for (const trouble of troubles) {
      Object.assign(post, { refuse: undefined, refuseSender: undefined }, trouble);
      expect(await mail.stage.api.sendConfirmations()).toBe(0);
      expect(statesOf(await device.read())).toMatchObject({ 'members-news email': 'pending' });
      mail.stage.clock.at += 10 * MINUTE;
    }
    Object.assign(post, { refuse: undefined, refuseSender: undefined });
    expect(await mail.stage.api.sendConfirmations()).toBe(1);
  });

  test('a confirmation expires, and one that was taken back or asked for anew confirms nothing', async ({
    mail,
    member,
    post,
  }) => {
    const device = await member('m-1', unverified);
    const press = (path: string) => mail.stage.fetch(path, { method: 'POST', headers: FORM, body: 'act=confirm' });
    const ask = async (): Promise<string> => {
      mail.stage.clock.at += 2 * MINUTE;
      await device.set('members-news', true);
      await mail.stage.api.sendConfirmations();
      return linkIn(post.mails.at(-1)?.text);
    };
    const first = await ask();
    const second = await ask();
    expect(second).not.toBe(first);
    expect((await press(first)).status).toBe(409);
    await device.set('members-news', false);
    expect((await press(second)).status).toBe(409);
    expect(await (await mail.stage.fetch(second)).text()).toContain('この確認は不要になりました');
    const third = await ask();
    mail.stage.clock.at += 8 * 86_400_000;
    expect((await press(third)).status).toBe(410);
    expect((await mail.stage.fetch(third)).status).toBe(410);
    expect((await press(`${third.split('?')[0]}x`)).status).toBe(400);
    await mail.stage.api.sweep();
    expect(await mail.stage.database.kysely.selectFrom('mail_queue').selectAll().execute()).toEqual([]);
  });

  test('a mail to an address that the member has given up since confirms nothing', async ({ mail, member, post }) => {
    await (await member('m-1', unverified)).set('members-news', true);
    await mail.stage.api.sendConfirmations();
    const path = linkIn(post.mails[0]?.text);
    const device = await member('m-1', { ...unverified, email: 'new@mail.example' });
    await device.saved({ untrackedLinks: true });
    expect((await mail.stage.fetch(path)).status).toBe(409);
    const answer = await mail.stage.fetch(path, { method: 'POST', headers: FORM, body: 'act=confirm' });
    expect(answer.status).toBe(409);
    expect(statesOf(await device.read())).toMatchObject({ 'members-news email': 'pending' });
  });

  test('an address that a link names takes the place of the known one when a mail to it is answered, not before', async ({
    mail,
    member,
    post,
    senders,
  }) => {
    await (await member('m-1')).set('members-news', true);
    const arrivedAt = async (address: string) => {
      const at = new Date(mail.stage.clock.at).toISOString();
      const reports = [{ address, kind: 'delivery', at, evidence: '2.0.0' }];
      const answer = await senders.call(senders.operator, 'POST', '/v1/mail/reports', { reports });
      return ((await answer.json()) as { delivered: number }).delivered;
    };
    const ask = async () => {
      mail.stage.clock.at += 2 * MINUTE;
      const holder = new DeviceOf(mail, await senders.pageToken('m-1', 'typo@mail.example'));
      await holder.set('energy-events', true);
      await mail.stage.api.sendConfirmations();
      expect(post.mails.at(-1)?.recipients).toEqual(['typo@mail.example']);
      return linkIn(post.mails.at(-1)?.text);
    };
    const press = (path: string) => mail.stage.fetch(path, { method: 'POST', headers: FORM, body: 'act=confirm' });
    const first = await ask();
    expect([await arrivedAt('m-1@mail.example'), await arrivedAt('typo@mail.example')]).toEqual([1, 0]);
    // Who asks what is kept about that address is told of it all the same.
    const proof = { 'noren-address': 'typo@mail.example' };
    const told = await senders.call(senders.operator, 'GET', '/v1/mail/proof', undefined, proof);
    expect(await told.text()).toContain('"state":"pending"');
    // The member has said another address since: nobody has been asked there.
    await (await member('m-1', { email: 'new@mail.example', email_verified: true })).saved({ untrackedLinks: true });
    expect([(await mail.stage.fetch(first)).status, (await press(first)).status]).toEqual([409, 409]);
    const second = await ask();
    expect((await press(second)).status).toBe(200);
    expect([await arrivedAt('new@mail.example'), await arrivedAt('typo@mail.example')]).toEqual([0, 1]);
    expect((await press(second)).status).toBe(200);
  });

  test('what waited for an answer when all was stopped does not come back with an undo, and none is offered', async ({
    mail,
    member,
    senders,
  }) => {
    const device = await member('m-1', unverified);
    await device.set('members-news', true);
    expect((await device.saved({ stopAll: true })).batch).toBeNull();
    const [entry] = await device.history();
    const batch = String(entry?.batch);
    mail.stage.clock.at += MINUTE;
    await device.set('members-news', true);
    const path = await senders.stopPath('m-1');
    const page = await (await mail.stage.fetch(path, { method: 'POST', headers: FORM, body: 'act=stop-all' })).text();
    expect(page).toContain('<p class="told"');
    expect(page).not.toContain('name="batch"');
    await device.read();
    expect(await refusal(await device.save({ undo: batch }))).toEqual([409, 'too-late-to-undo']);
    expect(statesOf(await device.read())).toMatchObject({ 'members-news email': 'off' });
  });

  test('who thinks better of it before the mail has left gets none', async ({ mail, member, post }) => {
    const device = await member('m-1', unverified);
    post.refuse = { code: 451, text: 'later' };
    await device.set('members-news', true);
    await mail.stage.api.sendConfirmations();
    await device.set('members-news', false);
    post.refuse = undefined;
    mail.stage.clock.at += 10 * MINUTE;
    expect(await mail.stage.api.sendConfirmations()).toBe(0);
    expect(post.mails).toEqual([]);
  });

  test('nobody can be flooded: one mail a minute, five a day, for a member and for an address', async ({
    mail,
    member,
    post,
  }) => {
    const device = await member('m-1', unverified);
    await device.set('members-news', true);
    const again = (whose: Device) => whose.save({ changes: [{ topic: 'members-news', on: true }] });
    const soon = await again(device);
    expect(soon.headers.get('retry-after')).toBe('60');
    expect(await refusal(soon)).toEqual([429, 'too-many-confirmations']);
    for (let time = 2; time <= 5; time += 1) {
      mail.stage.clock.at += 2 * MINUTE;
      expect((await again(device)).status).toBe(200);
    }
    mail.stage.clock.at += 2 * MINUTE;
    const sixth = await again(device);
    // The first of the five was ten minutes ago.
    expect([sixth.status, sixth.headers.get('retry-after')]).toEqual([429, String(86_400 - 600)]);
    expect((await again(await member('m-2', unverified))).status).toBe(429);
    await mail.stage.api.sendConfirmations();
    expect(post.mails.length).toBeLessThanOrEqual(5);
    mail.stage.clock.at += 86_400_000;
    expect((await again(await member('m-2', unverified))).status).toBe(200);
  });

  test('the link of a group company’s mail opens its topics alone, and confirms nothing at an address of its own', async ({
    member,
    mail,
    senders,
  }) => {
    const own = await member('m-1');
    await own.switchOn('members-news', 'energy-events');
    const links = async (address: string) => {
      const body = { site: 'portal', topic: 'energy-events', members: [{ member: 'm-1', address }] };
      const [line] = await linesOf(await senders.call(senders.energy, 'POST', '/v1/mail/list-headers', body));
      return new DeviceOf(mail, /#noren-mail=([\w.-]+)/.exec(JSON.stringify(line))?.[1] ?? '');
    };
    const holder = await links('office@energy.example');
    const shown = await holder.read();
    expect(statesOf(shown)).toEqual({ 'energy-events email': 'on', 'account email': 'always' });
    expect((await holder.history()).map(({ topic }) => topic)).toEqual(['energy-events']);
    const other = { changes: [{ topic: 'members-news', on: false }] };
    expect(await refusal(await holder.save(other))).toEqual([422, 'invalid-body']);
    expect(await refusal(await holder.save({ untrackedLinks: false }))).toEqual([403, 'sign-in-required']);
    const stopped = await own.saved({ stopAll: true });
    await holder.read();
    expect(await refusal(await holder.save({ undo: stopped.batch }))).toEqual([409, 'too-late-to-undo']);
    const again = { changes: [{ topic: 'energy-events', on: true }] };
    expect(await refusal(await holder.save(again))).toEqual([409, 'address-required']);
    const known = await links('m-1@mail.example');
    await known.read();
    expect(statesOf(await known.saved(again))).toMatchObject({ 'energy-events email': 'pending' });
  });

  test('a topic that asks everybody for a confirmation asks a verified member too', async ({ mail, member }) => {
    const config = portalConfig();
    const topics =
      config.mail?.topics.map((topic) => ({ ...topic, ...(topic.class === 'newsletter' ? { confirm: true } : {}) })) ??
      [];
    await mail.stage.api.publish({ ...config, mail: { ...config.mail, topics } }, { actor: 'test' });
    const device = await member('m-1');
    expect(statesOf(await device.set('members-news', true))).toMatchObject({ 'members-news email': 'pending' });
    expect(statesOf(await device.set('energy-events', true))).toMatchObject({ 'energy-events email': 'on' });
  });
});

onEachEngine(() => {
  base('without a mail server nothing that needs a confirmation is switched on', async ({ member }) => {
    const device = await member('m-1', { email: 'm-1@mail.example' });
    expect(await refusal(await device.save({ changes: [{ topic: 'members-news', on: true }] }))).toEqual([
      409,
      'confirmation-off',
    ]);
    expect(statesOf(await device.read())).toMatchObject({ 'members-news email': 'off' });
  });
});
