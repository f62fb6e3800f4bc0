import type { SurfaceName } from '@noren/core';
import { expect } from 'chai';
import { endpoint } from '../core/endpoint.ts';
import { keep } from '../core/kept-cookie.ts';
import { record, turn, until } from '../core/moments.ts';
import { closePages, openPage, type Page } from '../core/page.ts';
import { addTag, everything, filesAsked, GOOD, hasArrived, isAsking, thrownIn } from './tag.ts';

const LINK = '<a href="#kept" data-noren-show="preferences">設定</a>';

/** A returning visitor's page, which brings nothing but the first file by itself. */
async function visit(body: string) {
  const page = await openPage(body);
  keep(everything(true), { by: page.document });
  const shown = record<{ name: SurfaceName }>(page.window, 'shown');
  const source = await endpoint(GOOD);
  await addTag(page, { src: `${source.path}/noren-loader.js` });
  return { page, source, shown: () => shown.map(([, { name }]) => name) };
}

const isOpen = ({ document }: Page): boolean =>
  Boolean(document.querySelector('noren-preferences')?.shadowRoot?.querySelector('dialog[open]'));

/** Clicks, and says whether Noren took the click; whatever was left to the browser stops here. */
function click(page: Page, selector: string, init: MouseEventInit = {}): boolean {
  let taken = false;
  const last = (event: Event): void => {
    taken = event.defaultPrevented;
    event.preventDefault();
  };
  page.window.addEventListener('click', last, { once: true });
  const target = page.document.querySelector(selector);
  target?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, ...init }));
  return taken;
}

describe('a click', () => {
  afterEach(closePages);

  for (const [what, body, selector] of [
    ['a link that says so', LINK, 'a'],
    ['something inside such a link', LINK.replace('設定', '<b><i>設定</i></b>'), 'i'],
    ['a button that says so', '<button data-noren-show="preferences">設定</button>', 'button'],
    ['whatever says so without a name', '<button data-noren-show>設定</button>', 'button'],
    ['a link to #noren-settings', '<a href="#noren-settings">設定</a>', 'a'],
    ['a link to #noren', '<a href="#noren">設定</a>', 'a'],
  ] as const) {
    it(`on ${what} opens the settings, and leads nowhere`, async () => {
      const { page, shown } = await visit(body);
      expect(hasArrived(page)).to.equal(false);
      expect(click(page, selector)).to.equal(true);
      await until(() => shown().length);
      expect(shown()).to.deep.equal(['preferences']);
      await until(() => isOpen(page));
      expect(page.window.location.hash).to.equal('');
    });
  }

  it('in another element’s shadow does the same', async () => {
    const { page, shown } = await visit('<my-footer></my-footer>');
    const root = page.document.querySelector('my-footer')?.attachShadow({ mode: 'open' });
    const button = page.document.createElement('button');
    button.dataset.norenShow = 'preferences';
    root?.append(button);
    button.click();
    await until(() => shown().length);
    expect(shown()).to.deep.equal(['preferences']);
  });

  it('on what is added later does the same', async () => {
    const { page, shown } = await visit('');
    page.document.body.insertAdjacentHTML('beforeend', LINK);
    expect(click(page, 'a')).to.equal(true);
    await until(() => shown().length);
    expect(shown()).to.deep.equal(['preferences']);
  });

  it('shows the notice again where that is what it says', async () => {
    const { page, shown } = await visit('<button data-noren-show="notice">お知らせ</button>');
    expect(click(page, 'button')).to.equal(true);
    await until(() => shown().length);
    expect(shown()).to.deep.equal(['notice']);
    expect(isAsking(page)).to.equal(true);
    expect(isOpen(page)).to.equal(false);
  });

  for (const key of ['ctrlKey', 'metaKey', 'shiftKey']) {
    it(`with ${key} is the browser’s`, async () => {
      const { page } = await visit(LINK);
      expect(click(page, 'a', { [key]: true })).to.equal(false);
      expect(click(page, 'a')).to.equal(true);
    });
  }

  it('that the page has dealt with itself is left alone', async () => {
    const { page, shown } = await visit(`<a href="#kept" data-noren-show="notice">お知らせ</a>${LINK}`);
    page.document.querySelector('a')?.addEventListener('click', (event) => event.preventDefault());
    click(page, 'a');
    click(page, 'a:last-child');
    await until(() => shown().includes('preferences'));
    expect(shown()).to.deep.equal(['preferences']);
    expect(isAsking(page)).to.equal(false);
  });

  it('on anything else is not Noren’s', async () => {
    const { page } = await visit('<a href="#norens">news</a><p>text</p><a href="/cookies/#noren-settings">other</a>');
    for (const selector of ['a', 'p', 'a:last-child']) expect(click(page, selector), selector).to.equal(false);
    await turn();
    expect(hasArrived(page)).to.equal(false);
  });
});

describe('where a file does not come', () => {
  afterEach(closePages);

  async function poorPage(body: string) {
    const source = await endpoint(GOOD, { status: 404 });
    const page = await openPage(body);
    keep(everything(true), { by: page.document });
    const errors = record(page.window, 'error');
    const thrown = thrownIn(page);
    await addTag(page, { src: `${source.path}/noren-loader.js` });
    return { source, page, errors, thrown };
  }

  it('a link leads where it leads without script', async () => {
    const register = await endpoint({ headers: { 'content-type': 'text/html' }, body: '<h1>外部送信</h1>' });
    const { page } = await poorPage(`<a href="${register.path}/cookies/" data-noren-show="preferences">設定</a>`);
    page.document.querySelector('a')?.click();
    const [request] = await register.requests(1);
    expect(request?.path).to.equal(`${register.path}/cookies/`);
  });

  it('a link leads there also when only the third one is missing', async () => {
    const register = await endpoint({ headers: { 'content-type': 'text/html' }, body: '<h1>外部送信</h1>' });
    const { page, source } = await poorPage(
      `<a href="${register.path}/cookies/" data-noren-show="preferences">設定</a>`,
    );
    await source.answer(GOOD, { status: 404 });
    page.document.querySelector('a')?.click();
    expect(await register.requests(1)).to.have.length(1);
    expect(await filesAsked(source)).to.deep.equal(['noren-loader.js', 'noren-page.js', 'noren-elements.js']);
  });

  it('a button leads nowhere, and the error is told', async () => {
    const { page, source, errors, thrown } = await poorPage('<button data-noren-show="preferences">設定</button>');
    const leaving: Event[] = [];
    page.window.addEventListener('beforeunload', (event) => leaving.push(event));
    page.document.querySelector('button')?.click();
    await until(() => errors.length);
    expect(errors.map(([, { code }]) => code)).to.deep.equal(['page-not-loaded']);
    expect(thrown).to.deep.equal([]);
    expect(await filesAsked(source)).to.deep.equal(['noren-loader.js', 'noren-page.js']);
    expect(leaving).to.have.length(0);
  });
});
