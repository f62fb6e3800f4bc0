import type { Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { ACCEPT, expect, noticeButton, test } from './fixture.ts';

/** Every section of a document as somebody reads it, from the page without script or from the element. */
function sectionsOf(page: Page, within: string): Promise<string[]> {
  return page
    .locator(`${within} section[aria-labelledby^=section-]`)
    .evaluateAll((sections) => sections.map(({ textContent }) => textContent.replace(/\s+/g, '')));
}

test('the terms say the same sections as an element and as a page without script', async ({ page, demo }) => {
  for (const [file, path, within, count] of [
    ['document-member-terms', '/terms/', 'noren-document[document=member-terms]', 4],
    ['document-event-terms', '/terms/', 'noren-document[document=event-terms]', 1],
    ['document-member-terms.en', '/en/terms/', 'noren-document[document=member-terms]', 4],
  ] as const)
    await test.step(file, async () => {
      await page.goto(demo.address('portal', `/noren/v1/sites/portal/${file}.html`));
      const served = await sectionsOf(page, 'main');
      await page.goto(demo.address('portal', path));
      await expect(page.locator(within).getByRole('heading').first()).toBeVisible();
      expect(await sectionsOf(page, within)).toEqual(served);
      expect(served).toHaveLength(count);
    });
});

test('whoever does not accept changed terms gets from the element to where members leave', async ({ page, demo }) => {
  await page.goto(demo.address('portal', '/en/terms/'));
  await page.locator('noren-document').getByRole('link', { name: 'End my membership' }).click();
  await expect(page).toHaveURL(demo.address('portal', '/en/members/#leave'));
  await expect(page.getByRole('heading', { name: 'Ending a membership' })).toBeInViewport();
});

test('editions can be compared by keyboard alone, and the older always comes first', async ({ page, demo }) => {
  await page.goto(demo.address('portal', '/documents/'));
  await noticeButton(page, ACCEPT).click();
  const compare = page.locator('noren-editions').getByRole('group').first();
  const [older, newer] = [compare.getByLabel('比較元の版'), compare.getByLabel('比較先の版')];
  const compared = (words: string) => expect(compare.getByRole('heading', { name: words })).toBeVisible();
  await expect(older).toBeVisible();
  await page.getByRole('link', { name: 'Read this in English' }).focus();
  await page.keyboard.press('Tab');
  await expect(older).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('Tab');
  await expect(newer).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await compared('第1版と第2版の違い');
  await expect(compare.locator('del').first()).toContainText('会員サービス部');
  await expect(compare.locator('ins').first()).toContainText('会員推進部');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await compared('第2版と第3版の違い');
  await expect(older.locator('option:checked')).toHaveText('2');
  await expect(newer.locator('option:checked')).toHaveText('3');
});

test('axe finds nothing on the pages of documents, light or dark, wide or narrow', async ({ page, demo }) => {
  for (const path of ['/terms/', '/privacy/', '/documents/', '/ads/', '/en/terms/', '/en/documents/', '/en/ads/'])
    await test.step(path, async () => {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(demo.address('portal', path));
      const element = page.locator('noren-ad-optout, noren-document, noren-editions').first();
      await expect(element.getByRole('heading').first()).toBeVisible();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const width of [1280, 320]) {
          await page.setViewportSize({ width, height: 800 });
          expect(await axeFindings(page, ['noren-notice']), `${width} ${colorScheme}`).toEqual([]);
        }
      }
    });
});

test('the switch of the advertising page stops a tag at once and is kept', async ({ page, demo, traffic }) => {
  await page.goto(demo.address('energy', '/ads/'));
  await noticeButton(page, ACCEPT).click();
  await expect.poll(() => traffic.thirdParty).toContain('/ad/pixel.gif');
  const sending = page.getByRole('switch', { name: '「行動ターゲティング広告」のための送信を許可する' });
  await expect(sending).toBeChecked();
  await expect.poll(async () => (await page.context().cookies()).map(({ name }) => name)).toContain('_ad_ses');
  await sending.press('Space');
  await expect(sending).not.toBeChecked();
  await expect.poll(async () => (await page.context().cookies()).map(({ name }) => name)).not.toContain('_ad_ses');
  expect(await page.evaluate("noren.has('advertising')")).toBe(false);
  await expect.poll(() => demo.records('energy').at(-1)?.chosen.purposes.advertising).toBe(false);
  traffic.forget();
  await page.reload();
  await expect(sending).not.toBeChecked();
  await expect.poll(() => traffic.thirdParty.some((path) => path.startsWith('/sp/'))).toBe(true);
  expect(traffic.thirdParty.filter((path) => path.startsWith('/ad/'))).toEqual([]);
});

test.describe('without JavaScript', () => {
  for (const path of ['/terms/', '/privacy/', '/documents/', '/en/terms/', '/en/documents/']) {
    test(`what stands in the elements of ${path} leads to the pages without script`, async ({
      scriptless: page,
      demo,
    }) => {
      await page.goto(demo.address('portal', path));
      const links = page.locator('main :is(noren-ad-optout, noren-document, noren-editions) a');
      const addresses = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
      expect(addresses.length).toBeGreaterThan(0);
      for (const address of addresses) {
        expect((await page.goto(address))?.status(), address).toBe(200);
        expect(await page.locator('html').getAttribute('lang')).toBe(path.startsWith('/en/') ? 'en' : 'ja');
      }
    });
  }

  for (const [path, file] of [
    ['/ads/', 'ad-opt-out.html'],
    ['/en/ads/', 'ad-opt-out.en.html'],
  ] as const)
    test(`${path} itself tells each provider, its procedure and the programmes, as the page of the API does`, async ({
      scriptless: page,
      demo,
    }) => {
      const told = async () => ({
        rows: await page.locator('main tbody tr').allTextContents(),
        links: await page.locator('main a[rel]').evaluateAll((all) => all.map((link) => link.getAttribute('href'))),
      });
      await page.goto(demo.address('portal', path));
      const here = await told();
      expect(here.rows.length).toBeGreaterThan(3);
      for (const row of await page.locator('main tbody tr').all()) expect(await row.isVisible()).toBe(true);
      await page.goto(demo.address('portal', `/noren/v1/sites/portal/${file}`));
      expect(await told()).toEqual(here);
    });
});
