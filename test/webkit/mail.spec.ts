import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { By, type WebElement } from 'selenium-webdriver';
import { type Demo, startDemo } from '../../demo/start.ts';
import { skipWithoutWebKit, webkitSession } from './webkit-session.ts';

const SEMINAR = '電気代を下げる前に測る';
const READ = '内容を見る';
const JOIN = '結び付けも許可する';
const REFUSE = '識別せずに開く';

describe('WebKitGTK, a reader of the demo’s mail', { skip: skipWithoutWebKit }, () => {
  const browser = webkitSession();
  let demo: Demo;

  before(async () => {
    demo = await startDemo({ port: 0, quiet: true });
  });
  after(() => demo?.close());
  beforeEach(async () => {
    for (const host of ['energy', 'portal', 'id']) {
      // Not a page: nothing of Noren runs while the last visitor's traces are removed.
      await browser().get(at(host, '/assets/site.css'));
      await browser().manage().deleteAllCookies();
      await run(`localStorage.clear(); sessionStorage.clear();
        for (const name of ['outbox', 'history', 'subject', 'own']) indexedDB.deleteDatabase('noren-' + name);`);
    }
  });

  const at = (host: string, path: string) => `http://${host}.localhost:${demo.port}${path}`;
  const run = <Value>(script: string, ...args: unknown[]) => browser().executeScript(script, ...args) as Promise<Value>;
  const until = (what: string, look: () => Promise<unknown>) =>
    browser().wait(async () => Boolean(await look().catch(() => false)), 10_000, what, 50);
  const status = () => run<string | undefined>('return window.noren?.state?.link?.status');
  const decided = () =>
    run<Record<string, boolean>>(
      'return Object.fromEntries(Object.entries(noren.state.decisions.purposes).map(([id, { granted }]) => [id, granted]))',
    );

  /** Clicks what is called so, in an element of Noren or in the page, once it can be. */
  const press = (words: string, host?: string) =>
    until(`something to press that is called ${words}`, async () => {
      const from = host ? await (await browser().findElement(By.css(host))).getShadowRoot() : browser();
      const found: WebElement[] = await from.findElements(By.css('button, a'));
      for (const control of found) {
        if (!(await control.getText()).includes(words) || !(await control.isDisplayed())) continue;
        // Out from under the notice.
        await run('arguments[0].scrollIntoView({ block: "center" })', control);
        await control.click();
        return true;
      }
      return false;
    });

  /** A browser that refused everything long ago is asked by the card alone. */
  async function refusedLongAgo(): Promise<void> {
    await browser().get(at('energy', '/assets/site.css'));
    const long = Math.floor(Date.now() / 1000) - 200 * 86_400;
    const ids = ['statistics', 'recommendation', 'identification', 'linking', 'advertising'];
    const p = Object.fromEntries(ids.map((id) => [id, [0, 7, long]]));
    const value = encodeURIComponent(JSON.stringify({ v: 1, n: 7, p }));
    await browser().manage().addCookie({ name: 'noren', value });
  }

  /** Opens a member's newsletter. @returns the link that it carries */
  async function openMail(member: string): Promise<string> {
    await browser().get(at('mail', `/${member}/`));
    await press(SEMINAR);
    await until('the newsletter', () =>
      run(`return document.querySelector('h1').textContent.includes(arguments[0])`, SEMINAR),
    );
    return run(`return document.querySelector('.body').shadowRoot.querySelector('a').href`);
  }

  /** Opens a member's newsletter and follows its link, as a reader does. @returns the token that it carried */
  async function follow(member: string): Promise<string> {
    const [page, token = ''] = (await openMail(member)).split('#noren-link=');
    assert.equal(page, at('energy', '/seminar/'));
    const [mail] = await browser().getAllWindowHandles();
    await press(READ, '.body');
    await until('the landing page opens', async () => (await browser().getAllWindowHandles()).length === 2);
    const landing = (await browser().getAllWindowHandles()).find((handle) => handle !== mail) ?? '';
    await browser().close();
    await browser().switchTo().window(landing);
    await until('the question', async () => (await status()) === 'asking');
    assert.equal(await browser().getCurrentUrl(), at('energy', '/seminar/'));
    return token;
  }

  /** What a mail's page says of its link. */
  async function counted(member: string): Promise<string> {
    await openMail(member);
    return (await browser().findElement(By.css('main'))).getText();
  }

  it('agrees in the card and is linked, and the page and what third parties get have no token', async () => {
    await refusedLongAgo();
    const token = await follow('m-1002');
    await press(JOIN, 'noren-personal-url');
    await until('the link', async () => (await status()) === 'linked');
    const page = await run<string>(`return document.documentElement.outerHTML + document.referrer + document.cookie +
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state])`);
    assert.ok(!page.includes(token));
    assert.ok(!JSON.stringify(demo.received()).includes(token));
    assert.match(await counted('m-1002'), /結び付けた数\s*1/);
  });

  it('refuses in the card: nothing is counted, and the token is gone with it', async () => {
    await refusedLongAgo();
    const before = await counted('m-1001');
    const token = await follow('m-1001');
    await press(REFUSE, 'noren-personal-url');
    await until('the refusal', async () => (await status()) === 'dropped');
    await browser().get(at('energy', '/'));
    await until('the page API', () => run('return noren.state'));
    assert.ok(!(await run<string>('return document.referrer + document.documentElement.outerHTML')).includes(token));
    assert.equal(await counted('m-1001'), before);
  });

  it('signs in on one site and finds there what the member chose on another', async () => {
    const signIn = async (host: string) => {
      await browser().get(at(host, '/members/'));
      await press('会員ログイン');
    };
    await signIn('portal');
    await press('上田 みのり');
    await until('the sign-in', async () => /上田 みのり 様/.test(await run('return document.body.innerText')));
    await run(`noren.decide({ purposes: { identification: true, linking: true, statistics: true } }, { via: 'save' })`);
    await until('the record', () => run('return !noren.state.decisions.unsent'));
    await signIn('energy');
    await until('the choice', async () => (await decided()).linking);
    // Each site has recipients of its own for the rest.
    assert.deepEqual(await decided(), { identification: true, linking: true });
  });
});
