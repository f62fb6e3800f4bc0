import { axeFindings } from './axe.ts';
import { expect, test } from './fixture.ts';

const PAGES = [
  'register',
  'ad-opt-out',
  'handling-notice',
  'joint-use',
  'document-member-terms',
  'document-event-terms',
];
const SITES = ['portal', 'energy', 'solutions'];

/** Where the API serves the pages of a site of the demo. */
function folder(baseURL: string | undefined, site: string): string {
  return `${new URL(baseURL ?? '').origin}/noren/v1/sites/${site}`;
}

test('whoever does not accept changed terms gets to a page there is, from the pages of every site', async ({
  page,
  baseURL,
}) => {
  for (const site of SITES) {
    await page.goto(`${folder(baseURL, site)}/document-member-terms.html`);
    await page.getByRole('link', { name: '退会の手続き' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('会員の方へ');
    await expect(page.getByRole('heading', { name: '退会の手続き' })).toBeInViewport();
  }
});

for (const language of ['ja', 'en']) {
  test(`the pages without script have nothing for axe to find, in ${language}, and none scrolls sideways`, async ({
    page,
    baseURL,
    browserName,
  }) => {
    for (const name of PAGES) {
      await page.goto(`${folder(baseURL, 'portal')}/${name}${language === 'ja' ? '' : `.${language}`}.html`);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      for (const colorScheme of browserName === 'firefox' ? (['light'] as const) : (['light', 'dark'] as const)) {
        await page.emulateMedia({ colorScheme });
        for (const width of [1280, 320]) {
          await page.setViewportSize({ width, height: 800 });
          expect(
            await page.evaluate(() => document.documentElement.scrollWidth),
            `${name} ${width}`,
          ).toBeLessThanOrEqual(width);
          expect(await axeFindings(page), `${name} ${width} ${colorScheme}`).toEqual([]);
        }
      }
    }
  });
}

test('the text of the pages is at least 16 px, and nothing of it is small print below 14', async ({
  page,
  baseURL,
}) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto(`${folder(baseURL, 'portal')}/register.html`);
  const sizes = await page
    .locator('main :is(p, li, td, th)')
    .evaluateAll((elements) => elements.map((element) => Number.parseFloat(getComputedStyle(element).fontSize)));
  expect(sizes.length).toBeGreaterThan(100);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(14);
  const items = await page
    .locator('main td > ul > li')
    .evaluateAll((elements) => elements.map((element) => Number.parseFloat(getComputedStyle(element).fontSize)));
  expect(Math.min(...items)).toBeGreaterThanOrEqual(16);
});

test('a link to one recipient leads to its row', async ({ page, baseURL }) => {
  await page.goto(`${folder(baseURL, 'portal')}/register.html#noren-google-ads`);
  await expect(page.locator('#noren-google-ads')).toBeInViewport();
  await expect(page.locator('#noren-google-ads')).toContainText('Google LLC');
});

test('terms that are announced can be read before their day, beside what they replace', async ({ page, baseURL }) => {
  await page.goto(`${folder(baseURL, 'portal')}/document-member-terms.html`);
  const notice = page.getByRole('region', { name: '変更のお知らせ' });
  await expect(notice).toContainText('2030年4月1日から、第3版を適用します。');
  await expect(notice.locator('ins')).toHaveText('退会した方の情報は、法令で定める期間を過ぎたあとに消去します。');
  await expect(notice.getByRole('link', { name: '退会の手続き' })).toHaveAttribute(
    'href',
    `${new URL(baseURL ?? '').origin}/members/#leave`,
  );
  await expect(page.getByRole('table', { name: '版の履歴' }).getByRole('row')).toHaveCount(4);
});

test.describe('without JavaScript', () => {
  for (const site of SITES) {
    test(`every page of ${site} leads in one step to the handling notice, joint use and how ads are stopped`, async ({
      scriptless: page,
      baseURL,
    }) => {
      const { port } = new URL(baseURL ?? '');
      for (const [link, heading] of [
        ['個人情報の取扱い', '個人情報の取扱いについて'],
        ['共同利用', '個人情報の共同利用'],
      ] as const) {
        await page.goto(`http://${site}.localhost:${port}/`);
        await page.getByRole('contentinfo').getByRole('link', { name: link, exact: true }).press('Enter');
        await page.waitForURL(new RegExp(`/sites/${site}/`));
        expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(heading);
      }
      await page.goto(`http://${site}.localhost:${port}/`);
      await page.getByRole('contentinfo').getByRole('link', { name: '広告の停止' }).press('Enter');
      await page.waitForURL(/\/ads\/$/);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('広告の停止');
      const stopped = await page.locator('main noren-ad-optout tbody th b').allTextContents();
      expect(stopped.length).toBeGreaterThan(3);
      for (const part of ['th', 'td >> nth=0', 'td >> nth=1'])
        expect(await page.locator(`main noren-ad-optout tbody tr >> nth=0 >> ${part}`).isVisible()).toBe(true);
      // The register leads there too, at its top, and the page of the API tells the same.
      await page.goto(`${folder(baseURL, site)}/register.html`);
      await page.getByRole('main').getByRole('link').first().press('Enter');
      await page.waitForURL(new RegExp(`/sites/${site}/ad-opt-out.html$`));
      expect(await page.locator('main tbody th b').allTextContents()).toEqual(stopped);
      await page.goto(`${folder(baseURL, site)}/handling-notice.html`);
      expect(
        await page
          .locator('main > section > h2')
          .filter({ hasText: /^\d+\. / })
          .count(),
      ).toBe(10);
    });
  }
});
