import type { NorenErrorDetail } from '@noren/model';
import { expect } from 'chai';
import { erasePage, names, permittedPage, service } from './erase-page.ts';
import { keep } from './kept-cookie.ts';
import { next, record, until } from './moments.ts';
import { closePages } from './page.ts';

describe('withdrawing a purpose', () => {
  afterEach(closePages);

  it('erases the cookies and the storage of its services, by name and by pattern, and no others', async () => {
    const { page, noren, revoked } = await permittedPage([
      service('tag', 'statistics', {
        cookies: [{ name: '_ga' }, { name: '_ga_*' }],
        storage: [{ name: 'tag.*' }, { name: 'exact' }],
      }),
      service('ad', 'advertising', { cookies: [{ name: '_ad' }], storage: [{ name: 'ad' }] }),
    ]);
    for (const name of ['_ga', '_ga_A1', '_gat', '_ad', 'own']) page.document.cookie = `${name}=1;path=/`;
    for (const key of ['tag.a', 'exact', 'exactly', 'ad']) page.window.localStorage.setItem(key, '1');
    page.window.sessionStorage.setItem('tag.b', '1');
    const revoke = revoked();
    noren.withdraw('statistics');
    const { erased, kept, purposes, services } = await revoke;
    expect(names(page.document.cookie)).to.have.members(['_gat', '_ad', 'own', 'noren']);
    expect(Object.keys(page.window.localStorage)).to.have.members(['exactly', 'ad', 'noren']);
    expect(page.window.sessionStorage).to.have.length(0);
    expect(erased).to.have.members(['_ga', '_ga_A1', 'tag.a', 'exact', 'tag.b']);
    expect({ kept, purposes, services }).to.deep.equal({ kept: [], purposes: ['statistics'], services: ['tag'] });
  });

  it('erases a cookie on whichever path above this page it stands', async () => {
    const { page, noren, revoked } = await permittedPage([service('tag', 'statistics', { cookies: [{ name: '_t' }] })]);
    const { pathname } = page.window.location;
    for (const path of ['/', '/endpoint', '/endpoint/', pathname]) page.document.cookie = `_t=1;path=${path}`;
    const revoke = revoked();
    noren.withdraw('statistics');
    expect((await revoke).erased).to.deep.equal(['_t']);
    expect(names(page.document.cookie)).to.deep.equal(['noren']);
  });

  it('erases a cookie in a folder whose name no attribute of a cookie can hold', async () => {
    const { page, noren, revoked } = await permittedPage([service('tag', 'statistics', { cookies: [{ name: '_t' }] })]);
    await noren.wording();
    page.window.history.replaceState(null, '', '/shop;jsessionid=1/list');
    page.document.cookie = '_t=1';
    const revoke = revoked();
    noren.withdraw('statistics');
    expect((await revoke).erased).to.deep.equal(['_t']);
    expect(names(page.document.cookie)).to.deep.equal(['noren']);
  });

  it('erases storage keys that the storage has a member of, and reads each key of a full storage once', async () => {
    const { page, noren, revoked } = await permittedPage([
      service('tag', 'statistics', { storage: [{ name: 'length' }, { name: 't.*' }] }),
    ]);
    const { localStorage, sessionStorage } = page.window;
    sessionStorage.setItem('length', '1');
    for (let at = 0; at < 200; at += 1) localStorage.setItem(`t.${at}`, '1');
    let reads = 0;
    const { prototype } = page.window.Storage;
    const { key } = prototype;
    // In Firefox each of these calls makes a list of all keys.
    prototype.key = function (this: Storage, at: number) {
      reads += 1;
      return key.call(this, at);
    };
    const revoke = revoked();
    noren.withdraw('statistics');
    expect((await revoke).erased).to.have.length(201);
    expect(sessionStorage).to.have.length(0);
    expect(reads).to.be.below(10);
  });

  it('does not tell of an HttpOnly cookie that a service which goes on may keep', async () => {
    const { noren, revoked } = await permittedPage([
      service('tag', 'statistics', {
        cookies: [
          { name: '_h', httpOnly: true },
          { name: 'sid', httpOnly: true },
        ],
      }),
      service('own', 'necessary', { cookies: [{ name: 'sid', httpOnly: true }] }),
    ]);
    const revoke = revoked();
    noren.withdraw('statistics');
    expect((await revoke).unchecked).to.deep.equal(['_h']);
  });

  it('tells of a cookie that a server sets with HttpOnly that it cannot be looked for, unless the page sees it all the same', async () => {
    const { page, noren, revoked } = await permittedPage([
      service('tag', 'statistics', {
        cookies: [{ name: '_t' }, { name: '_h', httpOnly: true }, { name: '_seen', httpOnly: true }],
      }),
      service('ad', 'advertising', { cookies: [{ name: '_ad', httpOnly: true }] }),
    ]);
    for (const name of ['_t', '_seen']) page.document.cookie = `${name}=1;path=/`;
    const revoke = revoked();
    noren.withdraw('statistics');
    expect(await revoke).to.deep.include({ erased: ['_t', '_seen'], kept: [], unchecked: ['_h'] });
  });

  it('tries no further places for a cookie that has gone, so that many of them keep the page no longer than they must', async () => {
    const { page, noren, revoked } = await permittedPage([
      service('tag', 'statistics', { cookies: [{ name: '_t*' }] }),
    ]);
    const all = [...Array(60).keys()].map((at) => `_t${at}`);
    for (const name of all) page.document.cookie = `${name}=1;path=/`;
    const jar = Object.getOwnPropertyDescriptor(
      page.window.Document.prototype,
      'cookie',
    ) as Required<PropertyDescriptor>;
    let writes = 0;
    Object.defineProperty(page.document, 'cookie', {
      get: () => jar.get.call(page.document),
      set(text: string) {
        writes += Number(text.startsWith('_t'));
        jar.set.call(page.document, text);
      },
    });
    const revoke = revoked();
    noren.withdraw('statistics');
    expect((await revoke).erased).to.have.members(all);
    // For this host, and for its domain.
    expect(writes).to.be.at.most(all.length * (1 + page.window.location.hostname.split('.').length));
  });

  it('tells truthfully what it could not erase', async () => {
    const { page, noren, revoked } = await permittedPage([service('tag', 'statistics', { cookies: [{ name: '_t' }] })]);
    page.document.cookie = '_t=1;path=/';
    const jar = Object.getOwnPropertyDescriptor(
      page.window.Document.prototype,
      'cookie',
    ) as Required<PropertyDescriptor>;
    Object.defineProperty(page.document, 'cookie', {
      get: () => jar.get.call(page.document),
      set: (text: string) => text.startsWith('_t') || jar.set.call(page.document, text),
    });
    const revoke = revoked();
    noren.withdraw('statistics');
    expect(await revoke).to.deep.include({ erased: [], kept: ['_t'] });
  });

  it('never erases what Noren itself keeps, however wide a pattern is', async () => {
    const { page, noren, revoked } = await permittedPage([
      service('tag', 'statistics', { cookies: [{ name: 'n*' }], storage: [{ name: '*n*' }] }),
    ]);
    page.document.cookie = 'nasty=1;path=/';
    const own = ['noren-import', 'noren-register', 'noren-opt-outs'];
    for (const key of [...own, 'nonsense']) page.window.localStorage.setItem(key, '1');
    const revoke = revoked();
    noren.withdraw('statistics');
    expect((await revoke).erased).to.have.members(['nasty', 'nonsense']);
    expect(names(page.document.cookie)).to.deep.equal(['noren']);
    expect(Object.keys(page.window.localStorage)).to.have.members(['noren', ...own]);
  });

  it('spares what a service that goes on may keep, though the pattern of a refused one fits it', async () => {
    const { page, noren, revoked } = await permittedPage([
      service('wide', 'statistics', { cookies: [{ name: '_gac_*' }], storage: [{ name: 'g.*' }] }),
      service('narrow', 'advertising', { cookies: [{ name: '_gac_gb_*' }], storage: [{ name: 'g.ads' }] }),
    ]);
    for (const name of ['_gac_1', '_gac_gb_1']) page.document.cookie = `${name}=1;path=/`;
    for (const key of ['g.a', 'g.ads']) page.window.localStorage.setItem(key, '1');
    const revoke = revoked();
    noren.withdraw('statistics');
    expect((await revoke).erased).to.have.members(['_gac_1', 'g.a']);
    expect(names(page.document.cookie)).to.have.members(['_gac_gb_1', 'noren']);
    expect(page.window.localStorage.getItem('g.ads')).to.equal('1');
  });

  it('erases what a tag of it has left that the site has ended since, but for what one that goes on may keep', async () => {
    const ended = { firstEdition: '5', lastEdition: '5' };
    const { page, noren, revoked } = await permittedPage([
      service('tag', 'statistics', { cookies: [{ name: '_t' }] }),
      service('ad', 'advertising', { cookies: [{ name: '_ad' }] }),
      service('old', 'statistics', { cookies: [{ name: '_old' }, { name: '_ad' }], ...ended }),
      service('old-ad', 'advertising', { cookies: [{ name: '_old_ad' }], ...ended }),
      service('own', 'necessary', { cookies: [{ name: 'sid' }], ...ended }),
    ]);
    for (const name of ['_t', '_ad', '_old', '_old_ad', 'sid']) page.document.cookie = `${name}=1;path=/`;
    const revoke = revoked();
    noren.withdraw('statistics');
    expect(await revoke).to.deep.include({ erased: ['_t', '_old'], services: ['tag'] });
    expect(names(page.document.cookie)).to.have.members(['_ad', '_old_ad', 'sid', 'noren']);
  });

  it('erases for one service what it alone keeps', async () => {
    const { page, noren, revoked } = await permittedPage([
      service('one', 'statistics', { cookies: [{ name: '_one' }], choice: true }),
      service('two', 'statistics', { cookies: [{ name: '_two' }], choice: true }),
    ]);
    for (const name of ['_one', '_two']) page.document.cookie = `${name}=1;path=/`;
    const revoke = revoked();
    noren.decide({ purposes: {}, services: { one: false } });
    expect(await revoke).to.deep.include({ erased: ['_one'], services: ['one'], purposes: [] });
    expect(names(page.document.cookie)).to.have.members(['_two', 'noren']);
  });

  it('says that something still runs when a tag of it has run in the page', async () => {
    const { page, noren, revoked } = await permittedPage([service('tag', 'statistics', {})]);
    let revoke = revoked();
    noren.withdraw('statistics');
    expect((await revoke).stillRunning).to.equal(false);
    page.document.body.innerHTML = '<script type="text/plain" data-noren="advertising">window.ran = 1</script>';
    await page.window.Promise.resolve();
    expect(page.window.ran).to.equal(1);
    revoke = revoked();
    noren.withdraw('advertising');
    expect((await revoke).stillRunning).to.equal(true);
  });

  it('names the services that may still run: those whose markup has run, and all of a purpose whose markup names none', async () => {
    const { page, noren, revoked } = await permittedPage([
      service('one', 'statistics', {}),
      service('two', 'statistics', {}),
      service('ad', 'advertising', {}),
      service('other-ad', 'advertising', {}),
    ]);
    page.document.body.innerHTML = `<script type="text/plain" data-noren="statistics" data-noren-service="one">1</script>
      <script type="text/plain" data-noren="advertising">1</script>`;
    await page.window.Promise.resolve();
    let revoke = revoked();
    noren.withdraw('statistics');
    expect(await revoke).to.deep.include({ running: ['one'], services: ['one', 'two'], stillRunning: true });
    revoke = revoked();
    noren.withdraw('advertising');
    expect((await revoke).running).to.deep.equal(['ad', 'other-ad']);
  });

  it('erases a cookie that stands in a partition of its own', async () => {
    const { page, noren, revoked } = await permittedPage([service('tag', 'statistics', { cookies: [{ name: '_p' }] })]);
    page.document.cookie = '_p=1;path=/;secure;samesite=none;partitioned';
    if (!names(page.document.cookie).includes('_p')) return;
    const revoke = revoked();
    noren.withdraw('statistics');
    expect((await revoke).erased).to.deep.equal(['_p']);
    expect(names(page.document.cookie)).to.deep.equal(['noren']);
  });

  it('says so when it could not learn what to erase, and asks again the next time', async () => {
    const { page, noren, files, good, revoked } = await permittedPage([
      service('tag', 'statistics', { cookies: [{ name: '_t' }] }),
      service('ad', 'advertising', { cookies: [{ name: '_a' }] }),
    ]);
    await files.answer({ status: 500, body: '{"code":"broken"}' });
    const error = next<NorenErrorDetail>(page.window, 'noren:error');
    const revoke = revoked();
    noren.withdraw('statistics');
    const file = `wording.${noren.config.wording.ja}.json`;
    expect(await error).to.deep.include({ code: 'not-erased', path: file });
    expect((await error).fix).to.be.a('string');
    expect(await revoke).to.deep.include({ erased: [], purposes: ['statistics'] });
    await files.answer(good);
    expect((await noren.wording()).language).to.equal('ja');
  });
});

