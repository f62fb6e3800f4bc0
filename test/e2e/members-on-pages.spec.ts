import type { Page } from '@playwright/test';
import {
  answer,
  arrive,
  arriveAndLink,
  expect,
  identify,
  purposes,
  reaches,
  ready,
  type Told,
  test,
} from './mail-page.ts';

const grants = (page: Page) => page.evaluate(() => (window as unknown as Told).page?.state.grants);
const acceptAll = (page: Page) => page.evaluate(() => void (window as unknown as Told).page?.acceptAll());
const ran = (page: Page) => page.evaluate(() => (window as unknown as Told).ran);

const tag = (purpose: string) =>
  `<script type="text/plain" data-noren="${purpose}">ran = [...(window.ran || []), '${purpose}']</script>`;

test('what the operator has switched off for a member stays off in the page, whatever they choose there', async ({
  page,
  serve,
}) => {
  const site = await serve({ body: tag('recommendation') + tag('statistics') });
  await site.override('m-1', ['recommendation']);
  await page.goto(site.origin);
  await ready(page);
  expect(await identify(page, await site.signIn('m-1'))).toMatchObject({ overrides: ['recommendation'] });
  await acceptAll(page);
  await expect.poll(() => ran(page)).toEqual(['statistics']);
  expect(await grants(page)).toMatchObject({ recommendation: 'denied', statistics: 'granted' });
  // The record tells what the visitor has chosen, and the API's word is the same as the page's.
  await expect.poll(() => site.records().length).toBe(1);
  expect(site.records()[0]?.chosen.purposes).toMatchObject({ recommendation: true, statistics: true });
  await expect.poll(() => page.evaluate(() => document.cookie.includes('%22r%22'))).toBe(false);
  expect(await grants(page)).toMatchObject({ recommendation: 'denied', statistics: 'granted' });
  await page.reload();
  await ready(page);
  await expect.poll(() => ran(page)).toEqual(['statistics']);

  // It is the member's, as is what they have allowed: after the sign-out this browser has decided nothing, and may decide it.
  await page.evaluate(() => (window as unknown as Told).page?.forget());
  await expect.poll(() => grants(page)).toMatchObject({ recommendation: 'undecided', statistics: 'undecided' });
  await acceptAll(page);
  await expect.poll(() => ran(page)).toEqual(['statistics', 'recommendation']);
});

test('an override of linking ends the link where the member signs in, and takes the attributes back', async ({
  page,
  serve,
}) => {
  const site = await serve();
  await arriveAndLink(page, site);
  const member = await site.signIn('m-1');
  expect(await identify(page, member)).toMatchObject({ linked: true, attributes: { industry: 'energy' } });
  await site.override('m-1', ['linking']);
  expect(site.links()).toBe(0);
  expect(await identify(page, member)).toMatchObject({ linked: false, attributes: {}, overrides: ['linking'] });
  await reaches(page, 'dropped');
  expect(await grants(page)).toMatchObject({ identification: 'granted', linking: 'denied' });
  // An override is lifted for the page when the member signs in again; that alone links nothing.
  await site.override('m-1', []);
  expect(await identify(page, member)).toMatchObject({ linked: false, overrides: [] });
  expect(site.links()).toBe(0);
});

test('a page is told whether its member has asked for links that recognise nobody', async ({ page, serve }) => {
  const site = await serve();
  await page.goto(site.origin);
  await ready(page);
  const member = await site.signIn('m-1');
  expect(await identify(page, member)).toMatchObject({ untrackedLinks: false });
  await site.untrackedLinks('m-1', true);
  expect(await identify(page, member)).toMatchObject({ untrackedLinks: true });
  await site.untrackedLinks('m-1', false);
  expect(await identify(page, member)).toMatchObject({ untrackedLinks: false });
});

test('of two tabs the one that holds the link is linked by a yes in the other, and ended by a no there', async ({
  page,
  context,
  serve,
}) => {
  const site = await serve();
  await arrive(page, site);
  const other = await context.newPage();
  await other.goto(`${site.origin}/next/`);
  await ready(other);
  await answer(other, purposes(true, true));
  await reaches(page, 'linked');
  expect(site.links()).toBe(1);
  expect(site.redeemed()).toHaveLength(1);
  await reaches(other, undefined);
  await other.evaluate(() => void (window as unknown as Told).page?.withdraw('linking'));
  await reaches(page, 'dropped');
  await expect.poll(() => site.links()).toBe(0);
});

test('of two tabs with a link each, both are redeemed after one answer, and the browser is linked once', async ({
  page,
  context,
  serve,
}) => {
  const site = await serve();
  await page.goto(`${site.origin}/#noren-link=${await site.token('m-1')}`);
  const other = await context.newPage();
  await other.goto(`${site.origin}/next/#noren-link=${await site.token('m-1')}`);
  await reaches(page, 'asking');
  await reaches(other, 'asking');
  await answer(other, purposes(true, true));
  await reaches(page, 'linked');
  await reaches(other, 'linked');
  expect(site.links()).toBe(1);
  expect(new Set(site.redeemed().map(({ token }) => token)).size).toBe(2);
});
