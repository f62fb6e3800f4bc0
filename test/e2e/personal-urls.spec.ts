import {
  answer,
  arrive,
  arriveAndLink,
  expect,
  identify,
  purposes,
  reaches,
  ready,
  status,
  type Told,
  test,
} from './mail-page.ts';
import { traces, watch } from './traces.ts';

test('a token is nowhere before an answer, nor after a no, nor on the next page, nor behind it', async ({
  page,
  context,
  serve,
}) => {
  const site = await serve();
  const token = await site.token('m-1');
  const sent = watch(page);
  await page.goto(`${site.origin}/?x=1#part&noren-link=${token}`);
  await reaches(page, 'asking');
  expect(page.url()).toBe(`${site.origin}/?x=1#part`);
  expect(await traces(page, context, site, sent)).not.toContain(token);

  await answer(page, purposes(false, false));
  await reaches(page, 'dropped');
  await expect.poll(() => site.records().length).toBe(1);
  expect(site.records()[0]).toMatchObject({ surface: 'personal-url', chosen: { purposes: purposes(false, false) } });
  // A yes that comes later finds nothing.
  await answer(page, purposes(true, true));
  await expect.poll(() => site.records().length).toBe(2);
  await page.evaluate(() => {
    location.href = '/next/';
  });
  await page.waitForURL(`${site.origin}/next/`);
  await ready(page);
  expect(await page.evaluate(() => document.referrer)).not.toContain('noren-link');
  expect(await traces(page, context, site, sent)).not.toContain(token);
  const goes = async (way: 'back' | 'forward', address: string) => {
    await page.evaluate((to) => void setTimeout(() => history[to]()), way);
    await expect.poll(() => page.evaluate(() => location.href).catch(() => '')).toBe(address);
    expect(await traces(page, context, site, sent)).not.toContain(token);
  };
  await goes('back', `${site.origin}/?x=1#part`);
  await goes('forward', `${site.origin}/next/`);
  expect(site.redeemed()).toEqual([]);
  expect(site.campaign()).toEqual({ counted: 0, linked: 0 });
});

test('a yes to being recognised redeems once, with the record that proves it, and joins nothing', async ({
  page,
  context,
  serve,
}) => {
  const site = await serve();
  const token = await site.token('m-1');
  const sent = watch(page);
  await page.goto(`${site.origin}/#noren-link=${token}`);
  await reaches(page, 'asking');
  expect(page.url()).toBe(`${site.origin}/`);
  await answer(page, purposes(true, false));
  await reaches(page, 'counted');
  expect(site.redeemed()).toHaveLength(1);
  expect(site.redeemed()[0]?.token).toBe(token);
  expect(site.campaign()).toEqual({ counted: 1, linked: 0 });
  expect(site.links()).toBe(0);
  // Linking as well, later on the same page.
  await page.evaluate(() => void (window as unknown as Told).page?.decide({ purposes: { linking: true } }));
  await reaches(page, 'linked');
  expect(site.redeemed()).toHaveLength(2);
  expect(site.links()).toBe(1);
  // The API alone was told the token: no event, no storage, no console, no cookie.
  const told = (await traces(page, context, site, sent)).split('\n');
  site.received.length = 0;
  const others = told.filter((line) => line.includes(token) && !line.includes('/personal-urls/redeem'));
  expect(others).toEqual([]);
  await page.evaluate(() => void (window as unknown as Told).page?.withdraw('linking'));
  await reaches(page, 'dropped');
  await expect.poll(() => site.links()).toBe(0);
});

test('both at once link at once, and withdrawing recognition ends the link', async ({ page, serve }) => {
  const site = await serve();
  await arriveAndLink(page, site);
  expect(site.redeemed()).toHaveLength(1);
  expect(site.links()).toBe(1);
  await page.evaluate(() => void (window as unknown as Told).page?.withdraw('identification'));
  await reaches(page, 'dropped');
  await expect.poll(() => site.links()).toBe(0);
  // Reloading brings no token back.
  await page.reload();
  await ready(page);
  expect(await status(page)).toBe(undefined);
});

test('a visitor who agreed before is not asked, and the record of then proves it', async ({ page, serve }) => {
  const site = await serve();
  await arrive(page, site);
  await answer(page, purposes(true, false));
  await reaches(page, 'counted');
  await page.goto('about:blank');
  await page.goto(`${site.origin}/#noren-link=${await site.token('m-1')}`);
  await reaches(page, 'counted');
  expect(site.redeemed()).toHaveLength(2);
  expect(site.campaign()).toEqual({ counted: 2, linked: 0 });
});

const VENDOR = `<script type="text/plain" data-noren="identification">ran = [...(window.ran || []), location.href]</script>`;

