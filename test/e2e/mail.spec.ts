import type { BrowserContext, Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { expect, type OwnDemo, test } from './fixture.ts';

const SEMINAR = '電気代を下げる前に測る：12月3日のオンラインセミナー';
const PUMP = '予兆保全「マシンケア」に、ポンプ専用の診断を追加しました';
const MAINTENANCE = '【会員の皆さま】会員サイトの保守作業（12月6日）';

/** Opens a mail of a member's mailbox. */
async function openMail(page: Page, demo: OwnDemo, member: string, subject: string): Promise<void> {
  await page.goto(demo.address('mail', `/${member}/`));
  await page.getByRole('region', { name: '受信トレイ' }).getByRole('link', { name: subject }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(subject);
}

/** Everything that is asked of hosts other than the webmail's own. */
function watchOthers(context: BrowserContext): string[] {
  const asked: string[] = [];
  context.on('request', (request) => {
    if (new URL(request.url()).hostname !== 'mail.localhost') asked.push(request.url());
  });
  return asked;
}

/** The address that the open mail carries. */
function carried(page: Page): Promise<string | null> {
  return page.locator('.body').getByRole('link').first().getAttribute('href');
}

test('a newsletter and a notice carry a link of the member alone, and a service notice a plain one', async ({
  page,
  demo,
}) => {
  await openMail(page, demo, 'm-1001', SEMINAR);
  const seminar = await carried(page);
  expect(seminar).toMatch(new RegExp(`^${demo.address('energy', '/seminar/')}#noren-link=[\\w-]+(\\.[\\w-]*){4}$`));
  await expect(page.getByRole('region', { name: 'このメールのリンク' })).toContainText('個別 URL');

  await openMail(page, demo, 'm-1001', PUMP);
  expect(await carried(page)).toMatch(new RegExp(`^${demo.address('portal', '/news/pump/')}#noren-link=`));

  await openMail(page, demo, 'm-1001', MAINTENANCE);
  expect(await carried(page)).toBe(demo.address('portal', '/news/'));
  await expect(page.getByRole('region', { name: 'このメールのリンク' })).toContainText('共通の URL');

  await openMail(page, demo, 'm-1002', SEMINAR);
  expect(await carried(page)).not.toBe(seminar);
});

test('a member who asked for plain links gets them, in the mail and in the words of the mail', async ({
  page,
  demo,
}) => {
  for (const subject of [SEMINAR, PUMP]) {
    await openMail(page, demo, 'm-1003', subject);
    expect(await carried(page)).not.toContain('noren-link');
    await expect(page.locator('.body')).toContainText('このメールのリンクは、すべての方に共通です。');
  }
});

test('a mail is sent again at a press, with a new link, and counted for its campaign and nobody else', async ({
  page,
  demo,
}) => {
  await openMail(page, demo, 'm-1001', SEMINAR);
  const facts = page.getByRole('region', { name: 'このメールのリンク' });
  const first = await carried(page);
  const issued = Number(/発行した数(\d+)/.exec((await facts.textContent()) ?? '')?.[1]);
  await page.getByRole('button', { name: '同じメールをもう一度受け取る' }).click();
  await expect(facts).toContainText(`発行した数${issued + 1}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(SEMINAR);
  expect(await carried(page)).not.toBe(first);
  await page.getByRole('button', { name: 'サービス通知' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(MAINTENANCE);
});

test('reading mail asks nothing of anybody, runs no script and keeps nothing', async ({ page, context, demo }) => {
  const asked = watchOthers(context);
  for (const subject of [SEMINAR, PUMP, MAINTENANCE]) await openMail(page, demo, 'm-1001', subject);
  await openMail(page, demo, 'm-1001', SEMINAR);
  // The picture came in the mail itself.
  const width = await page
    .locator('.body img')
    .evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth));
  expect(width).toBe(1120);
  expect(asked).toEqual([]);
  expect(await context.cookies()).toEqual([]);
  expect(await page.locator('script').count()).toBe(0);
});

test('the source of a mail is an Internet message with both forms of its text', async ({ page, demo }) => {
  await openMail(page, demo, 'm-1001', SEMINAR);
  await page.getByRole('link', { name: 'メールのソース' }).click();
  const source = await page.locator('body').textContent();
  for (const header of [
    /^From: =\?UTF-8\?[BQ]\?[^<]+<news@sample-energy\.example>/m,
    /^Date: .+ \+0000/m,
    /^Message-ID: </m,
    /^MIME-Version: 1\.0/m,
    /^X-Mail-Class: newsletter/m,
    /^Content-Type: multipart\/related;/m,
    /^Content-Type: text\/plain; charset=utf-8/m,
    /^Content-Type: text\/html; charset=utf-8/m,
  ])
    expect(source).toMatch(header);
  expect(source?.split('\n').every((line) => line.length <= 998 && /^[\t\r\x20-\x7e]*$/.test(line))).toBe(true);
});

test('mail for a member who reads English is in English, whatever language the webmail has', async ({ page, demo }) => {
  for (const prefix of ['', '/en']) {
    await page.goto(demo.address('mail', `${prefix}/m-1004/`));
    await expect(page.locator('html')).toHaveAttribute('lang', prefix ? 'en' : 'ja');
    const mail = page.getByRole('link', { name: 'Measure before you save' });
    await expect(mail.locator('.subject')).toHaveAttribute('lang', 'en');
    await mail.click();
    expect(await carried(page)).toContain('/en/seminar/#noren-link=');
  }
});

test('the webmail has nothing for axe to find, and no page of it scrolls sideways at 320 px', async ({
  page,
  demo,
}) => {
  for (const [member, subject] of [
    ['m-1001', SEMINAR],
    ['m-1001', PUMP],
    ['m-1003', SEMINAR],
  ] as const) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(demo.address('mail', `/${member}/`));
    expect(await axeFindings(page)).toEqual([]);
    await openMail(page, demo, member, subject);
    expect(await axeFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.goto(demo.address('mail', `/${member}/`));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  }
});

test('what is no mailbox, no mail and no letter is answered as such, and other sites send nobody mail', async ({
  request,
  demo,
}) => {
  const headers = { host: `mail.localhost:${demo.port}` };
  const root = `http://127.0.0.1:${demo.port}`;
  for (const path of ['/m-9999/', '/m-1001/none/', '/m-1001/none/source', '/..%2fpackage.json', '/%ff'])
    expect((await request.get(root + path, { headers })).status(), path).toBe(404);
  const send = (origin: string, letter: string) =>
    request.post(`${root}/m-1001/send`, { headers: { ...headers, origin }, form: { letter }, maxRedirects: 0 });
  expect((await send(demo.address('energy', '').replace(/\/$/, ''), 'seminar')).status()).toBe(403);
  expect((await send(`http://mail.localhost:${demo.port}`, 'none')).status()).toBe(400);
  expect((await send(`http://mail.localhost:${demo.port}`, 'seminar')).status()).toBe(303);
});
