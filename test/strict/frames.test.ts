import { expect } from 'chai';
import { endpoint } from '../core/endpoint.ts';
import { until } from '../core/moments.ts';
import { closePages } from '../core/page.ts';
import { arrived } from '../loader/tag.ts';
import { openStrict, passed, thirdParty } from './stage.ts';

describe('frames of the page’s own origin, in strict mode', () => {
  afterEach(closePages);

  it('give nobody the natives back, however they come and however they are reached', async () => {
    const third = await thirdParty();
    const stage = await openStrict();
    await stage.run(`
      const at = (path) => '${third.at('')}' + path;
      const use = (win, name) => {
        win.fetch(at(name + '-fetch')).catch(() => {});
        win.navigator.sendBeacon(at(name + '-beacon'));
        new win.Image().src = at(name + '-image');
        const xhr = new win.XMLHttpRequest();
        xhr.open('GET', at(name + '-xhr'));
        xhr.send();
      };
      const frame = document.createElement('iframe');
      document.body.append(frame);
      use(frame.contentWindow, 'appended');
      use(frame.contentDocument.defaultView, 'document');
      const box = document.createElement('div');
      document.body.append(box);
      box.innerHTML = '<iframe name="inner"></iframe>';
      use(window[window.length - 1], 'index');
      use(window.inner, 'name');
      const object = document.createElement('div');
      object.innerHTML = '<p><iframe></iframe></p>';
      document.body.appendChild(object);
      use(window[window.length - 1], 'moved');
      const nested = frame.contentDocument.createElement('iframe');
      frame.contentDocument.body.append(nested);
      use(frame.contentWindow[0], 'nested');
      const gone = document.createElement('iframe');
      document.body.append(gone);
      const other = Object.assign(document.createElement('iframe'), { src: '/lab.js' });
      gone.replaceWith(other);
      const stop = new AbortController();
      window[window.length - 1].fetch(at('swapped'), { signal: stop.signal }).catch(() => {});
      stop.abort();
      other.remove();
      const script = document.createElement('iframe');
      document.body.append(script);
      script.contentDocument.body.append(Object.assign(script.contentDocument.createElement('script'), { src: at('script.js') }));`);
    expect(stage.told.filter(({ kind, outcome }) => kind === 'fetch' && outcome === 'held')).to.have.length(7);
    await passed(stage);
    expect(await third.asked()).to.deep.equal([]);
    stage.decide(true);
    expect(await third.asked(25)).to.have.length(25);
  });

  it('are held before their own scripts run: those of a srcdoc, and those of an address of this host', async () => {
    const third = await thirdParty();
    const own = await endpoint({
      headers: { 'content-type': 'text/html' },
      body: `<!doctype html><script>fetch('${third.at('own-fetch')}').catch(() => {}); new Image().src = '${third.at('own-image')}'; parent.own = true</script>`,
    });
    const stage = await openStrict();
    await stage.run(`
      const frame = document.createElement('iframe');
      frame.srcdoc = ${JSON.stringify(
        `<img src="${third.at('srcdoc-markup')}"><script>fetch('${third.at('srcdoc-fetch')}').catch(() => {}); parent.ran = true</` +
          'script>',
      ).replaceAll('</script', '<\\/script')};
      const other = document.createElement('iframe');
      other.src = '${own.path}/page';
      document.body.append(frame, other);`);
    await until(() => stage.page.window.own && stage.page.window.ran);
    await passed(stage);
    // WebKit gives a srcdoc a window of its own, in which its scripts are before anybody outside hears of it.
    const early = /AppleWebKit(?!.*Chrom)/.test(navigator.userAgent) ? ['srcdoc-fetch'] : [];
    expect(await third.asked()).to.deep.equal(early);
    stage.decide(true);
    expect((await third.asked(4)).sort()).to.deep.equal(['own-fetch', 'own-image', 'srcdoc-fetch', 'srcdoc-markup']);
  });

  it('lend their fetch to a page that takes it and throws the frame away, as error trackers do', async () => {
    const third = await thirdParty();
    const stage = await openStrict();
    const answer = stage.run<Promise<number>>(`
      const frame = document.head.appendChild(document.createElement('iframe'));
      const lent = frame.contentWindow.fetch;
      frame.remove();
      return lent.call(window, '${third.at('report')}', { method: 'POST', body: 'x' }).then(({ status }) => status);`);
    await passed(stage);
    expect(await third.asked()).to.deep.equal([]);
    stage.decide(true);
    expect(await answer).to.equal(200);
  });

  it('stop no decision where they have gone on to another host', async () => {
    const [third, other] = await Promise.all([thirdParty(), thirdParty('other.localhost')]);
    const stage = await openStrict();
    await stage.run(`
      const frame = document.createElement('iframe');
      document.body.append(frame);
      frame.contentWindow.fetch('${third.at('inside')}').catch(() => {});
      frame.src = '${other.at('elsewhere')}';
      window.left = new Promise((done) => { frame.onload = done });
      fetch('${third.at('outside')}').catch(() => {});`);
    await stage.page.window.left;
    stage.page.document.body.insertAdjacentHTML('beforeend', `<img src="${third.at('markup')}">`);
    const noren = await arrived(stage.page);
    const heard = new Promise((resolve) => noren.on('change', resolve));
    noren.acceptAll();
    expect(await heard).to.deep.include({ cause: 'accept-all' });
    expect(await third.asked(2)).to.include.members(['outside', 'markup']);
  });
});
