import type { Page } from '@playwright/test';
import { expect, type ServeSite, test } from './fixture.ts';

const DETAILS = /^\/noren-register-details\./;
const register = (page: Page) => page.locator('noren-disclosure');
const row = (page: Page) => register(page).locator('#row-google-analytics-4');
const opened = (page: Page) => row(page).locator('details[open] [part=details]');

test.describe('what opens in the register could not be had', () => {
  /** The register without the file; `comeBack` lets it be had from then on. */
  async function without(page: Page, ownSite: ServeSite, hash = '') {
    const state = { isGone: true, asked: 0, thrown: [] as string[] };
    page.on('pageerror', ({ message }) => state.thrown.push(message));
    const { url } = await ownSite({}, '<noren-disclosure></noren-disclosure>', (path) => {
      if (!DETAILS.test(path)) return false;
      state.asked += 1;
      return state.isGone;
    });
    await page.goto(url + hash);
    await expect(row(page)).toBeVisible();
    await expect.poll(() => state.asked).toBeGreaterThan(0);
    return state;
  }

  test('a row that is pressed opens as soon as it can, and the rest behind it', async ({ page, ownSite }) => {
    const state = await without(page, ownSite);
    await expect(row(page)).toContainText('Google');
    const before = state.asked;
    await row(page).locator('summary').click();
    await expect.poll(() => state.asked, 'it is asked for again').toBeGreaterThan(before);
    await expect(register(page).locator('[part=details]')).toHaveCount(0);
    state.isGone = false;
    await expect(async () => {
      await row(page).locator('summary').click();
      await expect(opened(page)).toBeVisible({ timeout: 1000 });
    }).toPass();
    await expect(register(page).locator('[part=history] li')).not.toHaveCount(0);
    expect(state.thrown).toEqual([]);
  });

  test('somebody with a keyboard gets it by going to the register', async ({ page, ownSite }) => {
    const state = await without(page, ownSite);
    state.isGone = false;
    await register(page).getByRole('searchbox').focus();
    await expect(register(page).locator('[part=history] li')).not.toHaveCount(0);
    await row(page).locator('summary').focus();
    await page.keyboard.press('Enter');
    await expect(opened(page)).toBeVisible();
    expect(state.thrown).toEqual([]);
  });

  test('a link to a row leads to it all the same, and opens it when it is followed again', async ({
    page,
    ownSite,
  }) => {
    const state = await without(page, ownSite, '#noren-google-analytics-4');
    await expect(row(page)).toBeInViewport();
    state.isGone = false;
    await expect(async () => {
      await page.evaluate(() => {
        location.hash = '';
        location.hash = '#noren-google-analytics-4';
      });
      await expect(opened(page)).toBeVisible({ timeout: 1000 });
    }).toPass();
    expect(state.thrown).toEqual([]);
  });
});
