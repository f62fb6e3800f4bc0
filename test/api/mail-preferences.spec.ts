import { createHash } from 'node:crypto';
import { rebuildPreferences } from '@noren/api';
import { applyMailEvent, type MailEvent, NEVER_CHOSEN } from '@noren/model/mail';
import { canonicalJson } from '@noren/model/publish';
import { mailEvent } from '@noren/model/schema';
import { Device, expect, onEachEngine, refusal, statesOf, test } from './preference-stage.ts';

onEachEngine(() => {
  test('a member sees every topic of the site, switches some, and finds them so on another device', async ({
    member,
  }) => {
    const device = await member('m-1');
    const first = await device.read();
    expect(statesOf(first)).toEqual({
      'members-news email': 'off',
      'members-news postal': 'off',
      'members-news sms': 'off',
      'energy-events email': 'off',
      'account email': 'always',
    });
    expect(first.topics.map(({ title }) => title)).toEqual(['会員ニュース', '省エネ講座のお知らせ', 'サービス通知']);
    const saved = await device.saved({
      changes: [
        { topic: 'members-news', on: true, frequency: 'weekly' },
        { topic: 'members-news', channel: 'postal', on: true },
      ],
      untrackedLinks: true,
    });
    const again = await (await member('m-1')).read();
    expect(again).toEqual({ ...saved, batch: undefined });
    expect(statesOf(again)).toMatchObject({ 'members-news email': 'on', 'members-news postal': 'on' });
    expect(again.topics[0]?.channels[0]?.frequency).toBe('weekly');
    expect(again.untrackedLinks).toBe(true);
    expect(statesOf(await (await member('m-2')).read())).toMatchObject({ 'members-news email': 'off' });
  });

  test('every change is an entry with its proof, chained, and what is in force follows from the entries alone', async ({
    member,
    mail,
  }) => {
    const device = await member('m-1');
    await device.set('members-news', true);
    mail.stage.clock.at += 1000;
    await device.set('members-news', false);
    const events = await device.history();
    expect(events.map(({ kind, state, sequence }) => [kind, state, sequence])).toEqual([
      ['off', 'off', 2],
      ['on', 'on', 1],
    ]);
    const rows = await mail.stage.database.kysely.selectFrom('mail_events').selectAll().orderBy('sequence').execute();
    let previous: string | null = null;
    let choice = NEVER_CHOSEN;
    for (const { body, hash } of rows) {
      const event = mailEvent.parse(JSON.parse(body));
      expect(canonicalJson(event)).toBe(body);
      expect(createHash('sha256').update(body).digest('base64url')).toBe(hash);
      expect(event.previous).toBe(previous);
      previous = hash;
      expect(event).toMatchObject({
        site: 'portal',
        source: 'preferences',
        actor: 'member',
        language: 'ja',
        actingEntity: 'sample-electric',
        responsibleEntity: 'sample-electric',
        topicEntity: 'sample-electric',
        edition: '1',
        wording: device.wording,
      });
      expect(body).not.toContain('m-1');
      choice = applyMailEvent(choice, event as MailEvent);
    }
    expect(choice.state).toBe('off');
    const words = await (await mail.stage.fetch(`/v1/mail/wordings/${device.wording}`)).text();
    expect(createHash('sha256').update(words).digest('base64url')).toBe(device.wording);
    expect(words).toContain('会員ニュース');
  });

  test('what is in force can be made again from the entries, and a changed entry is noticed', async ({
    member,
    mail,
    senders,
  }) => {
    const { kysely } = mail.stage.database;
    const choices = () =>
      kysely.selectFrom('mail_preferences').selectAll().orderBy('member').orderBy('topic').orderBy('channel').execute();
    const device = await member('m-1');
    await device.saved({
      changes: [
        { topic: 'members-news', on: true, frequency: 'weekly' },
        { topic: 'members-news', channel: 'sms', on: true },
        { topic: 'energy-events', on: true },
      ],
    });
    const { batch } = await device.saved({ stopAll: true });
    await device.saved({ undo: batch });
    const report = { member: 'm-1', kind: 'bounce', at: '2026-06-01T09:00:01Z', evidence: '5.1.1' };
    await senders.call(senders.operator, 'POST', '/v1/mail/reports', { reports: [report] });
    await (await member('m-2')).set('members-news', true);
    await (await member('m-3')).set('members-news', true);
    await senders.call(senders.operator, 'POST', '/v1/sites/portal/members/departures', { members: ['m-3'] });
    const before = await choices();
    await kysely.deleteFrom('mail_preferences').execute();
    expect(await rebuildPreferences(mail.stage.database)).toEqual({ members: 3, broken: [] });
    expect(await choices()).toEqual(before);
    const [first] = await kysely.selectFrom('mail_events').selectAll().orderBy('id').execute();
    await kysely
      .updateTable('mail_events')
      .set({ body: String(first?.body).replace('"v":1', '"v":2') })
      .where('id', '=', String(first?.id))
      .execute();
    expect(await rebuildPreferences(mail.stage.database)).toEqual({ members: 2, broken: [first?.member] });
    expect(await choices()).toEqual(before);
  });

  test('the database holds neither a member’s id nor their address', async ({ member, mail }) => {
    await (await member('member-number-4711')).set('members-news', true);
    for (const table of ['mail_members', 'mail_preferences', 'mail_events', 'audit_log'] as const) {
      const rows = JSON.stringify(await mail.stage.database.kysely.selectFrom(table).selectAll().execute());
      expect(rows, table).not.toContain('member-number-4711');
      expect(rows, table).not.toContain('mail.example');
    }
  });

  test('two devices never overwrite each other: the later one is told what is in force, and may save on top of it', async ({
    member,
  }) => {
    const [phone, laptop] = [await member('m-1'), await member('m-1')];
    await Promise.all([phone.read(), laptop.read()]);
    await phone.set('members-news', true);
    const late = await laptop.save({ changes: [{ topic: 'energy-events', on: true }] });
    expect(late.status).toBe(412);
    expect(late.headers.get('content-type')).toBe('application/problem+json');
    expect(late.headers.get('access-control-allow-origin')).toBe('https://www.example.jp');
    const told = (await late.json()) as { code: string; current: never };
    expect(told.code).toBe('preferences-changed');
    expect(statesOf(told.current)).toMatchObject({ 'members-news email': 'on', 'energy-events email': 'off' });
    laptop.etag = late.headers.get('etag') ?? '';
    expect(statesOf(await laptop.set('energy-events', true))).toMatchObject({
      'members-news email': 'on',
      'energy-events email': 'on',
    });
  });

  test('of changes that are made at one moment one is kept', async ({ member }) => {
    const devices = await Promise.all(Array.from({ length: 6 }, () => member('m-1')));
    await Promise.all(devices.map((device) => device.read()));
    const answers = await Promise.all(
      devices.map((device, index) =>
        device.save({ changes: [{ topic: index % 2 ? 'members-news' : 'energy-events', on: true }] }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
    expect(await devices[0]?.history()).toHaveLength(1);
  });

  test('a change says which version it is of', async ({ member }) => {
    const device = await member('m-1');
    const { wording } = await device.read();
    const body = { wording, stopAll: true };
    const as = (tag: string) => device.call('PATCH', '', body, { 'if-match': tag });
    expect(await refusal(await device.call('PATCH', '', body))).toEqual([428, 'if-match-required']);
    for (const wrong of [
      '',
      '0',
      "'0'",
      '"0" "1"',
      '*, "0"',
      'w/"0"',
      ',',
      '"'.repeat(5000),
      `"0",${' '.repeat(500_000)}x`,
    ])
      expect(await refusal(await as(wrong)), wrong.slice(0, 20)).toEqual([400, 'invalid-if-match']);
    for (const other of ['"1"', '"00"', '"", "a,b"', 'W/"0"', 'W/"0", "1"'])
      expect(await refusal(await as(other)), other).toEqual([412, 'preferences-changed']);
    const { errors } = (await (await as('W/"0"')).json()) as { errors: { code: string; received: string }[] };
    expect(errors).toMatchObject([{ code: 'weak-if-match', received: 'W/"0"' }]);
    for (const right of ['*', ' "0" ', '"7", "0"', ', W/"5",,"0"']) expect((await as(right)).status, right).toBe(200);
  });

  test('saving what is so already makes no entry', async ({ member }) => {
    const device = await member('m-1');
    await device.set('members-news', true);
    const again = await device.set('members-news', true);
    expect(again.batch).toBe(null);
    expect(await device.history()).toHaveLength(1);
  });

  test('all optional mail stops in one go, and that can be undone for half an hour', async ({ member, mail }) => {
    const device = await member('m-1');
    await device.saved({
      changes: [
        { topic: 'members-news', on: true, frequency: 'weekly' },
        { topic: 'members-news', channel: 'sms', on: true },
        { topic: 'energy-events', on: true },
      ],
    });
    const before = statesOf(await device.read());
    const stopped = await device.saved({ stopAll: true });
    expect(Object.values(statesOf(stopped))).toEqual(['off', 'off', 'off', 'off', 'always']);
    // What has been changed since is left as it is.
    await device.set('members-news', false, { channel: 'postal' });
    const undone = await device.saved({ undo: stopped.batch });
    expect(statesOf(undone)).toEqual(before);
    expect(undone.topics[0]?.channels[0]?.frequency).toBe('weekly');
    expect(await refusal(await device.save({ undo: stopped.batch }))).toEqual([409, 'too-late-to-undo']);
    const later = await device.saved({ stopAll: true });
    mail.stage.clock.at += 31 * 60_000;
    expect(await refusal(await device.save({ undo: later.batch }))).toEqual([409, 'too-late-to-undo']);
    expect((await device.history()).map(({ kind }) => kind).slice(0, 4)).toEqual(['off', 'off', 'off', 'undo']);
  });

  test('what is wrong with a change is told, and nothing of it is kept', async ({ member, mail }) => {
    const device = await member('m-1');
    await device.read();
    const wrong: [changes: object[], code: string, path: string][] = [
      [[{ topic: 'nonsense', on: true }], 'unknown-topic', 'changes[0].topic'],
      [[{ topic: 'account', on: false }], 'always-sent', 'changes[0].topic'],
      [[{ topic: 'energy-events', channel: 'phone', on: true }], 'channel-not-offered', 'changes[0].channel'],
      [[{ topic: 'members-news', on: true, frequency: 'hourly' }], 'unknown-frequency', 'changes[0].frequency'],
      [
        [
          { topic: 'members-news', on: true },
          { topic: 'members-news', on: false },
        ],
        'duplicate-id',
        'changes[1].topic',
      ],
      [[{ topic: 'members-news', on: 'yes' }], 'wrong-type', 'changes[0].on'],
      [[], 'invalid-value', 'changes'],
    ];
    for (const [changes, code, path] of wrong) {
      const response = await device.save({ changes });
      expect(response.status).toBe(422);
      const { errors } = (await response.json()) as { errors: { code: string; path: string }[] };
      expect([errors[0]?.code, errors[0]?.path]).toEqual([code, path]);
    }
    expect(await refusal(await device.save({}))).toEqual([422, 'invalid-body']);
    expect(await refusal(await device.save({ stopAll: true, undo: crypto.randomUUID() }))).toEqual([
      422,
      'invalid-body',
    ]);
    const other = { wording: 'x'.repeat(43), stopAll: true };
    expect(await refusal(await device.call('PATCH', '', other, { 'if-match': '*' }))).toEqual([
      422,
      'wording-not-archived',
    ]);
    expect(await mail.stage.database.kysely.selectFrom('mail_events').selectAll().execute()).toEqual([]);
  });

  test('a change that is refused takes none of those with it that arrive together with it', async ({ member }) => {
    const devices = await Promise.all(Array.from({ length: 12 }, (_, index) => member(`m-${index}`)));
    await Promise.all(devices.map((device) => device.read()));
    const nothing = { undo: '018f0000-0000-7000-8000-000000000000' };
    const wanted = { changes: [{ topic: 'members-news', on: true }] };
    const answers = await Promise.all(devices.map((device, index) => device.save(index === 5 ? nothing : wanted)));
    expect(answers.map(({ status }) => status)).toEqual(devices.map((_, index) => (index === 5 ? 409 : 200)));
  });

  test('only the member reads and changes: no other token, no other page, nobody without one', async ({
    member,
    mail,
  }) => {
    const device = await member('m-1');
    await device.set('members-news', true);
    for (const bearer of ['nonsense', `${'a'.repeat(40)}..${'b'.repeat(16)}.cc.${'d'.repeat(22)}`]) {
      const stranger = new Device(mail, bearer);
      expect((await stranger.call('GET')).status).toBeGreaterThanOrEqual(400);
      expect((await stranger.call('GET', '/history')).status).toBeLessThan(500);
    }
    expect((await mail.stage.fetch('/v1/sites/portal/mail/preferences')).status).toBe(401);
    const foreign = await device.call('GET', '', undefined, { origin: 'https://evil.example' });
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('a preflight lets pages of the site send If-Match and read the tag', async ({ mail }) => {
    const response = await mail.stage.fetch('/v1/sites/portal/mail/preferences', {
      method: 'OPTIONS',
      headers: { origin: 'https://www.example.jp', 'access-control-request-method': 'PATCH' },
    });
    expect(response.headers.get('access-control-allow-headers')).toContain('if-match');
    expect(response.headers.get('access-control-allow-methods')).toContain('PATCH');
    expect(response.headers.get('access-control-expose-headers')).toContain('etag');
  });

  test('with the link of a mail anything can be stopped, nothing is read of another site, and no other channel switched on', async ({
    member,
    mail,
    senders,
  }) => {
    expect((await (await member('m-1')).set('members-news', true)).signedIn).toBe(true);
    const holder = new Device(mail, await senders.pageToken('m-1'));
    const shown = await holder.read();
    expect(shown.signedIn).toBe(false);
    expect(statesOf(shown)).toMatchObject({ 'members-news email': 'on' });
    expect(statesOf(await holder.set('members-news', false))).toMatchObject({ 'members-news email': 'off' });
    expect((await holder.history())[0]).toMatchObject({ kind: 'off', actor: 'mail-holder' });
    const post = { changes: [{ topic: 'members-news', channel: 'postal', on: true }] };
    expect(await refusal(await holder.save(post))).toEqual([403, 'sign-in-required']);
    const stop = (await senders.stopPath('m-1')).split('/').at(-1) ?? '';
    expect(await refusal(await new Device(mail, stop).call('GET'))).toEqual([400, 'link-invalid']);
    mail.stage.clock.at += 31 * 86_400_000;
    expect(await refusal(await holder.call('GET'))).toEqual([410, 'link-expired']);
  });
});
