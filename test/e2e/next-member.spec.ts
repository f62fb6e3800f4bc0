import type { Noren } from '@noren/core';
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { type MailSite, serveMailSite } from './mail-site.ts';

/** What a test's page has put into its window. */
type Told = Window & { page: Noren };

const YES = { identification: true, linking: true };

let site: MailSite;
test.beforeEach(async () => {
  site = await serveMailSite();
});
test.afterEach(() => site.close());

async function open(page: Page, path = '/'): Promise<void> {
  await page.goto('about:blank');
  await page.goto(site.origin + path);
  await expect.poll(() => page.evaluate(() => typeof (window as unknown as Told).page)).toBe('object');
}

async function identify(page: Page, member: string): Promise<void> {
  await page.evaluate((token) => (window as unknown as Told).page.identify(token), await site.signIn(member));
}

/** Says yes to both, and waits until the API has the record. */
async function agree(page: Page): Promise<void> {
  const before = site.records().length;
  await page.evaluate((purposes) => (window as unknown as Told).page.decide({ purposes }), YES);
  await expect.poll(() => site.records().length).toBe(before + 1);
  await expect.poll(() => page.evaluate(() => (window as unknown as Told).page.state.decisions.unsent)).toBeUndefined();
}

async function grants(page: Page): Promise<(string | undefined)[]> {
  return page.evaluate(() => {
    const { identification, linking } = (window as unknown as Told).page.state.grants;
    return [identification, linking];
  });
}

test('a member who signs in after another one has nothing of their choice, though nobody has signed out', async ({
  page,
}) => {
  await open(page);
  await identify(page, 'm-1');
  await agree(page);
  // The same member's next page.
  await open(page);
  await identify(page, 'm-1');
  expect(await grants(page)).toEqual(['granted', 'granted']);
  await open(page);
  await identify(page, 'm-2');
  expect(await grants(page)).toEqual(['undecided', 'undecided']);
  await open(page);
  expect(await grants(page)).toEqual(['undecided', 'undecided']);
});

test('what a member has allowed while signed in is gone with the sign-out, and the next member is asked by their own mail', async ({
  page,
}) => {
  await open(page);
  await identify(page, 'm-1');
  await agree(page);
  await page.evaluate(() => (window as unknown as Told).page.forget());
  expect(await grants(page)).toEqual(['undecided', 'undecided']);
  await identify(page, 'm-2');
  expect(await grants(page)).toEqual(['undecided', 'undecided']);
  await open(page, `/#noren-link=${await site.token('m-2')}`);
  await expect.poll(() => page.evaluate(() => (window as unknown as Told).page.state.link?.status)).toBe('asking');
  expect(site.links()).toBe(0);
  await agree(page);
  await expect.poll(() => site.links()).toBe(1);
});

test('what a member has refused while signed in stays refused in this browser', async ({ page }) => {
  await open(page);
  await agree(page);
  await identify(page, 'm-1');
  await page.evaluate(() => (window as unknown as Told).page.decide({ purposes: { linking: false } }));
  await expect.poll(() => site.records().length).toBe(2);
  await expect.poll(() => page.evaluate(() => (window as unknown as Told).page.state.decisions.unsent)).toBeUndefined();
  await page.evaluate(() => (window as unknown as Told).page.forget());
  expect(await grants(page)).toEqual(['granted', 'denied']);
});

test('what was chosen while the API was away, before the member signed in, does not become theirs', async ({
  page,
  browser,
}) => {
  site.fail('/records');
  await open(page);
  await page.evaluate((purposes) => (window as unknown as Told).page.decide({ purposes }), YES);
  await expect
    .poll(() => site.received.some(({ url, method }) => method === 'POST' && url.endsWith('/records')))
    .toBe(true);
  await identify(page, 'm-1');
  site.fail();
  await open(page);
  await expect.poll(() => site.records().length).toBe(1);
  const context = await browser.newContext();
  const other = await context.newPage();
  await open(other);
  await identify(other, 'm-1');
  expect(await grants(other)).toEqual(['undecided', 'undecided']);
  await context.close();
});
