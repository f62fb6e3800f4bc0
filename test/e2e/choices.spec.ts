import {
  ACCEPT,
  cookieOf,
  decided,
  expect,
  keepDecision,
  noticeButton,
  noticePanel,
  REJECT,
  SAVE,
  SETTINGS,
  test,
  unsent,
} from './fixture.ts';

const TAGS = ['/sp/sp.js', '/posthog/module.js', '/ad/ad.js', '/ad/pixel.gif'];

test('accepting all runs every tag, keeps the choice and records it once', async ({ page, context, demo, traffic }) => {
  const before = demo.records('energy').length;
  await page.goto(demo.address('energy'));
  await noticeButton(page, ACCEPT).click();
  await expect.poll(() => TAGS.filter((tag) => !traffic.thirdParty.includes(tag))).toEqual([]);
  await expect(noticePanel(page)).toBeHidden();
  await expect
    .poll(() => decided(context, 'energy'))
    .toEqual({
      statistics: true,
      recommendation: true,
      identification: true,
      linking: true,
      advertising: true,
    });
  await expect.poll(() => demo.records('energy').length).toBe(before + 1);
  expect(demo.records('energy').at(-1)).toMatchObject({
    edition: '6',
    language: 'ja',
    control: 'accept-all',
    surface: 'notice',
    basis: 'explicit',
    chosen: { purposes: { statistics: true, advertising: true } },
  });
  await expect.poll(() => unsent(context)).toBe(false);
  traffic.forget();
  await page.reload();
  await expect.poll(() => TAGS.filter((tag) => !traffic.thirdParty.includes(tag))).toEqual([]);
  await expect(page.locator('noren-notice')).toHaveCount(0);
  expect(traffic.records).toEqual([]);
});

test('refusing all sends nothing, is kept and recorded like a yes, and is not asked again', async ({
  page,
  context,
  demo,
  traffic,
}) => {
  await page.goto(demo.address('energy'));
  await noticeButton(page, REJECT).click();
  await expect(noticePanel(page)).toBeHidden();
  await expect
    .poll(() => demo.records('energy').at(-1))
    .toMatchObject({ control: 'reject-all', chosen: { purposes: { statistics: false } } });
  for (const path of ['/', '/products/', '/news/']) {
    await page.goto(demo.address('energy', path));
    await page.waitForLoadState('networkidle');
  }
  expect(traffic.thirdParty).toEqual([]);
  await expect(page.locator('noren-notice')).toHaveCount(0);
  expect(Object.values((await decided(context, 'energy')) ?? {})).toEqual([false, false, false, false, false]);
  expect((await context.cookies()).map(({ name }) => name)).toEqual(['noren']);
});

test('a mixed choice runs what was switched on and nothing else', async ({ page, context, demo, traffic }) => {
  await page.goto(demo.address('energy'));
  await noticeButton(page, SETTINGS).click();
  const dialog = page.locator('noren-preferences').getByRole('dialog');
  for (const control of await dialog.getByRole('switch').all()) await expect(control).not.toBeChecked();
  await dialog.getByRole('switch', { name: '統計', exact: true }).click();
  await dialog.getByRole('button', { name: SAVE }).click();
  await expect.poll(() => traffic.thirdParty).toContain('/com.snowplowanalytics.snowplow/tp2');
  await expect
    .poll(() => decided(context, 'energy'))
    .toMatchObject({ statistics: true, advertising: false, linking: false });
  await expect.poll(() => demo.records('energy').at(-1)).toMatchObject({ control: 'save', surface: 'preferences' });
  await page.goto(demo.address('energy', '/products/'));
  await page.waitForLoadState('networkidle');
  expect(traffic.thirdParty.filter((path) => path.startsWith('/ad/'))).toEqual([]);
});

