import type { Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { expect, type Told, test } from './mail-page.ts';

const element = (page: Page) => page.locator('noren-mail-preferences');
const topic = (page: Page, name: string) => element(page).getByRole('switch', { name, exact: true });
const said = (page: Page) => element(page).getByRole('status');

/** Saves as another device of the member does. */
const saveElsewhere = (page: Page, change: object) =>
  page.evaluate(async (one) => {
    const { accessToken } = JSON.parse(sessionStorage.getItem('member_session') ?? '{}');
    const address = '/noren/v1/sites/portal/mail/preferences';
    const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
    const read = await fetch(address, { headers });
    const { wording } = await read.json();
    const body = JSON.stringify({ wording, changes: [one] });
    const etag = read.headers.get('etag') ?? '';
    return (await fetch(address, { method: 'PATCH', headers: { ...headers, 'if-match': etag }, body })).status;
  }, change);

test('a member chooses mail on the demo: saved at once, kept through an outage, and never over what was chosen elsewhere', async ({
  page,
  demo,
}) => {
  await page.goto(demo.address('portal', '/members/'));
  await page.getByRole('button', { name: '会員ログイン' }).click();
  await page.getByRole('button', { name: '伊藤 健' }).click();
  await page.waitForURL(demo.address('portal', '/members/'));
  await page.getByRole('link', { name: 'お届けするメールを選ぶ' }).click();
  const letter = topic(page, 'エナジー便り');
  await expect(letter).toBeVisible();
  if (await letter.isChecked()) await letter.click();
  await letter.click();
  await expect(said(page)).toContainText('「エナジー便り」を「受け取る」にしました。');
  expect(demo.mailState('energy-events')).toBe('on');
  expect(await axeFindings(page)).toEqual([]);

  await page.context().setOffline(true);
  await letter.click();
  await expect(said(page)).toContainText('保存できませんでした');
  await expect(letter).not.toBeChecked();
  expect(demo.mailState('energy-events')).toBe('on');
  await page.context().setOffline(false);
  await element(page).getByRole('button', { name: 'もう一度保存する' }).click();
  await expect.poll(() => demo.mailState('energy-events')).toBe('off');

  expect(await saveElsewhere(page, { topic: 'energy-events', on: true })).toBe(200);
  const other = topic(page, 'ツナグ通信');
  const was = await other.isChecked();
  const before = demo.mailState('solutions-products');
  await other.click();
  await expect(said(page)).toContainText('先に変更されていました');
  // What is in force now, and nothing of this page's own.
  await expect(letter).toBeChecked();
  await expect(other).toBeChecked({ checked: was });
  expect(demo.mailState('solutions-products')).toBe(before);
  await element(page).getByRole('button', { name: 'この変更を保存する' }).click();
  await expect.poll(() => demo.mailState('solutions-products')).toBe(was ? 'off' : 'on');
  expect(demo.mailState('energy-events')).toBe('on');
});

for (const how of ['head snippet', 'plain tag'] as const) {
  test(`whoever comes by the link of a mail chooses without a sign-in, and the page never has the token (${how})`, async ({
    page,
    serve,
  }) => {
    const plain = how === 'plain tag';
    const site = await serve({
      body: '<noren-mail-preferences><p>ログインしてください</p></noren-mail-preferences>',
      ...(plain ? { plain } : {}),
    });
    const token = await site.mailToken('m-1');
    await site.choose('m-1', 'members-news');
    expect(site.mail()).toEqual({ 'members-news email': 'on' });

    await page.goto(`${site.origin}/#part&noren-mail=${token}`);
    const news = topic(page, '会員ニュース: メール');
    await expect(news).toBeChecked();
    expect(page.url()).toBe(`${site.origin}/#part`);
    if (!plain) expect(await page.evaluate(() => (window as unknown as Told).seen)).toEqual([page.url()]);
    await news.click();
    await expect(said(page)).toContainText('「会員ニュース (メール)」を「受け取らない」にしました。');
    expect(site.mail()).toEqual({ 'members-news email': 'off' });
    expect(site.mailActors()).toEqual(['member', 'mail-holder']);
    expect(site.received.some(({ url, referer }) => (url + referer).includes(token))).toBe(false);
    expect(await page.context().cookies()).toEqual([]);

    // Another mail, on the page that is open already; and it lasts as long as the page.
    await page.goto(`${site.origin}/#noren-mail=${await site.mailToken('m-2')}`);
    await expect(news).not.toBeChecked();
    await expect(element(page)).not.toContainText('に変更');
    expect(page.url()).not.toContain('noren-mail');
    await page.reload();
    await expect(page.getByText('ログインしてください')).toBeVisible();
    await page.goto(`${site.origin}/next/#noren-mail=${token.slice(0, -4)}`);
    await expect(element(page)).toContainText('リンクが途中で切れている');
  });
}
