import type { BrowserContext, Page } from '@playwright/test';
import { test as base, expect, keepDecision } from './fixture.ts';
import { type MailSite, serveMailSite } from './mail-site.ts';

const test = base.extend<{ site: MailSite }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures that are asked for.
  site: async ({}, use) => {
    const site = await serveMailSite({ body: '<a href="/next/">次のページ</a>' });
    await use(site);
    await site.close();
  },
});

const AGREE = '識別だけを許可する';
const JOIN = '結び付けも許可する';
const REFUSE = '識別せずに開く';
const LINKED = 'このブラウザでの閲覧と会員情報を結び付けました。いつでも解除できます。';
const DROPPED = 'リンクの番号を破棄しました。ページはこのままご覧いただけます。';

const card = (page: Page) => page.locator('noren-personal-url');
const panel = (page: Page) => card(page).locator('[part=panel]');
const notice = (page: Page) => page.locator('noren-notice .panel');
const spoken = (page: Page) => card(page).getByRole('status');
const answer = (page: Page, name: string) => card(page).getByRole('button', { name, exact: true });

/** Somebody who refused everything so many days ago, some of it under an older edition. */
async function refused(context: BrowserContext, url: string, days: number, older: readonly string[] = []) {
  const at = Math.floor(Date.now() / 1000) - days * 86_400;
  const ids = ['statistics', 'recommendation', 'identification', 'linking', 'advertising'];
  const p = Object.fromEntries(ids.map((id) => [id, [0, older.includes(id) ? 1 : 2, at]]));
  await keepDecision(context, url, { v: 1, n: 2, p });
}

/** Opens a mail's link. @returns the names of the surfaces that have been shown since, in order */
async function open(page: Page, site: MailSite, member = 'm-1'): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const shown: string[] = [];
    Object.assign(window, { shown });
    addEventListener('noren:shown', (event) => shown.push((event as CustomEvent<{ name: string }>).detail.name));
  });
  await page.goto(`${site.origin}/#noren-link=${await site.token(member)}`);
  return () => page.evaluate(() => (window as never as { shown: string[] }).shown);
}

test('the notice asks first, then the card, which is answered with three key presses; the outcome is said', async ({
  page,
  context,
  site,
}) => {
  await refused(context, site.origin, 200, ['recommendation']);
  const shown = await open(page, site);
  await expect(notice(page)).toBeVisible();
  await expect(card(page)).toBeAttached();
  await expect(panel(page)).toBeHidden();
  for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
  await expect(notice(page)).toBeHidden();
  await expect(panel(page)).toBeVisible();
  await expect(spoken(page)).toHaveText(`このリンクによる識別について / ${AGREE} / ${JOIN} / ${REFUSE}`);
  for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
  await expect(spoken(page)).toHaveText(LINKED);
  await expect(answer(page, JOIN)).toHaveCount(0);
  expect(await shown()).toEqual(['notice', 'personal-url']);
  expect(site.links()).toBe(1);
  expect(site.campaign()).toEqual({ counted: 1, linked: 1 });
  expect(site.records().at(-1)).toMatchObject({
    surface: 'personal-url',
    offered: { purposes: ['identification', 'linking'] },
    chosen: { purposes: { identification: true, linking: true } },
  });
  await card(page).getByRole('button', { name: '閉じる' }).click();
  await expect(panel(page)).toBeHidden();
});

test('being recognised alone joins nothing', async ({ page, context, site }) => {
  await refused(context, site.origin, 200);
  await open(page, site);
  await expect(panel(page)).toBeVisible();
  for (const key of ['Tab', 'Enter']) await page.keyboard.press(key);
  await expect(spoken(page)).toContainText('会員情報とは結び付けていません');
  expect([site.links(), site.campaign()]).toEqual([0, { counted: 1, linked: 0 }]);
});

