import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serviceFromCatalogue } from '@noren/model/catalogue';
import type { Service } from '@noren/model/schema';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { ACCEPT, test as base, cookieOf, expect, noticeButton, noticePanel, REJECT } from './fixture.ts';

/**
 * What stands in for a provider. Where Google Analytics keeps its cookie on the widest domain that the browser lets it,
 * this one tries all of them; what it may then have is up to the browser. `data-tagged` tells that it has run.
 */
const TAG = `<script type="text/plain" data-noren="statistics">
  const labels = location.hostname.split('.');
  for (const domain of ['', ...labels.map((_, index) => ';domain=' + labels.slice(index).join('.'))]) {
    document.cookie = '_tag=1;path=/;max-age=9999' + domain;
  }
  localStorage.setItem('tag.visitor', '1');
  sessionStorage.setItem('tag.session', '1');
  document.documentElement.dataset.tagged = '';
</script>`;

/** The site's own traces, which no withdrawal may touch. Not gated. */
const OWN = `<script>
  document.cookie = 'own=1;path=/';
  localStorage.setItem('own', '1');
  sessionStorage.setItem('own', '1');
</script>`;

const template = serviceFromCatalogue('google-analytics-4', { purpose: 'statistics' });
const service: Service = { ...template, cookies: [{ name: '_tag' }], storage: [{ name: 'tag.*' }] };

/**
 * One site on every host there is. Names other than `*.localhost` do not lead to this machine, so the browser is given a
 * proxy that fetches everything from the site. Which names are public suffixes is in the browsers themselves.
 */
