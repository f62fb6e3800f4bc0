import type { NorenErrorDetail } from '@noren/model';
import { expect } from 'chai';
import { names, permittedPage, service } from './erase-page.ts';
import { record, until } from './moments.ts';
import { closePages, type Page } from './page.ts';

const tag = service('tag', 'statistics', {
  cookies: [{ name: '_t' }],
  storage: [{ name: 'tag.*' }],
  caches: [{ name: 'tag-cache-*' }],
  workers: [{ name: '/push-*.js' }],
});

const refuse = (): never => {
  throw new DOMException('no', 'SecurityError');
};

async function withTraces() {
  const opened = await permittedPage([tag]);
  const { page } = opened;
  page.document.cookie = '_t=1;path=/';
  page.window.localStorage.setItem('tag.a', '1');
  page.window.sessionStorage.setItem('tag.b', '1');
  for (const name of ['tag-cache-1', 'tag-cache-2']) await page.window.caches.open(name);
  const errors = record<NorenErrorDetail>(page.window, 'error');
  return {
    ...opened,
    async withdrawn() {
      const revoke = opened.revoked();
      opened.noren.withdraw('statistics');
      const { erased, kept, unchecked } = await revoke;
      expect(errors).to.deep.equal([]);
      expect(names(page.document.cookie)).to.deep.equal(['noren']);
      return { erased: [...erased].sort(), kept: [...kept].sort(), unchecked: [...unchecked].sort() };
    },
  };
}

/** Service workers that this page is told of, and what each says when it is unregistered. */
function pretendWorkers({ window }: Page, outcomes: Readonly<Record<string, () => Promise<boolean>>>): unknown[] {
  const all = Object.entries(outcomes).map(([path, unregister]) => ({
    active: { scriptURL: new URL(path, location.href).href },
    scope: path,
    unregister,
  }));
  Object.defineProperty(window.ServiceWorkerContainer.prototype, 'getRegistrations', { value: async () => [...all] });
  return all;
}

describe('withdrawing where one part of the browser is out of order', () => {
  afterEach(async () => {
    await closePages();
    for (const name of await caches.keys()) await caches.delete(name);
  });

  it('tells which storage keys a broken storage does not give up, and erases everything else', async () => {
    const { page, withdrawn } = await withTraces();
    // A damaged one in Firefox: NS_ERROR_FILE_CORRUPTED.
    Object.defineProperty(page.window.Storage.prototype, 'removeItem', { value: refuse });
    expect(await withdrawn()).to.deep.equal({
      erased: ['_t', 'tag-cache-1', 'tag-cache-2'],
      kept: ['tag.a', 'tag.b'],
      unchecked: [],
    });
    expect(await page.window.caches.keys()).to.deep.equal([]);
  });

  it('believes no storage that it has removed a key', async () => {
    const { page, withdrawn } = await withTraces();
    Object.defineProperty(page.window.Storage.prototype, 'removeItem', { value: () => undefined });
    expect((await withdrawn()).kept).to.deep.equal(['tag.a', 'tag.b']);
  });

  it('takes nothing for erased that is still there in another place', async () => {
    const { page, withdrawn } = await withTraces();
    page.window.sessionStorage.setItem('tag.a', '1');
    const { prototype } = page.window.Storage;
    const { removeItem } = prototype;
    prototype.removeItem = function (this: Storage, key: string) {
      if (this === page.window.localStorage) removeItem.call(this, key);
    };
    expect(await withdrawn()).to.deep.include({
      erased: ['_t', 'tag-cache-1', 'tag-cache-2'],
      kept: ['tag.a', 'tag.b'],
    });
  });

  for (const [what, spoil] of [
    [
      'is blocked',
      ({ window }) => {
        Object.defineProperty(window, 'localStorage', { get: refuse });
        Object.defineProperty(window, 'sessionStorage', { get: refuse });
      },
    ],
    [
      'does not give its keys',
      ({ window }) => Object.defineProperty(window.Storage.prototype, 'length', { get: refuse }),
    ],
  ] as [string, (page: Page) => unknown][]) {
    it(`tells by which names it could not look where web storage ${what}, and erases everything else`, async () => {
      const { page, withdrawn } = await withTraces();
      spoil(page);
      expect(await withdrawn()).to.deep.equal({
        erased: ['_t', 'tag-cache-1', 'tag-cache-2'],
        kept: [],
        unchecked: ['tag.*'],
      });
    });
  }

  it('tells by which names it could not look where cookies cannot be read, as in a sandboxed frame', async () => {
    const { page, noren, revoked } = await permittedPage([tag]);
    Object.defineProperty(page.document, 'cookie', { get: refuse, set: refuse });
    const revoke = revoked();
    noren.withdraw('statistics');
    expect(await revoke).to.deep.include({ erased: [], kept: [], unchecked: ['_t'] });
  });

  it('deletes the other caches where one cannot be, and names that one', async () => {
    const { page, withdrawn } = await withTraces();
    const { prototype } = page.window.CacheStorage;
    const { delete: remove } = prototype;
    prototype.delete = function (this: CacheStorage, name: string) {
      return name === 'tag-cache-1'
        ? Promise.reject(new DOMException('full', 'QuotaExceededError'))
        : remove.call(this, name);
    };
    expect(await withdrawn()).to.deep.include({ kept: ['tag-cache-1'], unchecked: [] });
    expect(await page.window.caches.keys()).to.deep.equal(['tag-cache-1']);
  });

  it('unregisters the other service workers where one does not go, and names that one', async () => {
    const { page, withdrawn } = await withTraces();
    pretendWorkers(page, {
      '/push-1.js': () => Promise.reject(new DOMException('no', 'InvalidStateError')),
      '/push-2.js': refuse,
      '/push-3.js': () => new Promise(() => undefined),
      '/push-4.js': async () => true,
    });
    const { erased, kept, unchecked } = await withdrawn();
    expect(erased).to.deep.equal(['/push-4.js', '_t', 'tag-cache-1', 'tag-cache-2', 'tag.a', 'tag.b']);
    expect({ kept, unchecked }).to.deep.equal({ kept: ['/push-1.js', '/push-2.js', '/push-3.js'], unchecked: [] });
  });

  it('says of a cache and a worker that they are left only if they are, and not where another tab was faster', async () => {
    const { page, withdrawn } = await withTraces();
    const { prototype } = page.window.CacheStorage;
    const { delete: remove } = prototype;
    prototype.delete = async function (this: CacheStorage, name: string) {
      await remove.call(this, name);
      return remove.call(this, name);
    };
    const workers = pretendWorkers(page, {
      '/push-1.js': async () => {
        workers.splice(0, 1);
        return false;
      },
      // Firefox says no more than that of one that it could not unregister.
      '/push-2.js': async () => false,
    });
    expect((await withdrawn()).kept).to.deep.equal(['/push-2.js']);
    await until(async () => !(await page.window.caches.keys()).length);
  });
});
