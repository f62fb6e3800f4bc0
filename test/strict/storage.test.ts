import { expect } from 'chai';
import { closePages } from '../core/page.ts';
import { openStrict } from './stage.ts';

describe('cookies and web storage of registered names, in strict mode', () => {
  afterEach(closePages);

  it('are not written before a yes, are written after it, and may always be taken away', async () => {
    const stage = await openStrict();
    const write = `
      document.cookie = ' _third=blank; path=/';
      document.cookie = '_third=visit; path=/; expires=0';
      document.cookie = '_third=age; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=60';
      document.cookie = '_third=1; path=/';
      document.cookie = '_third_more = 2; path=/; expires=' + new Date(Date.now() + 60000).toUTCString();
      document.cookie = 'page=own; path=/';
      localStorage.setItem('third.key', '1');
      sessionStorage.setItem('third.key', '1');
      localStorage.setItem('thirdXkey', '1');
      return Promise.resolve(window.cookieStore?.set('_third_store', '1'));`;
    await stage.run(write);
    const names = (): string[] => stage.page.document.cookie.split('; ').map((pair) => pair.split('=')[0] ?? '');
    expect(names()).to.deep.equal(['page']);
    expect(Object.keys(localStorage)).to.deep.equal(['thirdXkey']);
    expect(Object.keys(sessionStorage)).to.deep.equal([]);
    expect(stage.told.map(({ kind, name, outcome }) => `${outcome} ${kind} ${name}`).slice(0, 7)).to.deep.equal([
      ...Array(4).fill('refused cookies _third'),
      'refused cookies _third_more',
      'refused storage third.key',
      'refused storage third.key',
    ]);
    stage.decide(true);
    await stage.run(write);
    expect(names()).to.include.members(['_third', '_third_more']);
    expect(Object.keys(localStorage)).to.include('third.key');
    stage.decide(false);
    await stage.run(
      `document.cookie = '_third=; path=/; Max-Age = -1'; document.cookie = '_third_more=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT'`,
    );
    expect(names()).not.to.include.members(['_third']);
    expect(names()).not.to.include.members(['_third_more']);
  });

  it('are taken away by the cookie store as all others are, and written by it with no other date', async () => {
    const stage = await openStrict({ kept: true });
    await stage.run(`document.cookie = '_third=1; path=/'; document.cookie = 'page=1; path=/'`);
    stage.decide(false);
    await stage.run(`
      const set = (name, expires) => window.cookieStore?.set({ name, value: '', expires });
      return Promise.all([set('_third_late', null), set('_third_late', undefined), set('_third_late', Date.now() + 60000),
        set('_third', Date.now() - 60000), set('page', Date.now() - 60000)])`);
    const { cookie } = stage.page.document;
    expect(cookie).not.to.contain('_third_late');
    // WebKitGTK takes none away so.
    expect(cookie.includes('_third')).to.equal(cookie.includes('page='));
    expect(stage.told.filter(({ outcome }) => outcome === 'refused')).to.have.length('cookieStore' in window ? 3 : 0);
  });
});