const test = base.extend<{ proxyPort: number }>({
  async proxyPort({ ownSite }, use) {
    const body = `${OWN}${TAG}<a href="#noren-settings">設定</a>`;
    const site = await ownSite({ cookie: { domain: 'auto' }, services: [service] }, body);
    const { port } = new URL(site.url);
    const proxy = createServer(({ url = '' }, outgoing) => {
      request({ host: '127.0.0.1', port, path: new URL(url).pathname }, (incoming) => {
        outgoing.writeHead(incoming.statusCode ?? 502, incoming.headers);
        incoming.pipe(outgoing);
      }).end();
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    await use((proxy.address() as AddressInfo).port);
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  },
  proxy: async ({ proxyPort }, use) => use({ server: `http://127.0.0.1:${proxyPort}` }),
});

/** The whole jar, as `name domain`. A dot in front says that the hosts below have the cookie too. */
async function jar(context: BrowserContext): Promise<string[]> {
  return (await context.cookies()).map(({ name, domain }) => `${name} ${domain}`).sort();
}

async function openSettings(page: Page): Promise<Locator> {
  await page.getByRole('link', { name: '設定' }).click();
  return page.locator('noren-preferences').getByRole('dialog');
}

async function withdraw(page: Page): Promise<void> {
  const dialog = await openSettings(page);
  await dialog.getByRole('button', { name: REJECT, exact: true }).click();
  await expect(dialog).toContainText('このブラウザから削除しました');
}

/**
 * A host, what its owner has registered, another host of the owner, and one of somebody else under the same suffix. No host
 * comes twice in a list: it would know of the choice before.
 * @see https://publicsuffix.org/list/public_suffix_list.dat
 */
const hosts = {
  'under the suffixes of kinds of owners, of a prefecture and of a great city': [
    ['www.example.co.jp', 'example.co.jp', 'shop.example.co.jp', 'www.other.co.jp'],
    ['www.example.or.jp', 'example.or.jp', 'member.example.or.jp', 'www.other.or.jp'],
    ['www.city.example.lg.jp', 'example.lg.jp', 'library.city.example.lg.jp', 'www.city.other.lg.jp'],
    // A prefecture is a public suffix, and each of its cities is one too.
    ['www.example.tokyo.jp', 'example.tokyo.jp', 'shop.example.tokyo.jp', 'www.other.tokyo.jp'],
    // `*.kobe.jp`: whatever stands before it makes a public suffix, except the city's own `city.kobe.jp`.
    ['www.example.kobe.jp', 'www.example.kobe.jp', 'a.www.example.kobe.jp', 'shop.example.kobe.jp'],
  ],
  'on the registered domain itself, under a city, in a great city’s own domain and under .com': [
    ['example.co.jp', 'example.co.jp', 'www.example.co.jp', 'other.co.jp'],
    ['www.example.chiyoda.tokyo.jp', 'example.chiyoda.tokyo.jp', 'example.chiyoda.tokyo.jp', 'other.chiyoda.tokyo.jp'],
    ['www.city.kobe.jp', 'city.kobe.jp', 'library.city.kobe.jp', 'www.example.kobe.jp'],
    ['www.example.com', 'example.com', 'shop.example.com', 'www.other.com'],
  ],
} as const;

for (const [where, list] of Object.entries(hosts)) {
  test(`a choice is kept for all hosts of its owner and for nobody else’s, ${where}`, async ({ page, context }) => {
    // All of ours, so also whatever trying out domains would have left behind.
    const ours = async () => (await jar(context)).filter((cookie) => cookie.startsWith('noren'));
    const tagged = page.locator('html[data-tagged]');
    for (const [host, domain, neighbour, stranger] of list)
      await test.step(`a choice on ${host} is kept on ${domain}, holds on ${neighbour} and is unknown on ${stranger}`, async () => {
        await context.clearCookies();
        await page.goto(`http://${host}/`);
        await noticeButton(page, ACCEPT).click();
        await expect(tagged).toHaveCount(1);
        await expect.poll(ours).toEqual([`noren .${domain}`]);

        await page.goto(`http://${neighbour}/`);
        await expect(tagged).toHaveCount(1);
        await expect(page.locator('noren-notice')).toHaveCount(0);
        await page.goto(`http://${stranger}/`);
        await expect(noticePanel(page)).toBeVisible();
        await expect(tagged).toHaveCount(0);

        // The neighbour's newer choice takes the place of the first, and holds where that was made.
        await page.goto(`http://${neighbour}/`);
        await withdraw(page);
        await expect.poll(ours).toEqual([`noren .${domain}`]);
        await page.goto(`http://${host}/`);
        await expect((await openSettings(page)).getByRole('switch', { name: '統計', exact: true })).not.toBeChecked();
        await expect(tagged).toHaveCount(0);
      });
  });
}

for (const [what, own, tossed] of [
  ['a no of the visitor’s', 0, 1],
  ['a yes of the visitor’s', 1, 0],
] as const) {
  test(`beside ${what}, what a sub-domain has tossed at its parent permits nothing, and goes with the next choice`, async ({
    page,
    context,
  }) => {
    const ours = async () => (await jar(context)).filter((cookie) => cookie.startsWith('noren'));
    await context.addCookies(
      [own, tossed].map((granted, index) => ({
        name: 'noren',
        value: encodeURIComponent(JSON.stringify(cookieOf(granted, { edition: 2 }))),
        domain: ['.example.co.jp', '.www.example.co.jp'][index] ?? '',
        path: '/',
      })),
    );
    const tagged = page.locator('html[data-tagged]');
    await page.goto('http://www.example.co.jp/');
    expect(await ours()).toEqual(['noren .example.co.jp', 'noren .www.example.co.jp']);
    const dialog = await openSettings(page);
    await expect(dialog.getByRole('switch', { name: '統計', exact: true })).not.toBeChecked();
    await expect(tagged).toHaveCount(0);
    await dialog.getByRole('button', { name: ACCEPT, exact: true }).click();
    await expect(tagged).toHaveCount(1);
    await expect.poll(ours).toEqual(['noren .example.co.jp']);
    await page.reload();
    await expect(tagged).toHaveCount(1);
  });
}

/** Hosts, and every domain on which a page there can leave a cookie, the widest first. */
const domains = [
  ['www.example.co.jp', '.example.co.jp', '.www.example.co.jp', 'www.example.co.jp'],
  ['example.co.jp', '.example.co.jp', 'example.co.jp'],
  [
    'www.city.example.lg.jp',
    '.example.lg.jp',
    '.city.example.lg.jp',
    '.www.city.example.lg.jp',
    'www.city.example.lg.jp',
  ],
  ['www.example.tokyo.jp', '.example.tokyo.jp', '.www.example.tokyo.jp', 'www.example.tokyo.jp'],
  ['www.example.com', '.example.com', '.www.example.com', 'www.example.com'],
] as const;

test('withdrawing erases a provider’s web storage, and its cookies on every domain that a page can use, and nothing else', async ({
  page,
  context,
}) => {
  const stored = () =>
    page.evaluate(() => [localStorage, sessionStorage].map((storage) => Object.keys(storage).sort()));
  for (const [host, shared, ...narrower] of domains) {
    const left = [shared, ...narrower];
    await test.step(`withdrawing on ${host} erases what it keeps, and cookies on ${left.join(', ')}`, async () => {
      await context.clearCookies();
      const own = [`noren ${shared}`, `own ${host}`];
      await page.goto(`http://${host}/`);
      await noticeButton(page, ACCEPT).click();
      await expect.poll(() => jar(context)).toEqual([...left.map((domain) => `_tag ${domain}`).sort(), ...own]);
      expect(await stored()).toEqual([
        ['own', 'tag.visitor'],
        ['own', 'tag.session'],
      ]);
      await withdraw(page);
      await expect.poll(() => jar(context)).toEqual(own);
      // What was erased, so that it is seen when it comes back.
      expect(await stored()).toEqual([['noren', 'own'], ['own']]);
    });
  }
});

test('withdrawing on a neighbour erases what stands on the domain that both share', async ({ page, context }) => {
  await page.goto('http://www.example.co.jp/');
  await noticeButton(page, ACCEPT).click();
  await expect.poll(() => jar(context)).toContain('_tag .example.co.jp');
  await page.goto('http://shop.example.co.jp/');
  await expect.poll(() => jar(context)).toContain('_tag shop.example.co.jp');
  await withdraw(page);
  const visible = async () => (await context.cookies(page.url())).map(({ name, domain }) => `${name} ${domain}`).sort();
  await expect.poll(visible).toEqual(['noren .example.co.jp', 'own shop.example.co.jp']);
});

test('what a neighbour withdrew is erased on the next visit to the host where it was given', async ({
  page,
  context,
}) => {
  await page.goto('http://www.example.co.jp/');
  await noticeButton(page, ACCEPT).click();
  await expect.poll(() => jar(context)).toContain('_tag www.example.co.jp');
  await page.goto('http://shop.example.co.jp/');
  await expect.poll(() => jar(context)).toContain('_tag shop.example.co.jp');
  await withdraw(page);
  await page.goto('http://www.example.co.jp/');
  await expect
    .poll(() => jar(context))
    .toEqual(['noren .example.co.jp', 'own shop.example.co.jp', 'own www.example.co.jp']);
  expect(await page.evaluate(() => Object.keys(localStorage).sort())).toEqual(['noren', 'own']);
});

test('two sub-domains of a .co.jp share one decision, its withdrawal erases the cookies of both, and they stay erased', async ({
  page,
  context,
}) => {
  const [www, shop] = ['http://www.example.co.jp/', 'http://shop.example.co.jp/'];
  const tagged = page.locator('html[data-tagged]');
  const cookiesOf = async (url: string) => (await context.cookies(url)).map(({ name }) => name).sort();
  await page.goto(www);
  await noticeButton(page, ACCEPT).click();
  await expect(tagged).toHaveCount(1);
  await page.goto(shop);
  await expect(tagged).toHaveCount(1);
  await expect(page.locator('noren-notice')).toHaveCount(0);
  await withdraw(page);
  await page.goto(www);
  for (const url of [www, shop]) await expect.poll(() => cookiesOf(url), url).toEqual(['noren', 'own']);
  await expect(tagged).toHaveCount(0);

  // As a server sets it again, or a tag that nobody has gated.
  await page.goto(shop);
  await page.goto(www);
  await context.addCookies([{ name: '_tag', value: '2', domain: '.example.co.jp', path: '/' }]);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname.replace(/\.[\w-]+\.(?=js)/, '.')));
  await page.goto(www);
  for (const url of [www, shop]) await expect.poll(() => cookiesOf(url), url).toEqual(['noren', 'own']);
  expect(asked).toContain('/noren-erase.js');
  await page.goto('about:blank');
  asked.length = 0;
  await page.goto(www);
  await page.waitForLoadState('networkidle');
  expect(asked).toEqual(['/', '/noren.js']);
});
