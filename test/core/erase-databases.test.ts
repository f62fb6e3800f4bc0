import type { NorenErrorDetail } from '@noren/model';
import { expect } from 'chai';
import { permittedPage, service } from './erase-page.ts';
import { record, until } from './moments.ts';
import { closePages, openPage, type Page } from './page.ts';

/** Opens a database, which makes it. It stays open where the test holds it. */
function openDatabase({ window }: Page, name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = window.indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function makeDatabases(page: Page, ...all: string[]): Promise<void> {
  for (const name of all) (await openDatabase(page, name)).close();
}

const databases = async (page: Page): Promise<(string | undefined)[]> =>
  (await page.window.indexedDB.databases()).map(({ name }) => name).filter((name) => !name?.startsWith('noren-'));

async function clear(): Promise<void> {
  for (const { name = '' } of await indexedDB.databases()) {
    if (name.startsWith('noren-')) continue;
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(name).onsuccess = resolve;
    });
  }
  for (const name of await caches.keys()) await caches.delete(name);
}

const tag = service('tag', 'statistics', {
  databases: [{ name: 'tag' }, { name: 'tag-*' }],
  caches: [{ name: 'tag-cache-*' }],
});

describe('withdrawing a purpose whose services keep databases and caches', () => {
  afterEach(async () => {
    await closePages();
    await clear();
  });

  it('deletes them by name and by pattern, and no others', async () => {
    const { page, noren, revoked } = await permittedPage([
      tag,
      service('ad', 'advertising', { databases: [{ name: 'tag-ads' }], caches: [{ name: 'ads' }] }),
    ]);
    await makeDatabases(page, 'tag', 'tag-1', 'tags', 'own', 'tag-ads');
    for (const name of ['tag-cache-1', 'ads', 'own']) await page.window.caches.open(name);
    const revoke = revoked();
    noren.withdraw('statistics');
    const { erased, kept, inUse, unchecked } = await revoke;
    expect(erased).to.have.members(['tag', 'tag-1', 'tag-cache-1']);
    expect({ kept, inUse, unchecked }).to.deep.equal({ kept: [], inUse: [], unchecked: [] });
    expect(await databases(page)).to.have.members(['tags', 'own', 'tag-ads']);
    expect(await page.window.caches.keys()).to.have.members(['ads', 'own']);
  });

  it('never deletes Noren’s own, however wide a pattern is', async () => {
    const { page, noren, revoked } = await permittedPage([
      service('tag', 'statistics', { databases: [{ name: 'n*' }], storage: [{ name: 'n*' }] }),
    ]);
    await makeDatabases(page, 'nasty');
    for (const key of ['nasty-key', 'noren-register', 'noren-opt-outs']) page.window.localStorage.setItem(key, '{}');
    const revoke = revoked();
    noren.withdraw('statistics');
    expect((await revoke).erased).to.have.members(['nasty', 'nasty-key']);
    expect((await page.window.indexedDB.databases()).map(({ name }) => name)).to.include('noren-history');
    expect(page.window.localStorage.getItem('noren-register')).to.equal('{}');
    expect(page.window.localStorage.getItem('noren-opt-outs')).to.equal('{}');
  });

  it('waits for no database that a page has open, tells that it is in use, and deletes it when the next page starts', async () => {
    const { page, noren, start, revoked } = await permittedPage([tag]);
    const other = await openPage();
    const held = await openDatabase(other, 'tag');
    const revoke = revoked();
    noren.withdraw('statistics');
    expect(await revoke).to.deep.include({ erased: [], kept: ['tag'], inUse: ['tag'] });
    held.close();
    // What a page that is gone has asked for may be forgotten with it: so this one makes it anew.
    await makeDatabases(other, 'tag');
    start();
    await until(async () => !(await databases(page)).length);
  });

  it('waits no longer than a moment for a tab that is too busy to be asked, and erases the next refusal all the same', async () => {
    const { page, noren, revoked } = await permittedPage([
      tag,
      service('ad', 'advertising', { cookies: [{ name: '_ad' }] }),
    ]);
    await makeDatabases(page, 'tag');
    page.document.cookie = '_ad=1;path=/';
    // A page in an endless loop that has it open: nothing is ever said of the request.
    Object.defineProperty(page.window.IDBFactory.prototype, 'deleteDatabase', { value: () => ({}) });
    let revoke = revoked();
    noren.withdraw('statistics');
    expect(await revoke).to.deep.include({ erased: [], kept: ['tag'], inUse: ['tag'] });
    revoke = revoked();
    noren.withdraw('advertising');
    expect((await revoke).erased).to.deep.equal(['_ad']);
  });

  it('deletes by whole names where databases cannot be listed, and tells which patterns it could not look for', async () => {
    const { page, noren, revoked } = await permittedPage([tag]);
    await makeDatabases(page, 'tag', 'tag-1');
    const { prototype } = page.window.IDBFactory;
    const listed = prototype.databases;
    Object.defineProperty(prototype, 'databases', { value: undefined, configurable: true });
    const revoke = revoked();
    noren.withdraw('statistics');
    expect(await revoke).to.deep.include({ erased: ['tag'], kept: [], unchecked: ['tag-*'] });
    Object.defineProperty(prototype, 'databases', { value: listed, configurable: true });
    expect(await databases(page)).to.deep.equal(['tag-1']);
  });

  for (const [what, broken] of [
    ['are blocked', () => Promise.reject(new DOMException('blocked', 'SecurityError'))],
    [
      'throw',
      () => {
        throw new DOMException('blocked', 'InvalidStateError');
      },
    ],
    ['never answer', () => new Promise<never>(() => undefined)],
  ] as const) {
    it(`tells that nothing is known where databases and caches ${what}, and erases the rest`, async () => {
      const { page, noren, revoked } = await permittedPage([{ ...tag, cookies: [{ name: '_t' }] }]);
      const errors = record<NorenErrorDetail>(page.window, 'error');
      page.document.cookie = '_t=1;path=/';
      Object.defineProperty(page.window.IDBFactory.prototype, 'databases', { value: broken });
      Object.defineProperty(page.window.CacheStorage.prototype, 'keys', { value: broken });
      const revoke = revoked();
      noren.withdraw('statistics');
      const { erased, kept, unchecked } = await revoke;
      expect({ erased, kept }).to.deep.equal({ erased: ['_t'], kept: [] });
      expect(unchecked).to.have.members(['tag', 'tag-*', 'tag-cache-*']);
      expect(errors).to.deep.equal([]);
    });
  }

  it('touches no database and no cache where no row names one', async () => {
    const { page, noren, revoked } = await permittedPage([service('tag', 'statistics', { cookies: [{ name: '_t' }] })]);
    let looks = 0;
    const look = () => {
      looks += 1;
      return Promise.resolve([]);
    };
    Object.defineProperty(page.window.IDBFactory.prototype, 'databases', { value: look });
    Object.defineProperty(page.window.CacheStorage.prototype, 'keys', { value: look });
    const revoke = revoked();
    noren.withdraw('statistics');
    await revoke;
    expect(looks).to.equal(0);
  });

  it('unregisters the service workers of its services, by the path of their script', async () => {
    const { page, noren, revoked } = await permittedPage([
      service('push', 'statistics', { workers: [{ name: '/push-*.js' }] }),
    ]);
    const unregistered: string[] = [];
    const registration = (path: string) => ({
      active: { scriptURL: new URL(path, location.href).href },
      async unregister() {
        unregistered.push(path);
        return true;
      },
    });
    Object.defineProperty(page.window.ServiceWorkerContainer.prototype, 'getRegistrations', {
      value: async () => [registration('/push-1.js?site=1'), registration('/own.js')],
    });
    const revoke = revoked();
    noren.withdraw('statistics');
    expect((await revoke).erased).to.deep.equal(['/push-1.js']);
    expect(unregistered).to.deep.equal(['/push-1.js?site=1']);
  });
});
