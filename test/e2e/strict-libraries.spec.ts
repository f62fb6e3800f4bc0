import type { Page } from '@playwright/test';
import { tagFiles } from '../../demo/thirdparty/tag-files.ts';
import { type AnalyticsTool, analyticsTools } from './analytics-tools.ts';
import { expect, type OwnDemo, type ServeSite, test } from './fixture.ts';

/** As long as any of these libraries puts off what it has to send, or waits for an answer. */
const LONG = 60_000;
const STRICT = '<script src="/noren-strict.js" data-site="portal"></script>';
const REPORT = STRICT.replace('data-site', 'data-strict="report" data-site');

/** The markup as it is where nobody has thought of a gate: the library is a file of the site's own, as in a bundle. */
const ungated = (markup: string, host: string): string =>
  markup
    .replaceAll(/ type="text\/plain" data-noren="\w+" data-noren-service="\w+"|<\/?template[^>]*>/g, '')
    .replaceAll(RegExp(`http://${host}(?=/\\w+/\\w+\\.js)`, 'g'), '');

/** Serves a page with one library, which it tells of a view and of something else by itself. */
function serve(
  ownSite: ServeSite,
  { row, markup, ownView, own, bridges }: AnalyticsTool,
  { port }: OwnDemo,
  tag: string,
  isTold = false,
) {
  const host = `thirdparty.localhost:${port}`;
  const body = `<script>
      told = [];
      addEventListener('noren:strict', ({ detail }) => told.push(detail.outcome + ' ' + detail.kind));
      (window.noren = window.noren || []).push((noren) => { api = noren; });
    </script>${ungated(markup(host), host)}<script type="module">${ownView}; ${own};</script>`;
  return ownSite({ services: [row], ...(isTold && { bridges }) }, body, undefined, { tag, files: tagFiles });
}

/** Names of the events that come from now on, but for those that the library sends by itself. */
function eventsFrom(demo: OwnDemo, { beside }: AnalyticsTool): () => string[] {
  const before = demo.received().at(-1)?.id ?? 0;
  return () =>
    demo
      .received()
      .flatMap(({ id, site, events }) => (id > before && site === 'own.localhost' ? events : []))
      .filter((name) => !beside?.test(name))
      .sort();
}

/** Decides, as soon as a page can. */
async function decide(page: Page, call: 'acceptAll' | 'withdraw'): Promise<void> {
  await expect.poll(() => page.evaluate('typeof api')).toBe('object');
  await page.evaluate(`api.${call}()`);
}

const told = (page: Page) => page.evaluate<string[]>('told');

/** What is kept on this host, but for what is Noren's. */
async function kept(page: Page): Promise<string[]> {
  const names = await page.evaluate(() => [
    ...document.cookie.split('; ').map((pair) => pair.split('=')[0] ?? ''),
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
  ]);
  return names.filter((name) => name && name !== 'noren').sort();
}

/** Lets time pass, and tells the page the browser's own again: by another, what is to end at once would stay. */
async function pass(page: Page): Promise<void> {
  await page.clock.runFor(LONG);
  await page.clock.setSystemTime(new Date());
}

for (const [name, tool] of Object.entries(analyticsTools)) {
  const [firstView = ''] = tool.events.filter((event) => /page/.test(event));
  const event = name === 'Snowplow' ? 'struct' : 'own';

  test(`${name} without a gate is held by strict mode: silent before a choice, once with the yes, silent after a withdrawal, and with a later yes nothing goes of what was refused`, async ({
    page,
    ownSite,
    demo,
    traffic,
  }) => {
    const { url } = await serve(ownSite, tool, demo, STRICT);
    await page.clock.install();
    let sent = eventsFrom(demo, tool);
    await page.goto(url);
    await expect.poll(() => told(page)).toContain('held fetch');
    expect([traffic.thirdParty, await kept(page)]).toEqual([[], []]);

    await decide(page, 'acceptAll');
    await page.evaluate(`void ${tool.own}`);
    await expect.poll(sent).toEqual([firstView, event, event].sort());
    await pass(page);
    expect(sent()).toEqual([firstView, event, event].sort());

    await decide(page, 'withdraw');
    await expect.poll(() => kept(page)).toEqual([]);
    traffic.forget();
    await page.evaluate(`void ${tool.own}`);
    await page.reload();
    await expect.poll(() => told(page)).toContain('refused fetch');
    expect([traffic.thirdParty, await kept(page)]).toEqual([[], []]);

    // While the library may still have in mind what it could not send.
    sent = eventsFrom(demo, tool);
    await decide(page, 'acceptAll');
    await page.evaluate(`void ${tool.own}`);
    await expect.poll(sent).toContain(event);
    await pass(page);
    expect(sent()).toEqual([event]);

    await decide(page, 'withdraw');
    await expect.poll(() => kept(page)).toEqual([]);
    await page.reload();
    await expect.poll(() => told(page)).toContain('refused fetch');
    traffic.forget();
    await pass(page);
    expect([traffic.thirdParty, await kept(page)]).toEqual([[], []]);
  });

  test(`${name} sends and keeps under data-strict="report" what it does without Noren`, async ({
    browser,
    ownSite,
    demo,
  }) => {
    const visits: unknown[] = [];
    for (const tag of ['', REPORT]) {
      const { url } = await serve(ownSite, tool, demo, tag);
      // What a page sends when it is left is of no other visit.
      const context = await browser.newContext();
      const page = await context.newPage();
      // How often it asks for its settings depends on how its timers fall.
      const asked = new Set<string>();
      page.on('request', (request) => {
        const { hostname, pathname } = new URL(request.url());
        if (hostname === 'thirdparty.localhost') asked.add(pathname);
      });
      await page.clock.install();
      const sent = eventsFrom(demo, tool);
      await page.goto(url);
      await expect.poll(sent).toEqual([firstView, event].sort());
      await pass(page);
      visits.push([sent(), [...asked].sort(), await kept(page)]);
      expect((await told(page)).includes('reported fetch')).toBe(tag === REPORT);
      await context.close();
    }
    expect(visits[1]).toEqual(visits[0]);
  });
}

test('Snowplow, which waits five seconds for an answer, sends what strict mode has held for longer as soon as its bridge tells it of the yes', async ({
  page,
  ownSite,
  demo,
  traffic,
}) => {
  const tool = analyticsTools.Snowplow as AnalyticsTool;
  const { url } = await serve(ownSite, tool, demo, STRICT, true);
  await page.clock.install();
  const sent = eventsFrom(demo, tool);
  await page.goto(url);
  await expect.poll(() => told(page)).toContain('held fetch');
  await pass(page);
  expect(traffic.thirdParty).toEqual([]);
  await decide(page, 'acceptAll');
  await expect.poll(sent).toEqual(['page_view', 'struct']);
  await pass(page);
  expect(sent()).toEqual(['page_view', 'struct']);
});
