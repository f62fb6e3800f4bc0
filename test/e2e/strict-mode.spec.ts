import type { Page } from '@playwright/test';
import { siteConfig } from '../fixtures/site-config.ts';
import { ACCEPT, test as base, decided, expect, noticeButton, type OwnDemo } from './fixture.ts';
import { type OwnApi, serveOwnApi } from './own-api.ts';

/** A page that calls a host of its register by every way that tags have, ungated, and one that no row names. */
interface StrictSite {
  readonly own: OwnApi;
  readonly undeclared: string;
}

const CALLS = ['1-fetch', '2-beacon', '3-image', '4-script', '5-blank', '6-srcdoc', '7-fetch'];

const bodyOf = (port: number): string => `<script>
  told = [];
  for (const type of ['strict', 'undeclared'])
    addEventListener('noren:' + type, ({ detail }) => told.push([detail.outcome ?? type, detail.kind, detail.name ?? detail.host]));
  (window.noren = window.noren || []).push((noren) => { api = noren; });
  const at = (path) => 'http://thirdparty.localhost:${port}/' + path;
  const post = (path, win = window) => win.fetch(at(path), { method: 'POST', mode: 'no-cors', body: 'x' }).catch(() => {});
  const frame = (options) => document.body.appendChild(Object.assign(document.createElement('iframe'), options)).contentWindow;
  post('1-fetch');
  navigator.sendBeacon(at('2-beacon'), 'x');
  new Image().src = at('3-image');
  document.head.append(Object.assign(document.createElement('script'), { src: at('4-script') }));
  post('5-blank', frame({}));
  frame({ srcdoc: '<script>fetch("' + at('6-srcdoc') + '", { mode: "no-cors" }).catch(() => {})<\\/script>' });
  post('7-fetch');
  last = Promise.allSettled(['a', 'b'].map((path) => fetch('http://undeclared.localhost:${port}/' + path, { mode: 'no-cors' })));
</script>`;

const test = base.extend<{ serve: (attributes?: string) => Promise<StrictSite> }>({
  serve: async ({ demo }, use) => {
    const sites: OwnApi[] = [];
    await use(async (attributes = '') => {
      const own = await serveOwnApi(bodyOf(demo.port), `src="noren-strict.js" ${attributes}`);
      sites.push(own);
      const [row] = siteConfig.services.filter(({ purpose }) => purpose === 'statistics');
      if (!row) throw new Error('no row of statistics');
      await own.publish({ services: [{ ...row, hosts: ['thirdparty.localhost'] }] });
      return { own, undeclared: `undeclared.localhost:${demo.port}` };
    });
    for (const own of sites) await own.close();
  },
});

/** Paths that this test's page asked the registered host for, oldest first. */
const askedOf = (demo: OwnDemo) => {
  const before = demo.received().at(-1)?.id ?? 0;
  return () => demo.received().flatMap(({ id, path }) => (id > before ? [path.slice(1)] : []));
};

const toldOf = (page: Page) => page.evaluate<[string, string, string][]>('told');
const outcomes = async (page: Page) => (await toldOf(page)).map(([outcome]) => outcome);

test('in strict mode nothing that a page forgot to gate leaves it before a yes, all of it does once with it, and nothing after a withdrawal', async ({
  page,
  context,
  demo,
  serve,
}) => {
  const { own, undeclared } = await serve();
  const asked = askedOf(demo);
  await page.goto(own.url);
  await noticeButton(page, ACCEPT).waitFor();
  // What the page asked for after all the rest has come and gone.
  await page.evaluate('last');
  await expect.poll(async () => (await outcomes(page)).filter((one) => one === 'held')).toHaveLength(CALLS.length);
  expect(asked()).toEqual([]);
  const told = await toldOf(page);
  expect(told.filter(([outcome]) => outcome === 'undeclared')).toEqual([['undeclared', 'fetch', undeclared]]);
  expect(told.map(([, kind]) => kind).sort()).toEqual(
    ['fetch', 'beacon', 'img', 'script', 'fetch', 'fetch', 'fetch', 'fetch'].sort(),
  );

  await noticeButton(page, ACCEPT).click();
  await expect.poll(() => asked().toSorted()).toEqual(CALLS);
  // Some a browser puts off or prefers; its own requests of one kind it sends as they come.
  expect(asked().filter((path) => /^[17]/.test(path))).toEqual(['1-fetch', '7-fetch']);
  // Said again, it sends nothing again.
  await page.evaluate('api.acceptAll()');
  await page.evaluate("post('8-after')");
  expect(asked().toSorted()).toEqual([...CALLS, '8-after']);

  await expect
    .poll(() => own.read('/undeclared', 'undeclared:read'))
    .toMatchObject({ hosts: [{ host: undeclared, count: 1 }] });

  await page.evaluate('api.withdraw()');
  await expect.poll(() => decided(context, 'own')).toMatchObject({ statistics: false });
  const later = askedOf(demo);
  await page.reload();
  await page.evaluate('last');
  await expect
    .poll(async () => (await outcomes(page)).filter((one) => one === 'refused' || one === 'dropped'))
    .toHaveLength(CALLS.length);
  expect(later()).toEqual([]);
});