test('a vendor’s parameter is held back, and is there again before a gated tag runs', async ({ page, serve }) => {
  const site = await serve({ body: VENDOR });
  const sent = watch(page);
  await page.goto(`${site.origin}/?a=1&mkt_tok=abc.def&b=2#part`);
  await ready(page);
  expect(page.url()).toBe(`${site.origin}/?a=1&b=2#part`);
  expect(await page.evaluate(() => (window as unknown as Told).seen)).toEqual([page.url()]);
  expect(await status(page)).toBe(undefined);
  await answer(page, purposes(true, false));
  await expect
    .poll(() => page.evaluate(() => (window as unknown as Told).ran))
    .toEqual([`${site.origin}/?a=1&mkt_tok=abc.def&b=2#part`]);
  // For the visitor who comes again with a yes it is there before the tag too.
  await page.goto('about:blank');
  await page.goto(`${site.origin}/?mkt_tok=second`);
  await expect
    .poll(() => page.evaluate(() => (window as unknown as Told).ran))
    .toEqual([`${site.origin}/?mkt_tok=second`]);
  expect(await page.evaluate(() => (window as unknown as Told).seen)).toEqual([`${site.origin}/`]);
  expect(sent.filter((line) => line.includes('/redeem'))).toEqual([]);
});

test('a vendor’s parameter is dropped with a no, also if a yes follows', async ({ page, serve }) => {
  const site = await serve({ body: VENDOR });
  await page.goto(`${site.origin}/?mkt_tok=abc`);
  await ready(page);
  await answer(page, purposes(false, false));
  await expect.poll(() => site.records().length).toBe(1);
  // The file that drops it has come, and has run: of a no and a yes before that only the yes would count.
  const file = () =>
    page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .find((name) => name.includes('noren-links')),
    );
  await expect.poll(file).toBeTruthy();
  await page.evaluate((address) => import(address as string).then(() => undefined), await file());
  await answer(page, purposes(true, false));
  await expect.poll(() => page.evaluate(() => (window as unknown as Told).ran)).toEqual([`${site.origin}/`]);
});

for (const [what, address] of [
  ['two tokens', '/#noren-link=TOKEN&noren-link=TOKEN'],
  ['a token in both places', '/?noren-link=TOKEN#noren-link=TOKEN'],
] as const) {
  test(`of ${what} none counts, and all are taken out`, async ({ page, context, serve }) => {
    const site = await serve();
    const token = await site.token('m-1');
    const sent = watch(page);
    await page.goto(site.origin + address.replaceAll('TOKEN', token));
    await ready(page);
    expect(page.url()).toBe(`${site.origin}/`);
    await answer(page, purposes(true, true));
    await expect.poll(() => site.records().length).toBe(1);
    await expect.poll(async () => (await context.cookies()).some(({ value }) => value.includes('%22r%22'))).toBe(false);
    expect(await status(page)).toBe(undefined);
    expect(site.redeemed()).toEqual([]);
    expect(sent.filter((line) => line.includes('redeem'))).toEqual([]);
  });
}

test('while the API is down nothing is lost, and the link is redeemed once it is back', async ({ page, serve }) => {
  const site = await serve();
  site.fail('/redeem');
  await page.goto(`${site.origin}/#/a?b=1&noren-link=${await site.token('m-1')}`);
  await reaches(page, 'asking');
  expect(page.url()).toBe(`${site.origin}/#/a?b=1`);
  await answer(page, purposes(true, true));
  await reaches(page, 'failed');
  expect(await page.evaluate(() => (window as unknown as Told).page?.state.link)).toEqual({
    status: 'failed',
    code: 'offline',
  });
  expect(site.links()).toBe(0);
  site.fail();
  await page.evaluate(() => void dispatchEvent(new Event('online')));
  await reaches(page, 'linked');
  expect(site.links()).toBe(1);
});

test('a link that somebody else has used, or that is too long, is told by its code, and the token is gone', async ({
  page,
  browser,
  serve,
}) => {
  const site = await serve();
  const token = await site.token('m-1');
  await page.goto(`${site.origin}/#noren-link=${token}`);
  await reaches(page, 'asking');
  await answer(page, purposes(true, true));
  await reaches(page, 'linked');
  const other = await (await browser.newContext()).newPage();
  await other.goto(`${site.origin}/#noren-link=${token}`);
  await reaches(other, 'asking');
  await answer(other, purposes(true, true));
  await reaches(other, 'failed');
  expect(await other.evaluate(() => (window as unknown as Told).page?.state.link?.code)).toBe('link-used');
  for (const [length, code] of [
    [5000, 'invalid-body'],
    [9000, 'body-too-large'],
  ] as const) {
    await other.goto('about:blank');
    await other.goto(`${site.origin}/#noren-link=${'x'.repeat(length)}`);
    expect(other.url()).toBe(`${site.origin}/`);
    await reaches(other, 'failed');
    expect(await other.evaluate(() => (window as unknown as Told).page?.state.link)).toEqual({
      status: 'failed',
      code,
    });
  }
  await other.context().close();
});