test('a refusal drops the link, is said, and gives the focus back; the next mail does not ask', async ({
  page,
  context,
  site,
}) => {
  await refused(context, site.origin, 200);
  await open(page, site);
  await expect(panel(page)).toBeVisible();
  const link = page.getByRole('link', { name: '次のページ' });
  await link.focus();
  for (const name of ['policy', 'settings', REFUSE]) {
    await page.keyboard.press('Shift+Tab');
    if (name === REFUSE) await expect(answer(page, name)).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(spoken(page)).toHaveText(DROPPED);
  await expect(panel(page)).toBeHidden();
  await expect(link).toBeFocused();
  await expect
    .poll(() => site.records().at(-1))
    .toMatchObject({
      surface: 'personal-url',
      chosen: { purposes: { identification: false, linking: false } },
    });
  await page.goto('about:blank');
  const shown = await open(page, site);
  await page.waitForFunction(
    () =>
      (window as never as { page?: { state: { link?: { status: string } } } }).page?.state.link?.status === 'dropped',
  );
  expect(await shown()).toEqual([]);
  await expect(card(page)).toHaveCount(0);
  expect(site.redeemed()).toEqual([]);
});

test('on a first visit both are answered in the settings alone, which list what is joined', async ({ page, site }) => {
  const shown = await open(page, site);
  await page.locator('noren-notice').getByRole('button', { name: '個別に設定する' }).click();
  const dialog = page.locator('noren-preferences').getByRole('dialog');
  const row = page.locator('noren-preferences #purpose-linking');
  await expect(row.getByRole('listitem')).toHaveText(['会社名', '閲覧したページ']);
  await expect(row).toContainText('解除するまで');
  await dialog.getByRole('switch', { name: 'メールのリンクによる識別' }).check();
  await dialog.getByRole('switch', { name: '閲覧履歴と会員情報の結び付け' }).check();
  await dialog.getByRole('button', { name: '選んだ内容で保存する' }).click();
  await expect.poll(() => site.links()).toBe(1);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(panel(page)).toBeHidden();
  expect(await shown()).toEqual(['notice', 'preferences']);
  expect(site.records().map(({ surface }) => surface)).toEqual(['preferences']);
});

test('on a first visit the notice says what its yes does with the link; the outcome is told, and undone by a press', async ({
  page,
  site,
}) => {
  await open(page, site);
  const told = page.locator('noren-notice [part=personal-url]');
  await expect(told).toContainText('「すべて許可する」を選ぶと');
  await told.getByText('結び付ける項目と期間').click();
  await expect(told.getByRole('listitem')).toHaveText(['会社名', '閲覧したページ']);
  await expect(panel(page)).toBeHidden();
  expect(site.redeemed()).toEqual([]);
  await page.locator('noren-notice').getByRole('button', { name: 'すべて許可する' }).click();
  await expect(spoken(page)).toHaveText(LINKED);
  await expect(panel(page)).toBeVisible();
  expect([site.links(), site.records().map(({ surface }) => surface)]).toEqual([1, ['notice']]);
  await answer(page, '結び付けを解除する').click();
  await expect(spoken(page)).toContainText('結び付けを解除しました');
  await expect.poll(() => site.links()).toBe(0);
});

test('the card makes room for a notice that is opened, and comes back after it', async ({ page, context, site }) => {
  await refused(context, site.origin, 200);
  await open(page, site);
  await expect(panel(page)).toBeVisible();
  await page.evaluate(() => (window as never as { noren: { show(name: string): unknown } }).noren.show('notice'));
  await expect(notice(page)).toBeVisible();
  await expect(panel(page)).toBeHidden();
  await page.evaluate(() => (window as never as { noren: { hide(name: string): unknown } }).noren.hide('notice'));
  await expect(panel(page)).toBeVisible();
  await page.evaluate(() => (window as never as { noren: { hide(): unknown } }).noren.hide());
  await expect(panel(page)).toBeHidden();
  await page.evaluate(() => (window as never as { noren: { show(name: string): unknown } }).noren.show('personal-url'));
  await expect(panel(page)).toBeVisible();
  await expect(page.locator('noren-preferences').getByRole('dialog')).toBeHidden();
  expect(site.records()).toEqual([]);
});

test('a browser that is linked to another member is linked to this one only after a yes of its own', async ({
  page,
  context,
  site,
}) => {
  await refused(context, site.origin, 200);
  await open(page, site, 'm-1');
  await answer(page, JOIN).click();
  await expect(spoken(page)).toHaveText(LINKED);
  await page.goto('about:blank');
  await open(page, site, 'm-2');
  await expect(card(page).getByRole('heading')).toHaveText('このブラウザは、別の会員の情報と結び付いています');
  await answer(page, '今回の会員と結び付ける').click();
  await expect(spoken(page)).toHaveText(LINKED);
  expect(site.redeemed().map(({ replace = false }) => replace)).toEqual([false, false, true]);
  expect(site.links()).toBe(1);
});

test('whoever has agreed before is told once that the next mail has recognised them, and ends it by a press', async ({
  page,
  context,
  site,
}) => {
  await refused(context, site.origin, 200);
  await open(page, site);
  await answer(page, JOIN).click();
  await expect(spoken(page)).toHaveText(LINKED);
  await page.goto('about:blank');
  const shown = await open(page, site);
  await expect(spoken(page)).toContainText('すでに許可されているため、このメールのリンクで会員として識別し');
  await expect(panel(page)).toBeVisible();
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  await card(page).getByRole('button', { name: '閉じる' }).click();
  await expect(panel(page)).toBeHidden();
  expect(await shown()).toEqual([]);
  // On the next page there is nothing to say.
  await page.getByRole('link', { name: '次のページ' }).click();
  await page.waitForURL('**/next/');
  await expect(card(page)).toHaveCount(0);
  await page.goto('about:blank');
  await open(page, site);
  await answer(page, '結び付けを解除する').click();
  await expect(spoken(page)).toContainText('結び付けを解除しました');
  await expect.poll(() => site.links()).toBe(0);
});
