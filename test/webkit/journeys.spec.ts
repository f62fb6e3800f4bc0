import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { By, type WebElement } from 'selenium-webdriver';
import { type Demo, startDemo } from '../../demo/start.ts';
import { skipWithoutWebKit, webkitSession } from './webkit-session.ts';

const ALL = ['statistics', 'recommendation', 'identification', 'linking', 'advertising'];
// What each tag asks for when it runs. Its own file WebKit may have kept from the page before, as it was fetched ahead.
const TAGS = ['/com.snowplowanalytics.snowplow/tp2', '/e/', '/ad/collect', '/ad/pixel.gif', '/video/embed'];

describe('WebKitGTK', { skip: skipWithoutWebKit }, () => {
  const browser = webkitSession();
  let demo: Demo;
  let seen = 0;

  before(async () => {
    demo = await startDemo({ port: 0, quiet: true });
  });
  after(() => demo?.close());
  beforeEach(async () => {
    // Not a page: nothing of Noren runs while the last visitor's traces are removed.
    await open('/assets/site.css');
    await browser().manage().deleteAllCookies();
    await browser().executeScript('localStorage.clear()');
    await open('/');
    forget();
  });

  const open = (path: string) => browser().get(`http://energy.localhost:${demo.port}${path}`);
  const reload = () => browser().navigate().refresh();
  /** What the stand-in for third parties has received since the last look, as paths. */
  const received = (): string[] =>
    demo
      .received()
      .slice(seen)
      .map(({ path }) => path.split('?', 1)[0] ?? '');
  const forget = () => {
    seen = demo.received().length;
  };

  async function until<Value>(what: string, look: () => Value | Promise<Value>, timeoutMs = 30_000) {
    let last: unknown;
    const value = await browser().wait(
      async () => {
        try {
          return (await look()) || null;
        } catch (error) {
          last = error;
          return null;
        }
      },
      timeoutMs,
      // A function may be given, though the types do not say so: it is asked when the wait has failed.
      (() => `${what}${last ? `: ${last}` : ''}`) as never,
      50,
    );
    return value as Exclude<Value, false | null | undefined>;
  }

  /** Something inside an element of Noren, by selector. */
  async function inside(host: string, selector: string): Promise<WebElement> {
    const root = await (await browser().findElement(By.css(host))).getShadowRoot();
    return root.findElement(By.css(selector));
  }
  /** Clicks the button of these words once it can be clicked. */
  const press = (host: string, words: string) =>
    until(`a button ${words}`, async () => {
      const root = await (await browser().findElement(By.css(host))).getShadowRoot();
      for (const button of await root.findElements(By.css('button'))) {
        if ((await button.getText()) !== words || !(await button.isDisplayed())) continue;
        await button.click();
        return true;
      }
      return false;
    });
  const noticeGone = () =>
    until('the notice goes', async () => {
      const found = await browser().findElements(By.css('noren-notice'));
      return found.length === 0 || !(await (await inside('noren-notice', '.panel')).isDisplayed());
    });
  const noticeShown = () =>
    until('the notice comes', async () => (await inside('noren-notice', '.panel')).isDisplayed());

  /** The cookie's decisions, purpose → granted, or undefined where there is no cookie. */
  async function decided(): Promise<Record<string, boolean> | undefined> {
    const cookies = await browser().manage().getCookies();
    const cookie = cookies.find(({ name }) => name === 'noren');
    if (!cookie) return undefined;
    const { p } = JSON.parse(decodeURIComponent(cookie.value)) as { p: Record<string, [number]> };
    return Object.fromEntries(Object.entries(p).map(([id, [granted]]) => [id, granted === 1]));
  }
  const cookieNames = async () => (await browser().manage().getCookies()).map(({ name }) => name).sort();
  const each = (granted: boolean) => Object.fromEntries(ALL.map((id) => [id, granted]));
  /** The page and all that it has asked for are there, and the stand-in has had the time to write it down. */
  const settled = () =>
    until('the page settles', () => browser().executeScript("return document.readyState === 'complete'"));

  it('sends nothing and keeps nothing before a choice, and Esc and the next page are none', async () => {
    for (const path of ['/', '/products/', '/strict/', '/en/']) {
      await open(path);
      await noticeShown();
      await (await browser().findElement(By.css('body'))).sendKeys('\uE00C');
      await settled();
    }
    await noticeShown();
    assert.deepEqual(received(), []);
    assert.deepEqual(await cookieNames(), []);
    assert.equal(await browser().executeScript('return localStorage.length + sessionStorage.length'), 0);
  });

  it('runs every tag once all is allowed, and again on the next visit without asking', async () => {
    await press('noren-notice', 'すべて許可する');
    await noticeGone();
    await until('all tags', () => TAGS.slice(0, 4).every((tag) => received().includes(tag)));
    assert.deepEqual(await decided(), each(true));
    assert.ok((await cookieNames()).includes('_ad'));
    forget();
    await reload();
    await until('all tags again', () => TAGS.slice(0, 4).every((tag) => received().includes(tag)));
    assert.equal((await browser().findElements(By.css('noren-notice'))).length, 0);
  });

  it('sends nothing once all is refused, keeps that alone, and does not ask again', async () => {
    await press('noren-notice', '必要なものだけ許可する');
    await noticeGone();
    assert.deepEqual(await decided(), each(false));
    for (const path of ['/', '/products/']) {
      await open(path);
      await settled();
    }
    assert.equal((await browser().findElements(By.css('noren-notice'))).length, 0);
    assert.deepEqual(received(), []);
    assert.deepEqual(await cookieNames(), ['noren']);
  });

  it('runs what was switched on in the settings and nothing else; withdrawing erases and stops it', async () => {
    await press('noren-notice', '個別に設定する');
    const statistics = await until('a switch', async () => {
      const found = await inside('noren-preferences', '#switch-statistics');
      return (await found.isDisplayed()) && found;
    });
    assert.equal(await statistics.isSelected(), false);
    await statistics.click();
    await press('noren-preferences', '選んだ内容で保存する');
    await until('the tag', () => received().includes('/com.snowplowanalytics.snowplow/tp2'));
    assert.deepEqual(await decided(), { ...each(false), statistics: true });
    assert.deepEqual(
      received().filter((path) => /^\/(ad|video)\//.test(path)),
      [],
    );

    await press('noren-preferences', 'すべて許可する');
    await until('the advertising tag', () => received().includes('/ad/collect'));
    await until('its cookie', async () => (await cookieNames()).includes('_ad'));
    await until('the frame', async () => (await browser().findElements(By.css('iframe'))).length === 1);

    await press('noren-preferences', '必要なものだけ許可する');
    await until('what was left is gone', async () => (await cookieNames()).join() === 'noren');
    assert.equal((await browser().findElements(By.css('iframe'))).length, 0);
    assert.deepEqual(await decided(), each(false));
    assert.match(await (await inside('noren-preferences', '[role=status]')).getText(), /このブラウザから削除しました/);
    await reload();
    forget();
    await settled();
    await open('/news/');
    await settled();
    assert.deepEqual(received(), []);
  });

  /** Leaves a yes to everything in the browser, as an earlier visit would have, and opens the page again. */
  async function cameEarlier({ edition = 7, at = Math.floor(Date.now() / 1000) }): Promise<void> {
    await open('/assets/site.css');
    const p = Object.fromEntries(ALL.map((id) => [id, [1, edition, at]]));
    const value = encodeURIComponent(JSON.stringify({ v: 1, n: edition, p }));
    await browser().manage().addCookie({ name: 'noren', value });
    await open('/');
  }

  it('asks again once a yes is a year old, and runs nothing until then', async () => {
    await cameEarlier({ at: Math.floor(Date.now() / 1000) - 366 * 86_400 });
    await noticeShown();
    await settled();
    assert.deepEqual(received(), []);
    await press('noren-notice', 'すべて許可する');
    await until('the tags', () => TAGS.slice(0, 4).every((tag) => received().includes(tag)));
  });

  it('asks again only about what a material edition has changed; the rest goes on', async () => {
    // Since the fifth edition the advertising list and three purposes have changed, statistics not.
    await cameEarlier({ edition: 5 });
    await noticeShown();
    await until('statistics', () => received().includes('/com.snowplowanalytics.snowplow/tp2'));
    await settled();
    assert.deepEqual(
      received().filter((path) => /^\/(ad|video)\//.test(path)),
      [],
    );
  });
});
