import type { ReturnDetail } from '@noren/core';
import { expect } from 'chai';
import { erasePage, hasCookie, names, permittedPage, service } from './erase-page.ts';
import { keep, kept } from './kept-cookie.ts';
import { record, until } from './moments.ts';
import { closePages, type Page } from './page.ts';

const tag = service('tag', 'statistics', {
  cookies: [{ name: '_t' }, { name: '_t_*' }],
  storage: [{ name: 'tag.*' }],
  databases: [{ name: 'tag-kept' }],
});
const ad = service('ad', 'advertising', { cookies: [{ name: '_t_ad' }] });

/** A page whose visitor has just refused statistics, with the events since. */
async function refusedPage(services = [tag, ad]) {
  const opened = await permittedPage(services);
  const revoke = opened.revoked();
  opened.noren.withdraw('statistics');
  await revoke;
  const told = record<ReturnDetail>(opened.page.window, 'returned');
  return { ...opened, told: () => told.map(([, detail]) => detail) };
}

/** Something that a page fetches, whose end Noren hears of. */
const fetchSomething = async ({ window }: Page): Promise<unknown> => (await window.fetch('/lab.js')).text();

describe('what was erased and comes back while it is refused', () => {
  afterEach(async () => {
    await closePages();
    indexedDB.deleteDatabase('tag-kept');
  });

  it('is a cookie that a tag sets again: it goes again, and that is told with the service whose it is', async () => {
    const { page, told } = await refusedPage();
    page.document.cookie = '_t_1=1;path=/';
    await until(() => told().length);
    expect(told()).to.deep.equal([{ services: ['tag'], erased: ['_t_1'], kept: [] }]);
    expect(hasCookie(page, '_t_1')).to.equal(false);
  });

  it('is seen also where no browser tells of cookies: once the page has fetched something', async () => {
    const { page, noren, revoked } = await permittedPage([tag, ad]);
    Object.defineProperty(page.window, 'cookieStore', { value: undefined });
    delete (page.window as { cookieStore?: unknown }).cookieStore;
    const told = record<ReturnDetail>(page.window, 'returned');
    const revoke = revoked();
    noren.withdraw('statistics');
    await revoke;
    page.document.cookie = '_t=1;path=/';
    await fetchSomething(page);
    await until(() => told.length);
    expect(hasCookie(page, '_t')).to.equal(false);
  });

  it('is a key of web storage or a database as well', async () => {
    const { page, told } = await refusedPage();
    page.window.localStorage.setItem('tag.a', '1');
    page.window.sessionStorage.setItem('tag.b', '1');
    await new Promise((resolve) => {
      const request = page.window.indexedDB.open('tag-kept');
      request.onsuccess = () => resolve(request.result.close());
    });
    await fetchSomething(page);
    const erased = (): string[] => told().flatMap((detail) => detail.erased);
    await until(() => erased().length > 2);
    expect(erased()).to.have.members(['tag.a', 'tag.b', 'tag-kept']);
    expect((await page.window.indexedDB.databases()).map(({ name }) => name)).to.not.include('tag-kept');
  });

  it('is not what a service that goes on may keep, nor anything that no row names', async () => {
    const { page, told } = await refusedPage();
    for (const name of ['_t_ad', 'own', '_t']) page.document.cookie = `${name}=1;path=/`;
    await until(() => told().length);
    // WebKit may show a deleted cookie once more; then it goes once more.
    expect([...new Set(told().flatMap(({ erased }) => erased))]).to.deep.equal(['_t']);
    expect(names(page.document.cookie)).to.have.members(['noren', '_t_ad', 'own']);
  });

  it('is left after five times in a page, so that a tag that does not give in cannot keep the page busy, and told as left', async () => {
    const { page, told } = await refusedPage();
    const insist = (): string => (page.document.cookie = '_t=1;path=/');
    page.window.addEventListener('noren:returned', (event) => {
      if ((event as CustomEvent<ReturnDetail>).detail.erased.length) insist();
    });
    insist();
    await until(() => told().some(({ kept }) => kept.length));
    page.document.cookie = '_t_2=1;path=/';
    await until(() => told().some(({ erased }) => erased.includes('_t_2')));
    expect(told().filter(({ erased }) => erased.includes('_t'))).to.have.length(5);
    expect(told().filter(({ kept }) => kept.includes('_t'))).to.have.length(1);
    expect(hasCookie(page, '_t')).to.equal(true);
  });

  // By this a test sees that a look was taken.
  const mark = service('mark', 'recommendation', { cookies: [{ name: '_mark' }] });

  for (const [what, allow] of [
    ['once it is permitted again', ({ noren }) => noren.decide({ purposes: { statistics: true } })],
    [
      'where another tab has said yes since, of which this one has not heard',
      ({ page }) => {
        const { purposes } = kept();
        const at = Math.floor(Date.now() / 1000) + 60;
        const yes = { statistics: { granted: true, edition: 2, at } };
        keep({}, { by: page.document, purposes: { ...purposes, ...yes } });
      },
    ],
  ] as [string, (refused: Awaited<ReturnType<typeof refusedPage>>) => unknown][]) {
    it(`is nothing any more ${what}`, async () => {
      const refused = await refusedPage([tag, ad, mark]);
      const { page, noren, told } = refused;
      const remembered = (): string => page.window.localStorage.getItem('noren') ?? '';
      const isSwept = (before: string): boolean => remembered() !== before;
      let before = remembered();
      noren.decide({ purposes: { recommendation: false } });
      await until(() => isSwept(before));
      before = remembered();
      if (allow(refused)) await until(() => isSwept(before));
      page.document.cookie = '_t=1;path=/';
      page.document.cookie = '_mark=1;path=/';
      await fetchSomething(page);
      await until(() => told().length);
      // WebKit may show a page what it has just deleted once more.
      for (const detail of told()) expect(detail).to.deep.equal({ services: ['mark'], erased: ['_mark'], kept: [] });
      expect(hasCookie(page, '_t')).to.equal(true);
    });
  }
});

