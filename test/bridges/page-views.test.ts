import type { Noren } from '@noren/core';
import type { RuntimePageViews } from '@noren/model/schema';
import { expect } from 'chai';
import { next, record, turn, until } from '../core/moments.ts';
import { closePages, type Page } from '../core/page.ts';
import { arrived, filesAsked, GOOD } from '../loader/tag.ts';
import { type BridgedOptions, openBridged } from './stage.ts';

type Track = { readonly name: string; readonly detail: Readonly<Record<string, string>> };

/** A page of a site that tracks page views, and what its tools have been told. */
async function viewedPage(options: BridgedOptions & { pageViews?: RuntimePageViews } = {}) {
  let told: [string, Track][] = [];
  const { page, source } = await openBridged(
    {},
    {
      kept: true,
      pageViews: {},
      ...options,
      before(opened) {
        opened.document.title = '最初のページ';
        told = record<Track>(opened.window, 'track');
        options.before?.(opened);
      },
    },
  );
  const views = () => told.filter(([, { name }]) => name === 'page-view').map(([, { detail }]) => detail);
  const names = () => told.map(([, { name }]) => name);
  const noren: Noren = await arrived(page);
  const own = page.window.location.href;
  const at = (path: string) => new URL(path, own).href;
  /** Goes to another address as a router does, and names the page when it is drawn. */
  const go = (path: string, title?: string, how: 'pushState' | 'replaceState' = 'pushState') => {
    page.window.history[how](null, '', path);
    if (title) page.document.title = title;
  };
  const viewed = (count: number) => until(() => views().length >= count);
  return { page, source, noren, told: () => told, views, names, at, go, viewed, own: own.replace(/#.*/, '') };
}

const without = (page: Page): void => {
  Object.defineProperty(page.window, 'navigation', { value: undefined });
};

describe('page views', () => {
  afterEach(closePages);

  it('are held until statistics is decided: the first one is neither lost nor doubled, and comes before all else', async () => {
    const { noren, names, views, viewed, own } = await viewedPage({ kept: undefined as never });
    noren.track('scroll');
    await turn();
    expect(names()).to.deep.equal([]);
    noren.acceptAll();
    await viewed(1);
    noren.track('click');
    await until(() => names().includes('click'));
    expect(names()).to.deep.equal(['page-view', 'scroll', 'click']);
    expect(views()).to.deep.equal([{ url: own, title: '最初のページ', referrer: location.href }]);
  });

  for (const [means, before] of [
    ['the Navigation API, where there is one', () => {}],
    ['the History API', without],
  ] as const) {
    it(`come one for each navigation in an application of one page, by ${means}`, async () => {
      const { page, go, views, viewed, at, own } = await viewedPage({ before });
      await viewed(1);
      go('/two?q=1', '二');
      await viewed(2);
      // State that is written beside the same address, an anchor, and the same address once more.
      go('/two?q=1', undefined, 'replaceState');
      go('/two?q=1#part');
      go('/two?q=1');
      go('/three', '三', 'replaceState');
      await viewed(3);
      page.window.history.back();
      await next(page.window, 'popstate');
      page.document.title = '二';
      await viewed(4);
      expect(views().slice(1)).to.deep.equal([
        { url: at('/two?q=1'), title: '二', referrer: own },
        { url: at('/three'), title: '三', referrer: at('/two?q=1') },
        { url: at('/two?q=1'), title: '二', referrer: at('/three') },
      ]);
    });
  }

  it('are not doubled by what Turbo and view transitions do: the title comes late, and the address is written again', async () => {
    const { page, go, views, viewed, at } = await viewedPage();
    await viewed(1);
    // Turbo: the address first, then the page from the server, then its state beside the address.
    go('/turbo');
    await turn();
    page.document.head
      .querySelector('title')
      ?.replaceWith(Object.assign(page.document.createElement('title'), { text: '新' }));
    go('/turbo', undefined, 'replaceState');
    await viewed(2);
    go('/transition');
    // Drawn a frame later. In a frame of its own WebKitGTK ends with a real one.
    await turn();
    page.document.title = '次';
    page.window.dispatchEvent(new PopStateEvent('popstate'));
    await viewed(3);
    expect(views().slice(1)).to.deep.equal([
      { url: at('/turbo'), title: '新', referrer: views()[0]?.url },
      { url: at('/transition'), title: '次', referrer: at('/turbo') },
    ]);
  });

  it('count a redirect of the application as the page that it ends at, and two navigations at once as two', async () => {
    const { go, views, viewed, at } = await viewedPage();
    await viewed(1);
    go('/members');
    go('/sign-in', '会員ログイン', 'replaceState');
    await viewed(2);
    go('/a');
    go('/b');
    await viewed(4);
    expect(
      views()
        .slice(1)
        .map(({ url }) => url),
    ).to.deep.equal([at('/sign-in'), at('/a'), at('/b')]);
    expect(views()[3]?.referrer).to.equal(at('/a'));
  });

  it('tell a page that keeps its title after a while, and at once when it is left', async () => {
    const { page, go, views, viewed, at } = await viewedPage();
    await viewed(1);
    go('/quiet');
    await viewed(2);
    go('/left');
    page.window.dispatchEvent(new PageTransitionEvent('pagehide'));
    expect(
      views()
        .map(({ url }) => url)
        .slice(1),
    ).to.deep.equal([at('/quiet'), at('/left')]);
    // And again when the browser gives it back as it was left.
    page.window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(views()[3]?.url).to.equal(at('/left'));
  });

  it('take a fragment for a route where the config says so, and an anchor for none', async () => {
    const { page, views, viewed } = await viewedPage({ pageViews: { hash: true }, address: '#/start' });
    await viewed(1);
    page.window.location.hash = '#/cart?step=2';
    await viewed(2);
    page.window.location.hash = '#!/end';
    await viewed(3);
    page.window.location.hash = '#part';
    await viewed(4);
    expect(views().map(({ url }) => (url ?? '').replace(/.*endpoint\/[^#]*/, ''))).to.deep.equal([
      '#/start',
      '#/cart?step=2',
      '#!/end',
      '',
    ]);
  });

  it('never tell a parameter that Noren holds, be it back in the address or in the one before', async () => {
    const hold = ['mkt_tok'];
    const { go, views, viewed } = await viewedPage({
      pageViews: { hash: true, hold },
      address: '?a=1&mkt_tok=SECRET&noren-link=TOKEN#/route?b=2&noren%2Dmail=TOKEN',
    });
    await viewed(1);
    go('?mkt_tok=SECRET&noren-link%3DTOKEN#noren-link=TOKEN');
    await viewed(2);
    go('?c=1&amp;mkt_tok=SECRET');
    await viewed(3);
    const text = JSON.stringify(views());
    expect(text).not.to.match(/SECRET|TOKEN|mkt_tok|noren-/);
    expect(views().map(({ url }) => url?.replace(/^[^?#]*/, ''))).to.deep.equal(['?a=1#/route?b=2', '', '?c=1']);
  });

  it('cost nothing once statistics is refused: not even the file comes, and a later yes counts from the next page on', async () => {
    const { noren, source, go, views, viewed, names, at } = await viewedPage({ kept: false });
    noren.track('click');
    expect((await filesAsked(source)).filter((file) => file?.includes('views'))).to.deep.equal([]);
    noren.acceptAll();
    noren.track('after');
    await until(() => names().includes('after'));
    go('/next', '次');
    await viewed(1);
    expect(names()).to.deep.equal(['after', 'page-view']);
    expect(views()[0]?.url).to.equal(at('/next'));
  });

  it('count the page that an application went on from before their file came, and a redirect until then as one page', async () => {
    const held = 'noren-page-views';
    const { go, source, views, viewed, own, at } = await viewedPage({ held });
    go('/members', '会員');
    await source.answer(GOOD);
    await viewed(2);
    expect(views()).to.deep.equal([
      { url: own, title: '最初のページ', referrer: location.href },
      { url: at('/members'), title: '会員', referrer: own },
    ]);
    const other = await viewedPage({ held });
    other.go('/sign-in', '会員ログイン', 'replaceState');
    await other.source.answer(GOOD);
    await other.viewed(1);
    other.go('/next', '次');
    await other.viewed(2);
    expect(other.views().map(({ url }) => url)).to.deep.equal([at('/sign-in'), at('/next')]);
    // What was seen under a no is no view.
    const late = await viewedPage({ held, kept: false });
    late.noren.acceptAll();
    late.go('/after', '後');
    await late.source.answer(GOOD);
    await late.viewed(1);
    expect(late.views()).to.deep.equal([{ url: at('/after'), title: '後', referrer: late.own }]);
  });

  for (const [what, navigation] of [
    ['where a browser knows its entries, though their number does not grow', true],
    ['elsewhere, where their number grows', false],
  ] as const)
    it(`count the page that was gone on from ${what}`, async function () {
      if (navigation && !('navigation' in window)) this.skip();
      const set = await viewedPage({
        held: 'noren-page-views',
        before(page) {
          if (!navigation) return without(page);
          // As with fifty entries, or where those ahead are cut off.
          Object.defineProperty(page.window.history, 'length', { value: 50 });
        },
      });
      set.go('/members', '会員');
      await set.source.answer(GOOD);
      await set.viewed(2);
      expect(set.views().map(({ url }) => url)).to.deep.equal([set.own, set.at('/members')]);
    });

  it('count no address that was there for a moment only, in the place of the one that was told', async () => {
    const { go, views, viewed, own, at } = await viewedPage();
    await viewed(1);
    go('?opened', undefined, 'replaceState');
    go(own, '題', 'replaceState');
    await turn();
    go('/next', '次');
    await viewed(2);
    expect(views().map(({ url, referrer }) => [url, referrer])).to.deep.equal([
      [own, location.href],
      [at('/next'), own],
    ]);
  });

  it('count the first page whose address is taken back while it is still being read', async () => {
    const read = (page: Page, value: string) =>
      Object.defineProperty(page.document, 'readyState', { value, configurable: true });
    const { page, go, source, views, viewed, own, at } = await viewedPage({ held: 'noren-page-views' });
    read(page, 'loading');
    go('/opened', undefined, 'replaceState');
    await source.answer(GOOD);
    await until(() => page.window.performance.getEntriesByType('resource').some(({ name }) => name.includes('views')));
    await turn();
    go(own, undefined, 'replaceState');
    read(page, 'complete');
    page.document.dispatchEvent(new Event('DOMContentLoaded'));
    go('/next', '次');
    await viewed(2);
    expect(views().map(({ url }) => url)).to.deep.equal([own, at('/next')]);
  });

  it('hold what the page tracks before the first one as it was then, and nothing that is tracked under a no', async () => {
    const held = 'noren-page-views';
    const { page, source, noren, names, told } = await viewedPage({ kept: undefined as never, held });
    const cart = { items: ['a'] };
    const own: Record<string, unknown> = {};
    own.self = own;
    noren.track('order', cart);
    noren.rejectAll();
    noren.track('refused', cart);
    noren.acceptAll();
    noren.track('order', cart);
    noren.track('circle', own);
    cart.items.push('b');
    const errors = record<{ code: string }>(page.window, 'error');
    await source.answer(GOOD);
    await until(() => names().length > 1);
    await turn();
    expect(names()).to.deep.equal(['page-view', 'order']);
    expect(told()[1]?.[1].detail).to.deep.equal({ items: ['a'] });
    expect(errors.filter(([, { code }]) => code === 'not-an-event')).to.have.length(1);
  });

  it('are told when the page is hidden, also the first one after a late yes', async () => {
    const { page, noren, go, views, at } = await viewedPage({ kept: false });
    noren.acceptAll();
    await until(() => page.window.performance.getEntriesByType('resource').some(({ name }) => name.includes('views')));
    await turn();
    go('/next');
    Object.defineProperty(page.document, 'visibilityState', { value: 'hidden' });
    page.document.dispatchEvent(new Event('visibilitychange'));
    expect(views().map(({ url }) => url)).to.deep.equal([at('/next')]);
  });

  it('leave the page as it was where their file does not come, and say so', async () => {
    const broken = 'noren-page-views.js';
    const { page, source } = await openBridged({}, { kept: true, pageViews: {}, broken });
    const errors = record(page.window, 'error');
    const tracks = record<Track>(page.window, 'track');
    const noren = await arrived(page);
    noren.track('own');
    await until(() => errors.length);
    expect(errors[0]?.[1]).to.include({ code: 'page-views-not-loaded' });
    expect(tracks.map(([, { name }]) => name)).to.deep.equal(['own']);
    expect(await filesAsked(source)).to.include('noren-page.js');
  });
});
