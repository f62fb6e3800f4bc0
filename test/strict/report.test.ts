import { expect } from 'chai';
import { endpoint } from '../core/endpoint.ts';
import { until } from '../core/moments.ts';
import { closePages } from '../core/page.ts';
import { openStrict, passed, thirdParty } from './stage.ts';

describe('what strict mode tells', () => {
  afterEach(closePages);

  it('with data-strict="report" is what it would hold; nothing is held', async () => {
    const third = await thirdParty();
    const stage = await openStrict({ strict: 'report' });
    await stage.run(`
      document.cookie = '_third=1; path=/';
      new WebSocket('${third.at('socket').replace('http', 'ws')}').onerror = () => {};
      const image = document.createElement('img');
      document.body.append(image);
      image.src = '${third.at('image.png')}';
      navigator.sendBeacon('${third.at('beacon')}');
      return fetch('${third.at('fetch')}')`);
    expect((await third.asked(3)).sort()).to.include.members(['beacon', 'fetch', 'image.png']);
    expect(stage.page.document.cookie).to.contain('_third=1');
    expect(new Set(stage.told.map(({ outcome }) => outcome))).to.deep.equal(new Set(['reported']));
    expect(stage.told.map(({ kind }) => kind)).to.include.members(['cookies', 'WebSocket', 'img', 'beacon', 'fetch']);
  });

  it('with data-strict="report" is each request of a script once, though the browser tells of it as well', async () => {
    const third = await thirdParty();
    const stage = await openStrict({ strict: 'report' });
    await stage.run(`
      const xhr = new XMLHttpRequest();
      xhr.open('GET', '${third.at('xhr')}');
      xhr.send();
      const style = document.createElement('style');
      xhr.onloadend = () => document.head.append(style);
      style.textContent = 'body { background: url(${third.at('style.png')}) }';
      return fetch('${third.at('fetch')}')`);
    await until(() => stage.told.some(({ kind }) => kind === 'css'));
    await passed(stage);
    expect(stage.told.map(({ kind }) => kind).sort()).to.deep.equal(['css', 'fetch', 'xhr']);
  });

  it('is each host that no row names, once, on the bus, on the console and to the consent API', async () => {
    const api = await endpoint({ status: 204 });
    const other = await thirdParty('other.localhost');
    const stage = await openStrict({ changes: { api: `${location.origin}${api.path}` } });
    const lines: unknown[] = [];
    (stage.page.window as never as { console: Console }).console.warn = (...line: unknown[]) => lines.push(line[1]);
    await stage.run(
      `document.head.append(Object.assign(document.createElement('link'), { rel: 'license', href: '${other.at('')}'.replace('other', 'licence') }));
      fetch('http://a!b.localhost:9/').catch(() => {});
      return Promise.all([fetch('${other.at('1')}'), fetch('${other.at('2')}'), fetch('${api.path}/own')])`,
    );
    const host = `other.localhost:${location.port}`;
    // One that the API would refuse is told all the same; a link that nothing was fetched from is not.
    const hosts = ['a!b.localhost:9', host];
    await until(() => lines.length === hosts.length);
    expect(stage.told).to.deep.equal(hosts.map((one) => ({ type: 'undeclared', kind: 'fetch', host: one })));
    expect(lines).to.deep.equal(hosts.map((one) => ({ code: 'undeclared', kind: 'fetch', host: one })));
    const counted = await until(async () =>
      (await api.requests(0)).find(({ path }) => path.endsWith('/v1/sites/portal/undeclared')),
    );
    expect(counted).to.deep.include({ method: 'POST', body: JSON.stringify({ hosts: [host] }) });
    expect(counted?.headers.cookie).to.equal(undefined);
    expect(counted?.headers.referer).to.equal(`${location.origin}/`);
    await passed(stage);
    expect((await api.requests(0)).filter(({ method }) => method === 'POST')).to.have.length(1);
  });

  it('is what went past it too, as the pictures of a style do', async () => {
    const third = await thirdParty();
    const stage = await openStrict();
    await stage.run(`
      const style = document.createElement('style');
      style.textContent = 'body { background: url(${third.at('style.png')}) }';
      document.head.append(style);`);
    await third.asked(1);
    const missed = await until(() => stage.told.find(({ outcome }) => outcome === 'missed'));
    expect(missed).to.deep.include({ name: `third.localhost:${location.port}`, services: ['counter'] });
  });
});
