import { catalogueRow } from '@noren/model/catalogue';
import { rowsInForce } from '@noren/model/publish';
import type { Page } from '@playwright/test';
import { sites } from '../../demo/sites/all.ts';
import { axeFindings } from './axe.ts';
import { expect, test } from './fixture.ts';

const pages = {
  portal: [
    ...[
      '/',
      '/products/',
      '/news/',
      '/news/pump/',
      '/members/',
      '/cookies/',
      '/head/',
      '/ads/',
      '/terms/',
      '/privacy/',
      '/documents/',
    ],
    ...['/en/', '/en/cookies/', '/en/ads/', '/en/terms/', '/en/privacy/', '/en/documents/'],
    ...['/en/news/pump/', '/en/members/'],
  ],
  energy: [
    ...['/', '/products/', '/news/', '/seminar/', '/videos/', '/members/', '/cookies/', '/strict/', '/ads/'],
    ...['/en/', '/en/seminar/', '/en/videos/', '/en/members/', '/en/cookies/', '/en/ads/'],
  ],
  solutions: [
    ...['/', '/products/', '/news/', '/trial/', '/members/', '/cookies/', '/ads/'],
    ...['/en/', '/en/trial/', '/en/members/', '/en/cookies/', '/en/ads/'],
  ],
} as const;

/** Address of a page of the demo that runs for these tests. */
function address(baseURL: string | undefined, site: string, path = '/'): string {
  const { port } = new URL(baseURL ?? '');
  return `http://${site}.localhost:${port}${path}`;
}

/** Everything that the page asks of the stand-in for third parties. */
function watchThirdParty(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).hostname === 'thirdparty.localhost') sent.push(new URL(request.url()).pathname);
  });
  return sent;
}

/** Until every element shows what it is for, in the place of what the page has wrapped into it. */
async function elementsShown(page: Page): Promise<void> {
  for (const element of await page.locator('noren-ad-optout, noren-document, noren-editions').all())
    await expect(element.locator('h2:not(.register h2)').first()).toBeVisible();
  for (const element of await page.locator('noren-embed').all()) await expect(element.getByRole('group')).toBeVisible();
}

/** What every page of the demo keeps to. */
async function checkPage(page: Page, baseURL: string | undefined, site: string, path: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 720 });
  const response = await page.goto(address(baseURL, site, path));
  expect(response?.status()).toBe(200);
  expect(response?.headers()['cache-control']).toBe('no-store');
  await expect(page.locator('html')).toHaveAttribute('lang', path.startsWith('/en/') ? 'en' : 'ja');
  await expect(page.locator('h1')).toHaveCount(1);
  await expect(page.locator('demo-panel .panel-strip')).toBeVisible();
  await expect(page.locator('noren-notice').getByRole('button').first()).toBeVisible();
  await elementsShown(page);
  // The notice has its own tests.
  expect(await axeFindings(page, ['noren-notice'])).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
}

// One test for each site: a browser takes as long for a new profile as for a page.
for (const [site, paths] of Object.entries(pages)) {
  const isQuiet = site !== 'solutions';
  const quiet = isQuiet ? ', and where everything waits for a yes nothing is sent and nothing is kept before one' : '';
  test(`every page of ${site} answers in its language, fits 320 px and has nothing for axe to find${quiet}`, async ({
    page,
    context,
    baseURL,
  }) => {
    const sent = watchThirdParty(page);
    const errors: string[] = [];
    // Firefox reports PostHog's search for a domain it may write on; that is not an error of the page.
    page.on('pageerror', ({ message }) => message.startsWith('Cookie “dmn_chk_') || errors.push(message));
    for (const path of paths) await test.step(path, () => checkPage(page, baseURL, site, path));
    expect(errors).toEqual([]);
    if (!isQuiet) return;
    expect(sent).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  });
}

test('the panel names who got what, under which purpose, as it happens', async ({ page, baseURL }) => {
  await page.goto(address(baseURL, 'energy'));
  const panel = page.locator('demo-panel');
  await expect(panel).toContainText('第三者への送信はありません');
  await panel.getByRole('button', { name: '記録を見る' }).click();
  await page.locator('noren-notice').getByRole('button', { name: 'すべて許可する' }).click();
  const snowplow = panel.locator('li', { hasText: '閲覧の集計（Snowplow） →' });
  await expect(snowplow).toContainText('統計');
  await expect(snowplow).toContainText('届いた内容：page_view');
  await expect(panel.locator('li', { hasText: 'サンプル広告タグ →' })).toContainText('行動ターゲティング広告');
  await expect(panel.locator('li', { hasText: '_ad_ses' })).toContainText('行動ターゲティング広告');
});

test('the three sites publish forty real providers, each from the catalogue, and no two of them the same', () => {
  const rows = Object.values(sites).flatMap((site) => rowsInForce(site(4600), new Date()));
  const real = new Set(rows.flatMap(({ provider }) => provider ?? []));
  for (const id of real) expect(catalogueRow(id).id).toBe(id);
  expect(real.size).toBeGreaterThanOrEqual(40);
});

test.describe('without JavaScript', () => {
  for (const site of Object.keys(pages)) {
    test(`one link leads from ${site} to the whole register`, async ({ scriptless: page, baseURL }) => {
      const sent = watchThirdParty(page);
      await page.goto(address(baseURL, site));
      await page.getByRole('link', { name: 'クッキーの設定', exact: true }).press('Enter');
      await page.waitForURL(address(baseURL, site, '/cookies/'));
      expect(await page.getByRole('heading', { level: 2 }).count()).toBe(6);
      const row = page.getByRole('table', { name: '統計' }).getByRole('rowheader', { name: 'Snowplow' });
      expect(await row.isVisible()).toBe(true);
      expect(sent).toEqual([]);
    });
  }
});

for (const path of ['/none/', '/..%2f..%2fpackage.json', '/%ff', '/parts/head.html', '/assets/%2e%2e%2fstart.ts']) {
  test(`${path} is not a page and shows nothing of the machine`, async ({ request, baseURL }) => {
    const { port } = new URL(baseURL ?? '');
    // From Node no *.localhost resolves.
    const response = await request.get(`http://127.0.0.1:${port}${path}`, {
      headers: { host: `portal.localhost:${port}` },
    });
    expect(response.status()).toBe(404);
    expect(await response.text()).not.toMatch(/"name": "|import /);
  });
}

for (const [path, language, words] of [
  ['/none/', 'ja', 'ページが見つかりません | サンプルエナジー'],
  ['/en/none/', 'en', 'Page not found | Sample Energy'],
] as const) {
  test(`what is not there at ${path} is told in the language of the address, by the site`, async ({
    page,
    baseURL,
  }) => {
    const response = await page.goto(address(baseURL, 'energy', path));
    expect(response?.status()).toBe(404);
    await expect(page).toHaveTitle(words);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page.locator('body')).toHaveClass('energy');
  });
}
