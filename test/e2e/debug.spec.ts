import type { Service } from '@noren/model/schema';
import { siteConfig } from '../fixtures/site-config.ts';
import { ACCEPT, expect, noticeButton, noticeDrawn, test } from './fixture.ts';

const [row] = siteConfig.services as [Service];
const services = [{ ...row, id: 'counter', hosts: ['thirdparty.localhost'] }].map(({ provider: _, ...rest }) => rest);

test('?noren-debug tells of a tag that ran ahead of Noren and of an undeclared host, beside a notice that works; on a host that is not allowed it fetches nothing', async ({
  page,
  ownSite,
  demo,
}) => {
  const tag = demo.address('thirdparty', '/sp/sp.js?who=secret');
  const { url } = await ownSite(
    { services, debug: {} },
    `<img alt="" src="${tag}"><img alt="" src="http://stranger.localhost/pixel.gif?who=secret">
    <template data-noren="statistics"><!-- <img alt="" src="http://thirdparty.localhost/gated.gif?who=secret"> --></template>`,
  );
  await page.route('http://stranger.localhost/**', (route) => route.fulfill({ body: '' }));
  await page.route('http://thirdparty.localhost/gated.gif**', (route) => route.fulfill({ body: '' }));
  // An async tag of Noren's that comes late, as on any slow day.
  const ahead = Promise.all([page.waitForResponse(/sp\.js/), page.waitForResponse(/pixel\.gif/)]);
  await page.route('**/noren.js', async (route) => {
    await ahead;
    await route.continue();
  });
  await page.goto(`${url}?noren-debug`);
  const panel = page.locator('noren-debug').getByRole('complementary', { name: 'Noren インスペクター' });
  await expect(panel).toContainText(
    /Noren より先に、次の相手と通信しています。\s*thirdparty\.localhost:\d+ \(counter\)/,
  );
  await expect(panel).toContainText(/送信先一覧にない相手と通信しています。\s*stranger\.localhost/);
  await expect(panel).toContainText(/待っているもの\s*1/);
  expect(await panel.textContent()).not.toContain('secret');
  await noticeDrawn(page);
  await noticeButton(page, ACCEPT).click();
  await expect(panel).toContainText(/待っているもの\s*0/);
  await expect(panel).toContainText(/動いたもの\s*1/);

  // By keyboard: folded, opened, closed.
  await panel.getByRole('button', { name: 'たたむ' }).press('Enter');
  await expect(panel).not.toContainText('通信先');
  await panel.getByRole('button', { name: '開く' }).press('Enter');
  await expect(panel).toContainText('通信先');
  await page.keyboard.press('Escape');
  await expect(page.locator('noren-debug')).toHaveCount(0);

  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${url.replace('own.localhost', '127.0.0.1')}?noren-debug`);
  await noticeDrawn(page);
  await page.waitForLoadState('networkidle');
  await expect(page.locator('noren-debug')).toHaveCount(0);
  expect(asked.filter((path) => /noren-debug/.test(path))).toEqual([]);
});

test('what a visitor has pressed for alone, in an embed, is no tag that runs past the gate: the inspector tells it among what ran', async ({
  page,
  ownSite,
  demo,
}) => {
  const frame = `<iframe title="動画" src="${demo.address('thirdparty', '/video/embed?who=secret')}" width="400" height="300"></iframe>`;
  const gated = '<template data-noren="statistics" data-noren-service="counter">';
  const { url } = await ownSite({ services, debug: {} }, `<noren-embed>${gated}${frame}</template></noren-embed>`);
  await page.goto(`${url}?noren-debug`);
  const panel = page.locator('noren-debug').getByRole('complementary', { name: 'Noren インスペクター' });
  await expect(panel).toContainText(/待っているもの\s*1/);
  await page.locator('noren-embed').getByRole('button', { name: 'これだけを表示する' }).click();
  await expect(panel).toContainText(/動いたもの\s*1[\s\S]*statistics\/counter\s*noren-embed\s*<iframe>/);
  await expect(panel).toContainText(/thirdparty\.localhost:\d+ × \d+/);
  await expect(panel).toContainText('今のところ問題は見つかっていません。');
  // Whatever else goes there is one still.
  await page.evaluate((src) => fetch(src, { mode: 'no-cors' }), demo.address('thirdparty', '/pixel.gif'));
  await expect(panel).toContainText('許可がないのに、次の相手と通信しています。');
});
