import type { Page } from '@playwright/test';
import { answer, expect, identify, purposes, reaches, ready, status, type Told, test } from './mail-page.ts';
import type { MailSite } from './mail-site.ts';

/** Holds back the file that sees to links. @returns lets it come */
async function holdBack(page: Page): Promise<() => Promise<void>> {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  await page.route(/noren-links/, async (route) => {
    await opened;
    await route.continue();
  });
  return async () => {
    const come = page.waitForResponse(/noren-links/);
    open();
    await come;
  };
}

/** Follows the link of m-1's mail. Firefox calls no page loaded while a file that it imports is held back. */
const arriveEarly = async (page: Page, site: MailSite) =>
  page.goto(`${site.origin}/#noren-link=${await site.token('m-1')}`, { waitUntil: 'commit' });

const link = (page: Page) => page.evaluate(() => (window as unknown as Told).page?.state.link);

test('a no that is said before the file of links has come drops the token, whatever follows', async ({
  page,
  serve,
}) => {
  const site = await serve();
  const come = await holdBack(page);
  await arriveEarly(page, site);
  await ready(page);
  await answer(page, purposes(false, false));
  // Of two choices at one moment, as a coarse clock has it, the no holds.
  await expect.poll(() => site.records().length).toBe(1);
  await answer(page, purposes(true, true));
  await expect.poll(() => site.records().length).toBe(2);
  await come();
  await reaches(page, 'dropped');
  // The next mail is followed after the yes.
  const next = await site.token('m-1');
  await page.evaluate((token) => {
    location.hash = `noren-link=${token}`;
  }, next);
  await reaches(page, 'linked');
  expect(await link(page)).toEqual({ status: 'linked', earlier: true });
  expect(site.redeemed().map(({ token }) => token)).toEqual([next]);
});

test('a yes to everything before the file of links has come leaves the link waiting for a yes of its own', async ({
  page,
  serve,
}) => {
  const site = await serve();
  const come = await holdBack(page);
  await arriveEarly(page, site);
  await ready(page);
  await page.locator('noren-notice').getByRole('button', { name: 'すべて許可する' }).click();
  await expect.poll(() => site.records().length).toBe(1);
  await come();
  await reaches(page, 'asking');
  expect(site.redeemed()).toEqual([]);
  await page.locator('noren-personal-url').getByRole('button', { name: '結び付けも許可する' }).click();
  await reaches(page, 'linked');
  expect(await link(page)).toEqual({ status: 'linked' });
});

test('of two tabs with mail of two members the one that is answered is linked, and the other asks before it takes its place', async ({
  page,
  context,
  serve,
}) => {
  const site = await serve();
  const other = await context.newPage();
  for (const [tab, member] of [
    [page, 'm-1'],
    [other, 'm-2'],
  ] as const) {
    await tab.goto(`${site.origin}/#noren-link=${await site.token(member)}`);
    await expect(tab.locator('noren-notice [part=personal-url]')).toBeVisible();
  }
  await other.locator('noren-notice').getByRole('button', { name: 'すべて許可する' }).click();
  await reaches(other, 'linked');
  await reaches(page, 'confirm');
  const [record] = site.records();
  expect(site.linkedTo(record?.id ?? '')).toBe('m-2');
  const card = page.locator('noren-personal-url');
  await expect(card.getByRole('heading')).toHaveText('このブラウザは、別の会員の情報と結び付いています');
  await card.getByRole('button', { name: '今のままにする' }).click();
  await reaches(page, 'dropped');
  expect(await status(other)).toBe('linked');
  expect(site.linkedTo(record?.id ?? '')).toBe('m-2');
});

test('whoever signs in after the mail was read is told whether it was theirs, and nobody is told before', async ({
  page,
  serve,
}) => {
  const site = await serve();
  await page.goto(`${site.origin}/#noren-link=${await site.token('m-1')}`);
  await reaches(page, 'asking');
  await answer(page, purposes(true, false));
  await reaches(page, 'counted');
  expect(await link(page)).toEqual({ status: 'counted' });
  await identify(page, await site.signIn('m-1'));
  await expect.poll(() => link(page)).toEqual({ status: 'counted', own: true });
  await page.evaluate(() => (window as unknown as Told).page?.forget());
  expect(await link(page)).toEqual({ status: 'counted' });
  await identify(page, await site.signIn('m-1'));
  await expect.poll(() => link(page)).toEqual({ status: 'counted', own: true });
  // Nobody has signed out.
  await identify(page, await site.signIn('m-2'));
  await expect.poll(() => link(page)).toEqual({ status: 'failed', code: 'mail-of-another-member' });
  expect(site.links()).toBe(0);
});
