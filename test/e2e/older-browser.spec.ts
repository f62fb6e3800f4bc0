import { expect, test } from './fixture.ts';
import { serveOwnSite } from './own-site.ts';

const BODY = `<script type="text/plain" data-noren="statistics">(window.ran ??= []).push('statistics')</script>
  <template data-noren="advertising"><!-- <img src="/pixel.gif" alt=""> --></template>
  <noren-disclosure>送信先の一覧</noren-disclosure>
  <button type="button">数える</button>
  <script>counted = 0; document.querySelector('button').addEventListener('click', () => { counted += 1; });</script>
  <a href="#list" data-noren-show="preferences">クッキーの設定</a><p id="list">一覧</p>`;

/** What browsers have not had for longest of all that is needed, and the oldest that has it. */
const MISSING = {
  'a style sheet that a script makes (Safari 16.4, Firefox 101)': 'delete CSSStyleSheet.prototype.replaceSync',
  'the same, as Safari 16.3 says it': 'CSSStyleSheet = function () { throw new TypeError("Illegal constructor"); }',
  'Object.hasOwn (Chrome 93)': 'delete Object.hasOwn',
};

test('a browser that is too old runs nothing that needs a yes and keeps nothing; the page and its links work', async ({
  browser,
}) => {
  const asked: string[] = [];
  const site = await serveOwnSite({}, BODY, (path) => {
    asked.push(path);
    return false;
  });
  for (const [what, without] of Object.entries(MISSING)) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(without);
    const failed = page.waitForEvent('pageerror');
    await page.goto(site.url);
    await failed;
    await page.getByRole('button', { name: '数える' }).click();
    await page.getByRole('link', { name: 'クッキーの設定' }).click();
    await expect(page, what).toHaveURL(`${site.url}#list`);
    await expect(page.getByText('送信先の一覧'), what).toBeVisible();
    expect(await page.evaluate('[counted, window.ran]'), what).toEqual([1, undefined]);
    expect(await context.cookies(), what).toEqual([]);
    await context.close();
  }
  expect(asked).not.toContain('/pixel.gif');
  await site.close();
});