test('a browser that is linked to another member asks, and links again only after a yes', async ({ page, serve }) => {
  const site = await serve();
  await arriveAndLink(page, site);
  for (const yes of [false, true]) {
    await page.goto('about:blank');
    await page.goto(`${site.origin}/#noren-link=${await site.token('m-2')}`);
    await reaches(page, 'confirm');
    await page.evaluate((detail) => void dispatchEvent(new CustomEvent('noren-request', { detail })), {
      action: 'confirm-link',
      yes,
      surface: 'personal-url',
    });
    await reaches(page, yes ? 'linked' : 'dropped');
  }
  expect(site.redeemed().at(-1)?.replace).toBe(true);
  expect(site.links()).toBe(1);
});

test('signing in brings the member’s choice, signing out gives the browser’s own back', async ({
  page,
  browser,
  serve,
}) => {
  const site = await serve();
  const member = await site.signIn('m-1');
  const first = await (await browser.newContext()).newPage();
  await first.goto(site.origin);
  await ready(first);
  expect(await identify(first, member)).toEqual({
    linked: false,
    attributes: {},
    overrides: [],
    untrackedLinks: false,
  });
  await answer(first, purposes(true, false));
  await expect.poll(() => site.records().length).toBe(1);

  await page.goto(site.origin);
  await ready(page);
  const granted = () =>
    page.evaluate(() => {
      const { identification, statistics } = (window as unknown as Told).page?.state.grants ?? {};
      return { identification, statistics };
    });
  await page.evaluate(() => void (window as unknown as Told).page?.decide({ purposes: { statistics: true } }));
  await expect.poll(() => site.records().length).toBe(2);
  await expect.poll(async () => (await identify(page, member))?.linked).toBe(false);
  expect(await granted()).toEqual({ identification: 'granted', statistics: 'granted' });
  await page.evaluate(() => (window as unknown as Told).page?.forget());
  expect(await granted()).toEqual({ identification: 'undecided', statistics: 'granted' });
  const told = await page.evaluate(() => (window as unknown as Told).told.filter(([type]) => type === 'member'));
  expect(told).toEqual([
    ['member', '{"signedIn":true}'],
    ['member', '{"signedIn":false}'],
  ]);
  expect(JSON.stringify(await page.evaluate(() => (window as unknown as Told).told))).not.toContain('m-1');

  // Offline the browser's own comes back as well, and the page is told that the API does not know yet.
  await identify(page, member);
  expect((await granted()).identification).toBe('granted');
  site.fail('/member');
  const code = await page.evaluate(() =>
    (window as unknown as Told).page?.forget().then(
      () => '',
      (error) => error.code,
    ),
  );
  expect(code).toBe('offline');
  expect(await granted()).toEqual({ identification: 'undecided', statistics: 'granted' });
  site.fail();
  await page.evaluate(() => (window as unknown as Told).page?.forget());
  expect(await granted()).toEqual({ identification: 'undecided', statistics: 'granted' });
  await first.context().close();
});

test('attributes are there while the visit is linked, and are taken away with it', async ({ page, serve }) => {
  const site = await serve();
  await arriveAndLink(page, site);
  const known = await page.evaluate(
    async (token) => {
      const told = window as unknown as Told & { known?: unknown };
      told.known = await told.page?.identify(token);
      return told.known;
    },
    await site.signIn('m-1'),
  );
  expect(known).toEqual({ linked: true, attributes: { industry: 'energy' }, overrides: [], untrackedLinks: false });
  await page.evaluate(() => void (window as unknown as Told).page?.withdraw('linking'));
  await reaches(page, 'dropped');
  const left = await page.evaluate(() => (window as unknown as { known: { attributes: object } }).known.attributes);
  expect(left).toEqual({});
});

test('a sign-in that the API refuses is told by its code, and changes nothing', async ({ page, serve }) => {
  const site = await serve();
  await page.goto(site.origin);
  await ready(page);
  for (const token of ['', 'no token', 'eyJhbGciOiJub25lIn0.e30.']) {
    const error = await page.evaluate(
      (wrong) =>
        (window as unknown as Told).page?.identify(wrong).then(
          () => ({}),
          (reason) => ({ code: reason.code, text: reason.message + reason.received }),
        ),
      token,
    );
    expect(error).toMatchObject({ code: 'member-not-verified' });
    if (token) expect(JSON.stringify(error)).not.toContain(token);
  }
  expect(await page.evaluate(() => document.cookie)).toBe('');
});