test('with data-strict="report" the same page is let alone, and hears what strict mode would hold', async ({
  page,
  demo,
  serve,
}) => {
  const { own, undeclared } = await serve('data-strict="report"');
  const asked = askedOf(demo);
  await page.goto(own.url);
  await expect.poll(() => asked().toSorted()).toEqual(CALLS);
  await expect.poll(async () => new Set(await outcomes(page))).toEqual(new Set(['reported', 'undeclared']));
  const told = (await toldOf(page)).map(([, kind, host]) => `${kind} ${host}`);
  for (const kind of ['fetch', 'beacon', 'img', 'script'])
    expect(told).toContain(`${kind} thirdparty.localhost:${demo.port}`);
  expect(told.filter((one) => one.endsWith(undeclared))).toEqual([`fetch ${undeclared}`]);
});

/** Publishes a site whose one row is of the third party. */
async function publishCounter(own: Awaited<ReturnType<typeof serveOwnApi>>): Promise<void> {
  const [row] = siteConfig.services.filter(({ purpose }) => purpose === 'statistics');
  if (!row) throw new Error('no row of statistics');
  await own.publish({ services: [{ ...row, id: 'counter', hosts: ['thirdparty.localhost'] }] });
}

test('in strict mode what one press has shown is there while the page is still read, and wherever the page moves it', async ({
  page,
  demo,
}) => {
  const own = await serveOwnApi(
    `<script>(window.noren = window.noren || []).push(() => {});</script>
      <noren-embed><template data-noren="statistics" data-noren-service="counter">
      <iframe title="film" src="http://thirdparty.localhost:${demo.port}/film"></iframe></template></noren-embed>
      <script src="slow.js"></script><aside></aside>`,
    'src="noren-strict.js"',
  );
  try {
    await publishCounter(own);
    const asked = askedOf(demo);
    let answer = (): void => {};
    await page.route('**/slow.js', async (route) => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      await route.fulfill({ body: '' });
    });
    await page.goto(own.url, { waitUntil: 'commit' });
    await page.locator('noren-embed [part=once] > button').click({ timeout: 15_000 });
    await expect.poll(asked).toEqual(['film']);
    expect(await page.evaluate('document.readyState')).toBe('loading');
    answer();
    await page.waitForLoadState();
    expect(asked()).toEqual(['film']);
    // A frame that is moved is fetched anew.
    const again = page.waitForRequest(/film/, { timeout: 15_000 });
    await page.evaluate("document.querySelector('aside').append(document.querySelector('noren-embed'))");
    await again;
    await expect(page.locator('aside iframe[src]')).toHaveCount(1);
  } finally {
    await own.close();
  }
});

test('in strict mode the press for one embed shows that one alone, and a no takes it out again', async ({
  page,
  demo,
}) => {
  const frame = (name: string): string =>
    `<iframe title="${name}" src="http://thirdparty.localhost:${demo.port}/${name}"></iframe>`;
  const embed = (content: string): string =>
    `<noren-embed><template data-noren="statistics" data-noren-service="counter">${content}</template></noren-embed>`;
  const own = await serveOwnApi(
    `<script>(window.noren = window.noren || []).push((noren) => { api = noren; });</script>${embed(frame('one'))}${embed(`<!-- ${frame('two')} -->`)}${embed(frame('three'))}`,
    'src="noren-strict.js"',
  );
  try {
    await publishCounter(own);
    const asked = askedOf(demo);
    await page.goto(own.url);
    const press = (at: number) => page.locator('noren-embed').nth(at).locator('[part=once] > button');
    await press(2).waitFor();
    expect(asked()).toEqual([]);
    await press(0).click();
    await expect.poll(asked).toEqual(['one']);
    await press(1).click();
    await expect.poll(asked).toEqual(['one', 'two']);
    await page.evaluate('api.rejectAll()');
    await expect(page.locator('iframe')).toHaveCount(0);
    await page.evaluate('api.acceptAll()');
    await expect.poll(() => asked().toSorted()).toEqual(['one', 'one', 'three', 'two', 'two']);
    await expect(page.locator('iframe')).toHaveCount(3);
  } finally {
    await own.close();
  }
});
