import { request } from 'node:http';
import type { Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { expect, type OwnDemo, startOwnDemo, test } from './fixture.ts';

const SEMINAR = '電気代を下げる前に測る：12月3日のオンラインセミナー';
const LETTER = '会員だより：工場見学の席をご用意しました';

/** The sending system's card of a topic. */
const card = (page: Page, name: string) => page.getByRole('article', { name, exact: true });
/** What it says of a member. */
const member = (page: Page, topic: string, name: string) =>
  card(page, topic).getByRole('list').first().getByRole('listitem').filter({ hasText: name });
const inbox = (page: Page) => page.getByRole('region', { name: '受信トレイ' });

/** Posts to a host of the demo, past the browser. @returns the status */
function post(demo: OwnDemo, host: string, path: string, body: string, headers: Record<string, string>) {
  return new Promise<number | undefined>((resolve, reject) => {
    const call = request({
      method: 'POST',
      host: '127.0.0.1',
      port: demo.port,
      path,
      headers: { host: `${host}.localhost:${demo.port}`, ...headers },
    });
    call.once('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    call.once('error', reject);
    call.end(body);
  });
}

test('one press in the mail client stops a topic at the sender, who leaves the member out, until a mail is confirmed where one asks', async ({
  context,
  page,
}) => {
  // What is stopped here stays stopped: a demo of this test alone.
  const demo = await startOwnDemo();
  try {
    const asked: string[] = [];
    context.on('request', (one) => asked.push(`${one.method()} ${new URL(one.url()).hostname}`));
    const sender = await context.newPage();
    // What changes before the page hears of changes must not be missed.
    await sender.route('**/events', async (route) => {
      await expect.poll(demo.mailUntold).toBe(0);
      await route.continue();
    });
    await sender.goto(demo.address('sender'));
    await expect(member(sender, 'エナジー便り', '青木 さくら')).toContainText('配信する');

    await page.goto(demo.address('mail', '/m-1001/'));
    await inbox(page).getByRole('link', { name: SEMINAR }).click();
    expect(demo.mailEvents('energy-events').map(({ kind }) => kind)).not.toContain('off');
    await page.getByRole('button', { name: '配信停止' }).click();
    await expect(page.getByRole('status')).toContainText('配信の停止を伝えました。');

    // Nobody touches this page: a signed webhook has reached it.
    await expect(member(sender, 'エナジー便り', '青木 さくら')).toContainText('配信しない');
    await expect(sender.getByRole('region', { name: '届いた知らせ' }).getByRole('listitem').first()).toContainText(
      /青木 さくら.*配信を停止.*エナジー便り.*配信停止ボタン/s,
    );
    const [stopped, ...before] = demo.mailEvents('energy-events').toReversed();
    expect(stopped).toMatchObject({ kind: 'off', state: 'off', source: 'one-click', actor: 'mail-holder' });
    expect(before.map(({ kind }) => kind)).toEqual(['on', 'on', 'on', 'on']);
    // The mail program pressed it, not the browser, which never met the consent API.
    expect(asked.filter((one) => !/ (mail|sender)\.localhost$/.test(one))).toEqual([]);
    expect(await context.cookies()).toEqual([]);

    await card(sender, 'エナジー便り').getByRole('button').click();
    await expect(card(sender, 'エナジー便り')).toContainText(
      /3人に送信、1人は送信せず.*青木 さくら：配信の停止を選んでいます/s,
    );
    await expect(inbox(page).getByRole('link', { name: SEMINAR })).toHaveCount(1);
    await page.goto(demo.address('mail', '/m-1002/'));
    await expect(inbox(page).getByRole('link', { name: SEMINAR })).toHaveCount(2);
    await page.goto(demo.address('mail', '/m-1001/'));
    await expect(inbox(page).getByRole('link', { name: SEMINAR })).toHaveCount(1);
    await page.getByRole('button', { name: 'メールマガジン' }).click();
    await expect(page.locator('main')).toContainText(/送信されませんでした.*配信を停止しています/s);

    await card(sender, '会員だより').getByRole('button').click();
    await expect(card(sender, '会員だより')).toContainText(/0人に送信.*青木 さくら：確認メールへの返事を待っています/s);
    await inbox(page).getByRole('link', { name: 'メール配信の確認' }).click();
    await expect(page.getByRole('button', { name: '配信停止' })).toHaveCount(0);
    const opened = context.waitForEvent('page');
    await page.getByRole('link', { name: '確認のページを開く' }).click();
    const confirming = await opened;
    await confirming.getByRole('button', { name: '配信を希望する' }).click();
    await expect(confirming.getByRole('status')).toContainText('確認しました');
    await expect(member(sender, '会員だより', '青木 さくら')).toContainText('配信する');
    expect(demo.mailEvents('members-letter').map(({ kind }) => kind)).toEqual(['request', 'confirm']);
    await card(sender, '会員だより').getByRole('button').click();
    await expect(card(sender, '会員だより')).toContainText('1人に送信、3人は送信せず');
    await page.goto(demo.address('mail', '/m-1001/'));
    await inbox(page).getByRole('link', { name: LETTER }).click();
    await expect(page.getByRole('button', { name: '配信停止' })).toBeVisible();

    await page.getByRole('link', { name: 'メールのソース' }).click();
    const source = (await page.locator('body').textContent())?.replace(/\r?\n[ \t]+/g, ' ') ?? '';
    expect(source).toMatch(
      new RegExp(
        `^List-Unsubscribe: <http://portal\\.localhost:${demo.port}/noren/v1/mail/unsubscribe/[\\w.-]+>, <mailto:stop@sample-electric\\.example\\?subject=unsubscribe>$`,
        'm',
      ),
    );
    expect(source).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);

    for (const width of [1280, 320]) {
      await sender.setViewportSize({ width, height: 720 });
      expect(await axeFindings(sender)).toEqual([]);
      expect(await sender.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }

    const forged = JSON.stringify({ type: 'mail.preference.changed', timestamp: new Date().toISOString(), data: {} });
    const now = String(Math.floor(Date.now() / 1000));
    const signed = {
      'webhook-id': 'one',
      'webhook-timestamp': now,
      'webhook-signature': 'v1,c2lnbmVkIGJ5IG5vYm9keQ==',
    };
    expect(await post(demo, 'sender', '/webhook', forged, signed)).toBe(401);
    const foreign = {
      origin: demo.address('energy').slice(0, -1),
      'content-type': 'application/x-www-form-urlencoded',
    };
    expect(await post(demo, 'sender', '/send', 'topic=products', foreign)).toBe(403);
    const own = { ...foreign, origin: demo.address('sender').slice(0, -1) };
    expect(await post(demo, 'sender', '/send', 'topic=account', own)).toBe(400);
  } finally {
    await demo.close();
  }
});
