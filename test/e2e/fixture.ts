import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { MailEventRecord } from '@noren/model/schema';
import { type BrowserContext, test as base, expect, type Locator, type Page } from '@playwright/test';
import { type Demo, startDemo } from '../../demo/start.ts';
import { ignoreGoneFrames } from '../ignore-gone-frames.ts';
import { type OwnSite, serveOwnSite } from './own-site.ts';

/** How the consent API misbehaves, see the demo's fault switch. */
export interface Fault {
  mode: 'down' | 'slow' | '500' | 'garbage' | null;
  delayMs?: number;
  everything?: boolean;
}

/** A demo of this worker's own, with its database in reach. */
export interface OwnDemo extends Demo {
  address(site: string, path?: string): string;
  /** The records that came into the database in this test, oldest first, as they were stored. */
  records(site: string): StoredRecord[];
  /** State of a topic by e-mail, as the database has it for the one member of a test. */
  mailState(topic: string): string | undefined;
  /** What came before is another test's: one demo serves all that a worker runs. */
  beginTest(): void;
  fault(fault: Fault): Promise<void>;
  /** What is kept about the mail of all members and one topic, oldest first. */
  mailEvents(topic: string): MailEventRecord[];
  /** How many entries the sender has still to be told of. */
  mailUntold(): number;
}

/** What these tests look at in a stored record. */
export interface StoredRecord {
  id: string;
  sequence: number;
  edition: string;
  language: string;
  control: string;
  surface: string;
  basis: string;
  gpc: boolean;
  decidedAt: string;
  effectiveAt: string;
  receivedAt: string;
  chosen: { purposes: Record<string, boolean>; services: Record<string, boolean> };
}

/** What left the browser, watched from outside the page. */
export interface Traffic {
  /** Requests to the stand-in for third parties, as paths, in order. */
  readonly thirdParty: string[];
  /** Requests that write a record. */
  readonly records: string[];
  forget(): void;
}

/** Serves a site of the test's own until the test ends; see {@link serveOwnSite}. */
export type ServeSite = (...args: Parameters<typeof serveOwnSite>) => Promise<OwnSite>;