describe('a later page of a visitor who has refused', () => {
  afterEach(closePages);

  /** A page of a browser in which a refusal was said and its traces were erased, on pages that are gone. */
  async function laterPage() {
    const first = await erasePage([tag, ad]);
    keep({ statistics: false, advertising: true }, { by: first.page.document });
    first.start();
    await until(() => first.page.window.localStorage.getItem('noren'));
    return anotherPage(first.page);
  }

  async function anotherPage(before: Page) {
    before.close();
    const opened = await erasePage([tag, ad]);
    const told = record<ReturnDetail>(opened.page.window, 'returned');
    return { ...opened, told: () => told.map(([, detail]) => detail) };
  }

  it('brings nothing where nothing has come back', async () => {
    const { page, start, loads } = await laterPage();
    for (const name of ['own', '_t_ad']) page.document.cookie = `${name}=1;path=/`;
    for (const key of ['own', 'tag', 'other.tag.a', 'own,tag']) page.window.localStorage.setItem(key, '_t=1; tag.a');
    start();
    expect(loads()).to.equal(0);
  });

  for (const [what, write, name] of [
    ['cookie', ({ document }: Page) => (document.cookie = '_t=1;path=/'), '_t'],
    ['cookie of a pattern', ({ document }: Page) => (document.cookie = '_t_9=1;path=/'), '_t_9'],
    ['storage key', ({ window }: Page) => window.localStorage.setItem('tag.x', '1'), 'tag.x'],
  ] as const) {
    it(`erases a ${what} that has come back, tells it, and brings nothing on the page after`, async () => {
      const { page, start, loads, returned } = await laterPage();
      write(page);
      const back = returned();
      start();
      expect(loads()).to.equal(1);
      expect(await back).to.deep.equal({ services: ['tag'], erased: [name], kept: [] });
      const next = await anotherPage(page);
      next.start();
      expect(next.loads()).to.equal(0);
    });
  }

  it('tries once what it may not delete, and is not brought back by it on any page after', async () => {
    const { page, start, returned } = await laterPage();
    page.document.cookie = '_t=1;path=/';
    const jar = Object.getOwnPropertyDescriptor(
      page.window.Document.prototype,
      'cookie',
    ) as Required<PropertyDescriptor>;
    Object.defineProperty(page.document, 'cookie', {
      get: () => jar.get.call(page.document),
      set: (text: string) => text.startsWith('_t=') || jar.set.call(page.document, text),
    });
    const back = returned();
    start();
    expect(await back).to.deep.equal({ services: ['tag'], erased: [], kept: ['_t'] });
    const next = await anotherPage(page);
    next.start();
    expect(next.loads()).to.equal(0);
    next.page.document.cookie = '_t_1=1;path=/';
    next.start();
    expect(next.loads()).to.equal(1);
  });

  it('looks for everything once more after a page in which a tag was still running, and tells what that wrote at its end', async () => {
    const { page, noren, revoked } = await permittedPage([tag, ad]);
    page.document.body.innerHTML = '<script type="text/plain" data-noren="statistics">window.ran = 1</script>';
    await until(() => page.window.ran);
    const revoke = revoked();
    noren.withdraw('statistics');
    await revoke;
    const next = await anotherPage(page);
    sessionStorage.setItem('tag.last', '1');
    const back = next.returned();
    next.start();
    expect(next.loads()).to.equal(1);
    expect(await back).to.deep.equal({ services: ['tag'], erased: ['tag.last'], kept: [] });
    const last = await anotherPage(next.page);
    last.start();
    expect(last.loads()).to.equal(0);
  });

  it('looks through the cookies as fast as ever where a name has many stars', async () => {
    const stars = service('stars', 'statistics', { cookies: [{ name: '*a*a*a*a*a*a*a*a*b' }] });
    const { page, start, loads } = await erasePage([stars]);
    keep({ statistics: false }, { by: page.document });
    page.document.cookie = `${'a'.repeat(2000)}=1;path=/`;
    start();
    await until(() => page.window.localStorage.getItem('noren'));
    start();
    expect(loads()).to.equal(1);
    expect(hasCookie(page, 'a'.repeat(2000))).to.equal(true);
  });

  it('erases what a single service that was refused on a neighbouring host has left here', async () => {
    const { page, start } = await erasePage([{ ...tag, choice: true }, ad]);
    keep({ statistics: true, advertising: true }, { by: page.document, services: { tag: false } });
    page.document.cookie = '_t=1;path=/';
    start();
    await until(() => !hasCookie(page, '_t'));
  });
});
