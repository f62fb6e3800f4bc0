import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type MailSite, serveMailSite } from '../e2e/mail-site.ts';
import { skipWithoutWebKit, webkitSession } from './webkit-session.ts';

describe('WebKitGTK, arriving by a personalised link', { skip: skipWithoutWebKit }, () => {
  const browser = webkitSession();
  let site: MailSite;

  before(async () => {
    site = await serveMailSite();
  });
  after(() => site?.close());
  beforeEach(async () => {
    // Not a page: nothing of Noren runs while the last visitor's traces are removed.
    await browser().get(`${site.origin}/nothing.js`);
    await browser().manage().deleteAllCookies();
    await browser().executeScript(`localStorage.clear();
      for (const name of ['outbox', 'history', 'subject', 'own']) indexedDB.deleteDatabase('noren-' + name);`);
    site.received.length = 0;
  });

  const run = <Value>(script: string, ...args: unknown[]) => browser().executeScript(script, ...args) as Promise<Value>;
  const reaches = (status: string) =>
    browser().wait(
      async () => (await run('return window.page?.state.link?.status')) === status,
      30_000,
      `the link is ${status}`,
      50,
    );
  const answer = (purposes: Record<string, boolean>) =>
    run(
      `dispatchEvent(new CustomEvent('noren-request', { detail: { action: 'save', surface: 'personal-url', purposes: arguments[0] } }))`,
      purposes,
    );
  const address = () => run<string>('return location.href');

  /** What the page, its storage and the server know, but for the entry of the navigation itself. */
  async function traces(): Promise<string> {
    const inPage = await run<string>(`const { navigation } = window;
      const entries = navigation ? [...navigation.entries(), navigation.currentEntry, navigation.activation?.entry, navigation.activation?.from] : [];
      return JSON.stringify([entries.map((entry) => [entry?.url, entry?.getState()]), seen, told, location.href, document.referrer, document.cookie,
      document.documentElement.outerHTML, { ...localStorage }, { ...sessionStorage }, history.state,
      performance.getEntries().filter(({ entryType }) => entryType !== 'navigation')])`);
    return inPage + JSON.stringify([site.received, await browser().manage().getCookies()]);
  }

  it('keeps the token from everybody before an answer and after a no, also behind the next page', async () => {
    const token = await site.token('m-1');
    await browser().get(`${site.origin}/?a=1#/route?b=2&noren-link=${token}`);
    await reaches('asking');
    assert.equal(await address(), `${site.origin}/?a=1#/route?b=2`);
    assert.ok(!(await traces()).includes(token));
    await answer({ identification: false, linking: false });
    await reaches('dropped');
    await browser().get(`${site.origin}/next/`);
    assert.ok(!(await traces()).includes(token));
    await browser().navigate().back();
    assert.equal(await address(), `${site.origin}/?a=1#/route?b=2`);
    assert.ok(!(await traces()).includes(token));
    assert.deepEqual(site.redeemed(), []);
    assert.equal(site.links(), 0);
  });

  it('redeems once after a yes, and ends the link with it', async () => {
    const token = await site.token('m-1');
    await browser().get(`${site.origin}/#noren-link=${token}`);
    await reaches('asking');
    await answer({ identification: true, linking: true });
    await reaches('linked');
    assert.deepEqual(
      site.redeemed().map((body) => body.token),
      [token],
    );
    assert.equal(site.links(), 1);
    await run(`page.withdraw('identification')`);
    await reaches('dropped');
    await browser().wait(() => site.links() === 0, 30_000, 'the link ends', 50);
  });
});