/** Starts a demo with a database of its own; `close` removes both. */
export async function startOwnDemo(): Promise<OwnDemo> {
  const folder = await mkdtemp(join(tmpdir(), 'noren-e2e-'));
  const file = join(folder, 'demo.sqlite');
  const demo = await startDemo({ port: 0, database: file, quiet: true });
  const database = new DatabaseSync(file, { readOnly: true });
  const newest = database.prepare('select coalesce(max(rowid), 0) as newest from records');
  const select = database.prepare(
    'select body from records where site = ? and rowid > ? order by effective_at, sequence',
  );
  const events = database.prepare("select body from mail_events where body ->> 'topic' = ? order by id");
  const mail = database.prepare(
    "select state from mail_preferences where topic = ? and channel = 'email' order by changed_at desc limit 1",
  );
  const untold = database.prepare('select count(*) as count from mail_deliveries');
  let before = 0;
  return {
    ...demo,
    address: (site, path = '/') => `http://${site}.localhost:${demo.port}${path}`,
    records: (site) => select.all(site, before).map(({ body }) => JSON.parse(String(body)) as StoredRecord),
    mailState: (topic) => mail.get(topic)?.state as string | undefined,
    mailUntold: () => Number(untold.get()?.count),
    mailEvents: (topic) => events.all(topic).map(({ body }) => JSON.parse(String(body)) as MailEventRecord),
    beginTest() {
      before = Number(newest.get()?.newest);
    },
    async fault(fault) {
      // Not fetch: it does not let a Host header through, and Node does not resolve *.localhost.
      await new Promise<void>((resolve, reject) => {
        const headers = { host: `thirdparty.localhost:${demo.port}`, 'content-type': 'application/json' };
        const call = request({ host: '127.0.0.1', port: demo.port, path: '/__fault', method: 'POST', headers });
        call.on('response', (response) => {
          if (response.statusCode !== 200) reject(new Error(`the fault switch answered ${response.statusCode}`));
          response.resume().on('end', resolve);
        });
        call.on('error', reject).end(JSON.stringify(fault));
      });
    },
    async close() {
      database.close();
      await demo.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Every end-to-end test begins with these: a worker has one set of fixtures, and another set takes browsers of its own. */
export const test = base.extend<
  { traffic: Traffic; calm: undefined; ownSite: ServeSite; scriptless: Page },
  { demo: OwnDemo; scriptlessContext: BrowserContext }
>({
  browser: [
    async ({ browser, launchOptions }, use) => {
      if (launchOptions.channel === 'moz-firefox') await ignoreGoneFrames(browser);
      await use(browser);
    },
    { scope: 'worker' },
  ],
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures that are asked for.
    async ({}, use) => {
      const demo = await startOwnDemo();
      await use(demo);
      await demo.close();
    },
    { scope: 'worker' },
  ],
  traffic: async ({ context }, use) => {
    const traffic: Traffic = {
      thirdParty: [],
      records: [],
      forget() {
        this.thirdParty.length = 0;
        this.records.length = 0;
      },
    };
    context.on('request', (request) => {
      const { hostname, pathname } = new URL(request.url());
      if (hostname === 'thirdparty.localhost') traffic.thirdParty.push(pathname);
      if (request.method() === 'POST' && pathname.endsWith('/records')) traffic.records.push(request.postData() ?? '');
    });
    await use(traffic);
  },
  scriptlessContext: [
    async ({ playwright, browser, browserName, launchOptions }, use) => {
      // Playwright's Firefox ignores `javaScriptEnabled`.
      const firefoxUserPrefs = { ...launchOptions.firefoxUserPrefs, 'javascript.enabled': false };
      const own =
        browserName === 'firefox' ? await playwright.firefox.launch({ ...launchOptions, firefoxUserPrefs }) : undefined;
      await use(await (own ?? browser).newContext({ javaScriptEnabled: false }));
      await own?.close();
    },
    { scope: 'worker' },
  ],
  // A page of somebody who has switched JavaScript off. In Firefox nothing counts frames there, which is how Playwright waits
  // before it clicks and between two looks: links are followed by keyboard (`press`), `waitForURL` waits, and what is read is
  // read once (`textContent`, `isVisible`, `count`).
  // It stays open until the worker ends: closing it takes Firefox five seconds.
  scriptless: async ({ scriptlessContext }, use) => {
    await use(await scriptlessContext.newPage());
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  ownSite: async ({}, use) => {
    const sites: OwnSite[] = [];
    await use(async (...args) => {
      const site = await serveOwnSite(...args);
      sites.push(site);
      return site;
    });
    for (const site of sites) await site.close();
  },
  // Neither the records of an earlier test nor a fault that a failed one has left behind are this test's.
  calm: [
    async ({ demo }, use) => {
      demo.beginTest();
      await use(undefined);
      await demo.fault({ mode: null });
    },
    { auto: true },
  ],
});

export { expect };

/** A button of the notice, by its words. */
export function noticeButton(page: Page, name: string): Locator {
  return page.locator('noren-notice').getByRole('button', { name, exact: true });
}

/** The whole notice, as a visitor sees it. */
export function noticePanel(page: Page): Locator {
  return page.locator('noren-notice .panel');
}

/** Resolves once the first file has drawn the notice, with all that is in it. */
export async function noticeDrawn(page: Page): Promise<void> {
  await page.locator('noren-notice [role=status]').waitFor({ state: 'attached' });
}

/** Moves as a visitor does, and resolves once the second file, which that brings, has taken the notice over. */
export async function takenOver(page: Page): Promise<void> {
  await page.dispatchEvent('body', 'pointerover');
  const sheets = () =>
    page.evaluate(() => document.querySelector('noren-notice')?.shadowRoot?.adoptedStyleSheets.length);
  await expect.poll(sheets).toBe(2);
}

export const ACCEPT = 'すべて許可する';
export const REJECT = '必要なものだけ許可する';
export const SETTINGS = '個別に設定する';
export const SAVE = '選んだ内容で保存する';

/** The decisions in the cookie jar: purpose → granted. `undefined` where there is no cookie. */
export async function decided(context: BrowserContext, site: string): Promise<Record<string, boolean> | undefined> {
  const jar = await context.cookies();
  const cookie = jar.find(({ name, domain }) => name === 'noren' && domain.includes(site));
  if (!cookie) return undefined;
  const { p } = JSON.parse(decodeURIComponent(cookie.value)) as { p: Record<string, [number, number, number]> };
  return Object.fromEntries(Object.entries(p).map(([id, [granted]]) => [id, granted === 1]));
}

/** Whether the cookie still names a record that the API has not confirmed. */
export async function unsent(context: BrowserContext): Promise<boolean> {
  return (await context.cookies()).some(
    ({ name, value }) => name === 'noren' && decodeURIComponent(value).includes('"r"'),
  );
}

/** Puts a decision into the cookie jar, as an earlier visit would have left it. */
export async function keepDecision(context: BrowserContext, url: string, value: object | string): Promise<void> {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  await context.addCookies([{ name: 'noren', value: encodeURIComponent(text), url }]);
}

/** All six purposes decided alike, now, under the newest edition. */
export function cookieOf(granted: 0 | 1, { edition = 7, at = Math.floor(Date.now() / 1000) } = {}) {
  const ids = ['statistics', 'recommendation', 'identification', 'linking', 'advertising'];
  return { v: 1, n: edition, p: Object.fromEntries(ids.map((id) => [id, [granted, edition, at]])) };
}
