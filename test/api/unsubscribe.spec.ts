import {
  Device,
  expect,
  onEachEngine,
  oneClick,
  portalConfig,
  refusal,
  statesOf,
  test,
  withoutMail,
} from './preference-stage.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
/** As long as an id, and none. */
const WRONG_BATCH = `act=undo&batch=${'-'.repeat(36)}`;

onEachEngine(() => {
  test('one click of a mail client stops the topic: no cookie, no sign-in, no redirect, and the same again', async ({
    member,
    mail,
    senders,
  }) => {
    const device = await member('m-1');
    await device.switchOn('members-news', 'energy-events');
    const path = await senders.stopPath('m-1');
    // As section 8.1 of RFC 8058 has it, Content-Length: 26.
    expect('List-Unsubscribe=One-Click').toHaveLength(26);
    for (let time = 1; time <= 3; time += 1) {
      const response = await oneClick(mail, path, { redirect: 'manual' });
      expect(response.status).toBe(200);
      expect(response.headers.get('set-cookie')).toBeNull();
      expect(response.headers.get('location')).toBeNull();
      expect(await response.text()).toBe('Unsubscribed.\n');
    }
    expect(statesOf(await device.read())).toMatchObject({ 'members-news email': 'off', 'energy-events email': 'on' });
    const [newest, ...older] = await device.history();
    expect(newest).toMatchObject({
      kind: 'off',
      topic: 'members-news',
      source: 'one-click',
      actor: 'mail-holder',
      wording: null,
    });
    expect(older.map(({ kind }) => kind)).toEqual(['on', 'on']);
  });

  test('one click in multipart form, as section 8.2 of RFC 8058 has it, stops too', async ({
    member,
    mail,
    senders,
  }) => {
    const device = await member('m-1');
    await device.set('members-news', true);
    const boundary = '---FormBoundaryjWmhtjORrn';
    const response = await oneClick(mail, await senders.stopPath('m-1'), {
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      body: `--${boundary}\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--${boundary}--\r\n`,
    });
    expect(response.status).toBe(200);
    expect(statesOf(await device.read())).toMatchObject({ 'members-news email': 'off' });
  });

  test('clicks that arrive together are one entry', async ({ member, mail, senders }) => {
    const device = await member('m-1');
    await device.set('members-news', true);
    const path = await senders.stopPath('m-1');
    const answers = await Promise.all(Array.from({ length: 8 }, () => oneClick(mail, path)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await device.history()).toHaveLength(2);
  });

  test('a mail service that clicks for many readers from one address is never told to wait', async ({
    mail,
    senders,
  }) => {
    const line = await senders.call(senders.operator, 'POST', '/v1/mail/list-headers', {
      topic: 'members-news',
      members: Array.from({ length: 200 }, (_, index) => ({ member: `m-${index}` })),
    });
    const paths = (await line.text())
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text).unsubscribeUrl as string);
    const env = { incoming: { socket: { remoteAddress: '203.0.113.9' } as never } };
    const answers = await Promise.all(
      paths.map((url) =>
        mail.stage.api.fetch(
          new Request(url, { method: 'POST', headers: FORM, body: 'List-Unsubscribe=One-Click' }),
          env,
        ),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await mail.stage.database.kysely.selectFrom('mail_events').selectAll().execute()).toHaveLength(200);
  });

  test('ten years later the link of an old mail still stops', async ({ mail, senders }) => {
    const path = await senders.stopPath('m-1');
    mail.stage.clock.at += 3650 * 86_400_000;
    expect((await oneClick(mail, path)).status).toBe(200);
    // Also of somebody who never chose, and was mailed all the same.
    const answer = await senders.call(senders.operator, 'POST', '/v1/mail/check', {
      topic: 'members-news',
      members: ['m-1'],
    });
    expect(JSON.parse(await answer.text())).toEqual({ member: 'm-1', send: false, reason: 'off' });
  });

  test('whoever opens the address changes nothing: scanners, prefetchers, HEAD, and posts of anything else', async ({
    member,
    mail,
    senders,
  }) => {
    const device = await member('m-1');
    await device.set('members-news', true);
    const path = await senders.stopPath('m-1');
    for (const method of ['GET', 'HEAD', 'OPTIONS'])
      expect((await mail.stage.fetch(path, { method, headers: { purpose: 'prefetch' } })).ok).toBe(true);
    for (const body of [
      '',
      'List-Unsubscribe=No',
      'list-unsubscribe=one-click',
      'act=delete',
      'act=undo&batch=1',
      WRONG_BATCH,
    ])
      expect((await oneClick(mail, path, { body })).status, body).toBe(422);
    const json = { headers: { 'content-type': 'application/json' }, body: '{"List-Unsubscribe":"One-Click"}' };
    expect((await oneClick(mail, path, json)).status).toBe(415);
    expect((await oneClick(mail, path, { body: `List-Unsubscribe=One-Click&x=${'y'.repeat(5000)}` })).status).toBe(413);
    expect((await mail.stage.fetch(path, { method: 'PUT' })).status).toBe(405);
    expect(statesOf(await device.read())).toMatchObject({ 'members-news email': 'on' });
    expect(await device.history()).toHaveLength(1);
  });

  test('a forged, altered or foreign token is refused, and a page says so to who opens it', async ({
    mail,
    senders,
  }) => {
    const path = await senders.stopPath('m-1');
    const page = await senders.pageToken('m-1');
    for (const wrong of [
      `${path.slice(0, -9)}${path.at(-9) === 'A' ? 'B' : 'A'}${path.slice(-8)}`,
      path.slice(0, -8),
      `/v1/mail/unsubscribe/${page}`,
      '/v1/mail/unsubscribe/x',
    ]) {
      expect(await refusal(await oneClick(mail, wrong))).toEqual([400, 'link-invalid']);
      const shown = await mail.stage.fetch(wrong, { headers: { 'accept-language': 'ja' } });
      expect(shown.status).toBe(400);
      expect(await shown.text()).toContain('リンクを確認できません');
    }
    expect(await mail.stage.database.kysely.selectFrom('mail_members').selectAll().execute()).toEqual([]);
  });

  test('the page stops with its button, undoes for half an hour, and works without script in both languages', async ({
    member,
    mail,
    senders,
  }) => {
    const device = await member('m-1');
    await device.switchOn('members-news', 'energy-events');
    const path = await senders.stopPath('m-1');
    const open = await mail.stage.fetch(path, { headers: { 'accept-language': 'en-GB,en;q=0.8' } });
    const html = await open.text();
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('Stop “Members’ news”');
    expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
    expect(open.headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(open.headers.get('referrer-policy')).toBe('no-referrer');
    expect(open.headers.get('cache-control')).toBe('no-store');
    const stylesheet = /<link rel="stylesheet" href="([^"]+)"/.exec(html)?.[1] ?? '';
    expect((await mail.stage.fetch(stylesheet)).headers.get('content-type')).toBe('text/css; charset=utf-8');
    const press = (body: string) => mail.stage.fetch(`${path}?language=ja`, { method: 'POST', headers: FORM, body });

    const stopped = await (await press('act=stop')).text();
    expect(stopped).toContain('「会員ニュース」の配信を停止しました。');
    // A page in another language would be without the way back.
    expect(stopped).not.toContain('hreflang');
    expect(statesOf(await device.read())).toMatchObject({ 'members-news email': 'off', 'energy-events email': 'on' });
    expect((await device.history())[0]).toMatchObject({
      source: 'unsubscribe-page',
      language: 'ja',
      wording: device.wording,
    });
    const batch = /name="batch" value="([^"]+)"/.exec(stopped)?.[1];
    expect(await (await press(`act=undo&batch=${batch}`)).text()).toContain('停止を取り消しました');
    expect(statesOf(await device.read())).toMatchObject({ 'members-news email': 'on' });
    expect((await press(`act=undo&batch=${batch}`)).status).toBe(409);

    const all = await (await press('act=stop-all')).text();
    expect(all).toContain('停止できるメールを、すべて停止しました。');
    expect(Object.values(statesOf(await device.read())).filter((state) => state === 'on')).toEqual([]);
    const last = /name="batch" value="([^"]+)"/.exec(all)?.[1];
    mail.stage.clock.at += 31 * 60_000;
    expect(await (await press(`act=undo&batch=${last}`)).text()).toContain('取り消せる時間を過ぎました');
    expect(await (await mail.stage.fetch(path)).text()).toContain('配信を停止しています');
  });

  test('the page of a company’s mail tells nothing of what else the member is sent, and whose mail it was is kept', async ({
    member,
    mail,
    senders,
  }) => {
    const device = await member('m-1');
    await device.set('energy-events', true);
    const path = await senders.stopPath('m-1', 'energy-events');
    const page = async () => (await mail.stage.fetch(path)).text();
    const before = await page();
    expect(before).toContain('value="stop-all"');
    await device.set('members-news', true);
    expect(await page()).toBe(before);
    await oneClick(mail, path);
    expect((await device.history())[0]).toMatchObject({ topic: 'energy-events', mailOf: 'sample-energy' });
    const holder = new Device(mail, await senders.pageToken('m-1'));
    await holder.set('members-news', false);
    expect((await device.history()).map(({ mailOf }) => mailOf)).toEqual([
      'sample-electric',
      'sample-energy',
      undefined,
      undefined,
    ]);
  });

  test('to stop everything by a mail that nobody has asked for is kept as a no to that mail, once', async ({
    mail,
    senders,
  }) => {
    const path = await senders.stopPath('m-new');
    const all = () => mail.stage.fetch(path, { method: 'POST', headers: FORM, body: 'act=stop-all' });
    expect(await Promise.all([all(), all()]).then((both) => both.map(({ status }) => status))).toEqual([200, 200]);
    const ask = { topic: 'members-news', members: ['m-new'] };
    const verdict = await (await senders.call(senders.operator, 'POST', '/v1/mail/check', ask)).json();
    expect(verdict).toEqual({ member: 'm-new', send: false, reason: 'off' });
    expect(await mail.stage.database.kysely.selectFrom('mail_events').selectAll().execute()).toHaveLength(1);
  });

  test('a reader is told a refusal by a page, also where the site offers no mail any more; one click is obeyed there still', async ({
    mail,
    senders,
  }) => {
    const path = await senders.stopPath('m-1');
    const press = (body: string) =>
      mail.stage.fetch(path, {
        method: 'POST',
        headers: { ...FORM, accept: 'text/html', 'accept-language': 'ja' },
        body,
      });
    const nonsense = await press('act=delete');
    expect(nonsense.status).toBe(422);
    expect(await nonsense.text()).toContain('受け付けられませんでした');

    await mail.stage.api.publish(withoutMail(), { actor: 'test' });
    const opened = await mail.stage.fetch(path, { headers: { 'accept-language': 'en' } });
    expect([opened.status, await opened.text()]).toEqual([404, expect.stringContaining('no longer sends mail')]);
    const pressed = await press('act=stop');
    expect([pressed.status, pressed.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect((await oneClick(mail, path)).status).toBe(200);
  });

  test('the page runs from right to left in languages that do', async ({ mail, senders }) => {
    const path = await senders.stopPath('m-1');
    await mail.stage.api.publish(portalConfig({ languages: ['ja', 'ar'] }), { actor: 'test' });
    const html = async (language: string) => (await mail.stage.fetch(`${path}?language=${language}`)).text();
    expect(await html('ar')).toContain('<html lang="ar" dir="rtl">');
    expect(await html('ja')).toContain('<html lang="ja">');
  });

  test('a hostile title is text on the page', async ({ mail, senders }) => {
    const path = await senders.stopPath('m-1');
    const html = await (await mail.stage.fetch(`${path}?language="><script>alert(1)</script>`)).text();
    expect(html).not.toContain('<script');
  });
});