test('withdrawing deletes what the tags left, stops frames and beacons, and a reload is silent', async ({
  page,
  context,
  demo,
  traffic,
}) => {
  await page.goto(demo.address('energy'));
  await noticeButton(page, ACCEPT).click();
  await expect
    .poll(async () => (await context.cookies(demo.address('energy'))).map(({ name }) => name))
    .toEqual(expect.arrayContaining(['_ad', '_ad_ses']));
  await expect.poll(() => traffic.thirdParty).toContain('/flags/');
  await expect(page.locator('iframe')).toHaveCount(1);
  await page.getByRole('contentinfo').getByRole('link', { name: 'クッキーの設定' }).click();
  const dialog = page.locator('noren-preferences').getByRole('dialog');
  await dialog.getByRole('button', { name: REJECT }).click();
  await expect(dialog).toContainText('このブラウザから削除しました');
  await expect(page.locator('iframe')).toHaveCount(0);
  await expect
    .poll(async () => (await context.cookies(demo.address('energy'))).map(({ name }) => name))
    .toEqual(['noren']);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('_ad')))).toEqual([]);
  traffic.forget();
  await page.reload();
  await page.waitForLoadState('networkidle');
  expect(traffic.thirdParty).toEqual([]);
});

test('a grant that has expired is asked again and runs nothing until it is given again', async ({
  page,
  context,
  demo,
  traffic,
}) => {
  const old = Math.floor(Date.now() / 1000) - 366 * 86_400;
  await keepDecision(context, demo.address('energy'), cookieOf(1, { at: old }));
  await page.goto(demo.address('energy'));
  await expect(noticePanel(page)).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(traffic.thirdParty).toEqual([]);
  await noticeButton(page, ACCEPT).click();
  await expect.poll(() => traffic.thirdParty).toContain('/ad/ad.js');
});

test('a material edition asks again only what it affects; the rest goes on', async ({
  page,
  context,
  demo,
  traffic,
}) => {
  // Of edition 4, the fifth in order: since then the advertising list and three purposes have changed, statistics not.
  await keepDecision(context, demo.address('energy'), cookieOf(1, { edition: 5 }));
  await page.goto(demo.address('energy'));
  await expect(noticePanel(page)).toBeVisible();
  await expect.poll(() => traffic.thirdParty).toContain('/sp/sp.js');
  await page.waitForLoadState('networkidle');
  expect(traffic.thirdParty.filter((path) => path.startsWith('/ad/'))).toEqual([]);
});

test('an edition that changed nothing for a visitor asks nobody', async ({ page, context, demo }) => {
  await keepDecision(context, demo.address('energy'), cookieOf(0, { edition: 7 }));
  await page.goto(demo.address('energy'));
  await page.waitForLoadState('networkidle');
  await expect(page.locator('noren-notice')).toHaveCount(0);
});

test('an opt-out site runs until a no, and a no stops it', async ({ page, context, demo, traffic }) => {
  await page.goto(demo.address('solutions'));
  await expect(noticePanel(page)).toBeVisible();
  await expect.poll(() => traffic.thirdParty).toContain('/ad/ad.js');
  await noticeButton(page, REJECT).click();
  await expect.poll(() => decided(context, 'solutions')).toMatchObject({ advertising: false });
  traffic.forget();
  await page.reload();
  await page.waitForLoadState('networkidle');
  expect(traffic.thirdParty.filter((path) => path.startsWith('/ad/'))).toEqual([]);
  // Statistics is told there, not asked.
  expect(traffic.thirdParty).toContain('/sp/sp.js');
});

test('a site with both says what runs already and what waits for a yes', async ({ page, demo }) => {
  await page.goto(demo.address('solutions'));
  await expect(noticePanel(page)).toContainText('閲覧状況の統計、広告の配信のために');
  await expect(noticePanel(page)).toContainText('は、許可された場合にだけ行います。');
});

test('the first page view is neither lost nor doubled', async ({ page, demo, traffic }) => {
  await page.goto(demo.address('energy'));
  await noticeButton(page, ACCEPT).click();
  await expect.poll(() => traffic.thirdParty.filter((path) => path.endsWith('/tp2')).length).toBe(1);
  await page.waitForLoadState('networkidle');
  expect(traffic.thirdParty.filter((path) => path.endsWith('/tp2')).length).toBe(1);
});