describe('a refusal that another host of the site has kept', () => {
  afterEach(closePages);

  const refused = { purposes: { statistics: { granted: false, edition: 2, at: 1_790_000_000 } } };

  const refusedPage = () =>
    erasePage([service('tag', 'statistics', { cookies: [{ name: '_t' }], storage: [{ name: 'tag.*' }] })]);

  it('erases here what was left here, without a report, and once', async () => {
    const { page, start, loads } = await refusedPage();
    keep({}, { by: page.document, ...refused });
    for (const name of ['_t', 'own']) page.document.cookie = `${name}=1;path=/`;
    page.window.localStorage.setItem('tag.a', '1');
    const told = record(page.window, 'revoke');
    start();
    await until(() => page.window.localStorage.getItem('noren'));
    expect(names(page.document.cookie)).to.have.members(['own', 'noren']);
    expect(page.window.localStorage.getItem('tag.a')).to.equal(null);
    expect(told).to.deep.equal([]);
    start();
    expect(loads()).to.equal(1);
  });

  it('erases nothing of what is permitted, and brings nothing where nothing is refused', async () => {
    const { page, start, loads } = await refusedPage();
    keep({ statistics: true }, { by: page.document });
    page.document.cookie = '_t=1;path=/';
    start();
    expect(names(page.document.cookie)).to.have.members(['_t', 'noren']);
    expect(loads()).to.equal(0);
  });
});
