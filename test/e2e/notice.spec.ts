import { axeFindings } from './axe.ts';
import { decided, expect, noticeButton, noticeDrawn, noticePanel, REJECT, SETTINGS, test } from './fixture.ts';

test('neither Esc nor scrolling nor a click elsewhere decides anything, and the next page asks again', async ({
  page,
  context,
  demo,
  traffic,
}) => {
  const before = demo.records('energy').length;
  await page.goto(demo.address('energy'));
  await noticeDrawn(page);
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1 }).click();
  await page.mouse.wheel(0, 3000);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'ニュース・イベント' }).first().click();
  await page.waitForURL('**/news/');
  await expect(noticePanel(page)).toBeVisible();
  expect(await context.cookies()).toEqual([]);
  expect(traffic.thirdParty).toEqual([]);
  expect(traffic.records).toEqual([]);
  expect(demo.records('energy').length).toBe(before);
});

test('a blocking notice stays through Esc and clicks beside it, keeps the page out of reach, and goes with a choice', async ({
  page,
  context,
  ownSite,
}) => {
  const { url } = await ownSite(
    { notice: { layout: 'dialog' } },
    '<main><h1>試験</h1><p><a href="#a">リンク</a></p></main>',
  );
  await page.goto(url);
  await noticeDrawn(page);
  const dialog = page.getByRole('dialog', { name: 'クッキーと Web ビーコンについて' });
  // As high as its words, in the middle.
  const { y, height } = (await dialog.boundingBox()) ?? { y: 0, height: 0 };
  const { bottom } = await page.locator('noren-notice a').evaluate((link) => link.getBoundingClientRect());
  expect(y + height - bottom).toBeLessThan(40);
  expect(Math.abs(720 - height - 2 * y)).toBeLessThan(2);
  // The second Esc in a row is one that no page can prevent.
  for (let presses = 0; presses < 4; presses += 1) {
    await page.keyboard.press('Escape');
    await expect(dialog).toBeVisible();
  }
  await page.mouse.click(5, 5);
  await expect(dialog).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  // The link is inert: nothing reaches it.
  for (let presses = 0; presses < 8; presses += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.localName)).not.toBe('a');
  }
  await expect(page.getByRole('link', { name: 'リンク' }).click({ timeout: 500, trial: true })).rejects.toThrow();
  expect(await decided(context, 'own')).toBeUndefined();
  await noticeButton(page, SETTINGS).click();
  const preferences = page.getByRole('dialog', { name: 'クッキーの設定' });
  await expect(preferences.getByRole('switch')).toHaveCount(5);
  await page.keyboard.press('Escape');
  await expect(preferences).toBeHidden();
  await expect(dialog).toBeVisible();
  expect(await decided(context, 'own')).toBeUndefined();
  await noticeButton(page, REJECT).click();
  await expect(dialog).toBeHidden();
  expect(Object.values((await decided(context, 'own')) ?? { none: true })).toEqual([false, false, false, false, false]);
  await page.getByRole('link', { name: 'リンク' }).click();
  await expect(page).toHaveURL(`${url}#a`);
});

test('a blocking notice that an ad blocker hides leaves the page alone, before it comes and after', async ({
  page,
  context,
  ownSite,
}) => {
  const hide = 'noren-notice{display:none!important}';
  const link = page.getByRole('link', { name: 'リンク' });
  for (const head of [`<style>${hide}</style>`, '']) {
    const { url } = await ownSite({ notice: { layout: 'dialog' } }, `${head}<p><a href="#a">リンク</a></p>`);
    await page.goto(url);
    await noticeDrawn(page);
    if (!head) {
      await expect(noticePanel(page)).toBeVisible();
      await page.addStyleTag({ content: hide });
    }
    await link.click();
    await expect(page).toHaveURL(`${url}#a`);
    expect(await decided(context, 'own')).toBeUndefined();
  }
});
