import { expect } from 'chai';
import { until } from '../core/moments.ts';
import { closePages } from '../core/page.ts';
import { openStrict, passed, thirdParty } from './stage.ts';

describe('what scripts ask a registered host for, in strict mode', () => {
  afterEach(closePages);

  it('waits for a yes, and goes then, once and in order', async () => {
    const third = await thirdParty();
    const stage = await openStrict();
    const answers = stage.run<Promise<unknown[]>>(`
      const at = (path) => '${third.at('')}' + path;
      window.sent = [navigator.sendBeacon(at('1-beacon'), 'x')];
      const fetched = fetch(at('2-fetch')).then((answer) => answer.status);
      const xhr = new XMLHttpRequest();
      xhr.open('POST', at('3-xhr'));
      const loaded = new Promise((done) => { xhr.onload = () => done(xhr.status) });
      xhr.send('body');
      new Image().src = at('4-image');
      const request = fetch(new Request(at('5-request'), { method: 'POST', body: 'kept' })).then((answer) => answer.ok);
      return Promise.all([fetched, loaded, request]);`);
    await passed(stage);
    expect(await third.asked()).to.deep.equal([]);
    expect(stage.page.window.sent).to.deep.equal([true]);
    stage.decide(true);
    expect(await answers).to.deep.equal([200, 200, true]);
    // Which of several requests a browser sends first is its own affair: each came once.
    expect((await third.asked(5)).sort()).to.deep.equal(['1-beacon', '2-fetch', '3-xhr', '4-image', '5-request']);
    expect((await third.endpoint.requests(5)).map(({ body }) => body).sort()).to.deep.equal([
      '',
      '',
      'body',
      'kept',
      'x',
    ]);
    expect(stage.told.map(({ kind, outcome }) => `${outcome} ${kind}`)).to.deep.equal(
      ['beacon', 'fetch', 'xhr', 'img', 'fetch'].map((kind) => `held ${kind}`),
    );
    expect(stage.told[0]).to.deep.include({ name: `third.localhost:${location.port}`, services: ['counter'] });
    await stage.run(`return fetch('${third.at('6-after')}')`);
    stage.decide(true);
    await passed(stage);
    expect(await third.asked()).to.have.length(6);
  });

  it('goes with a yes also where the tag stands in the page twice', async () => {
    const third = await thirdParty();
    const stage = await openStrict({ tags: 2 });
    const answer = stage.run<Promise<number>>(`return fetch('${third.at('once')}').then(({ status }) => status)`);
    await passed(stage);
    expect(await third.asked()).to.deep.equal([]);
    stage.decide(true);
    expect(await answer).to.equal(200);
    expect(await third.asked()).to.deep.equal(['once']);
  });

  it('asks nobody with a no: a fetch is answered that it is forbidden, by which a tool gives it up, and all else fails as if the host could not be reached', async () => {
    const third = await thirdParty();
    const stage = await openStrict();
    const code = `
      const said = [];
      const url = '${third.at('x')}';
      const fetched = fetch(url).then(({ ok, status }) => [ok, status]);
      const xhr = new XMLHttpRequest();
      xhr.open('GET', url);
      const failed = new Promise((done) => { xhr.onerror = () => done([xhr.readyState, xhr.status]) });
      xhr.send();
      new Image().src = url;
      return Promise.all([fetched, failed, navigator.sendBeacon(url)]);`;
    const first = stage.run(code);
    await passed(stage);
    stage.decide(false);
    expect(await first).to.deep.equal([[false, 403], [4, 0], true]);
    // And at once, where the no is known.
    expect(await stage.run(code)).to.deep.equal([[false, 403], [4, 0], true]);
    // What was meant for a visit that was refused is not sent with a later yes.
    stage.decide(true);
    await passed(stage);
    expect(await third.asked()).to.deep.equal([]);
    const outcomes = stage.told.map(({ outcome }) => outcome);
    expect(outcomes.filter((one) => one === 'dropped')).to.have.length(4);
    expect(outcomes.filter((one) => one === 'refused')).to.have.length(4);
  });

  it('goes as it was asked for: what is wrong with it is told at once, what changes later changes nothing, what is given up later is nobody’s error', async () => {
    const third = await thirdParty();
    const stage = await openStrict();
    const url = third.at('x');
    expect(
      await stage.run(`
        const failed = (init) => fetch('${url}', init).catch((error) => error.name);
        return Promise.all([failed({ method: 'TRACE' }), failed({ signal: AbortSignal.abort() })]);`),
    ).to.deep.equal(['TypeError', 'AbortError']);
    const answered = stage.run(`
      window.uncaught = [];
      addEventListener('unhandledrejection', ({ reason }) => uncaught.push(reason.name));
      window.stop = new AbortController();
      const init = { method: 'POST', body: 'first', signal: stop.signal };
      const answer = fetch('${url}', init);
      init.body = 'second';
      return answer.then(({ status }) => status);`);
    stage.decide(true);
    expect(await answered).to.equal(200);
    expect((await third.endpoint.requests(1)).map(({ body }) => body)).to.deep.equal(['first']);
    await stage.run(`stop.abort(); return new Promise((done) => setTimeout(done))`);
    expect(stage.page.window.uncaught).to.deep.equal([]);
    expect(await third.asked()).to.have.length(1);
  });

  it('waits under every spelling of the host, and no other host is taken for it', async () => {
    const third = await thirdParty();
    const stage = await openStrict();
    const url = third.at('x');
    await stage.run(`
      const all = ['HTTP://THIRD.LocalHost', '//third.localhost', 'http://third.localhost.', 'http:\\\\\\\\third.localhost', ' http://a.b.third.localhost'];
      for (const start of all) fetch('${url}'.replace('http://third.localhost', start)).catch(() => {});
      navigator.sendBeacon('${url}'.replace('//', '//user:password@'));
      fetch('${url}'.replace('third', 'notthird')).catch(() => {});
      fetch('${url}'.replace('third.localhost', 'third.localhost.example')).catch(() => {});`);
    await passed(stage);
    expect(stage.told.filter(({ outcome }) => outcome === 'held')).to.have.length(6);
    expect(stage.told.filter(({ type }) => type === 'undeclared')).to.have.length(2);
    expect((await third.asked()).length).to.be.at.most(1);
  });

  it('does not go when the page has given it up', async () => {
    const third = await thirdParty();
    const stage = await openStrict();
    const given = stage.run(`
      const url = '${third.at('x')}';
      const stop = new AbortController();
      const fetched = fetch(url, { signal: stop.signal }).catch((error) => error.name);
      const xhr = new XMLHttpRequest();
      xhr.open('GET', url);
      xhr.send();
      xhr.abort();
      xhr.open('GET', url);
      stop.abort();
      return fetched;`);
    expect(await given).to.equal('AbortError');
    stage.decide(true);
    await passed(stage);
    expect(await third.asked()).to.deep.equal([]);
  });

  it('tells a request that is given up while it waits that it was, and goes when it is asked for anew', async () => {
    const third = await thirdParty();
    const stage = await openStrict();
    const ended = stage.run(`
      window.seen = [];
      const xhr = new XMLHttpRequest();
      for (const type of ['abort', 'error', 'timeout', 'load']) xhr.addEventListener(type, () => seen.push(type));
      const ask = (path) => { xhr.open('POST', '${third.at('')}' + path); xhr.send(path); };
      xhr.abort();
      ask('given-up');
      xhr.abort();
      xhr.abort();
      seen.push('next');
      ask('replaced');
      ask('sent');
      return new Promise((done) => { xhr.onload = () => done() });`);
    await passed(stage);
    expect(stage.page.window.seen).to.deep.equal(['abort', 'next']);
    stage.decide(true);
    await ended;
    await passed(stage);
    expect((await third.endpoint.requests(1)).map(({ body }) => body)).to.deep.equal(['sent']);
    expect(stage.page.window.seen).to.deep.equal(['abort', 'next', 'load']);
  });

  it('is no socket and no stream: they fail as unreachable ones do', async () => {
    const third = await thirdParty();
    const stage = await openStrict();
    const seen = await stage.run(`
      const url = '${third.at('x')}';
      const ends = (socket, type) => new Promise((done) => { socket['on' + type] = (event) => done(event.type + socket.readyState) });
      const socket = new WebSocket(url.replace('http', 'ws'));
      socket.binaryType = 'arraybuffer';
      const stream = new EventSource(url);
      const heard = new Promise((done) => socket.addEventListener('error', () => done('heard')));
      return Promise.all([socket instanceof WebSocket, stream instanceof EventSource, socket.readyState,
        ends(socket, 'close'), ends(stream, 'error'), heard, socket.constructor === WebSocket, socket.bufferedAmount, socket.protocol]);`);
    expect(seen).to.deep.equal([true, true, 3, 'close3', 'error2', 'heard', true, 0, '']);
    expect(await third.asked()).to.deep.equal([]);
    expect(stage.told.map(({ kind, outcome }) => `${outcome} ${kind}`)).to.deep.equal([
      'refused WebSocket',
      'refused EventSource',
    ]);
  });

  it('goes at once where the visitor has said yes before, and where it is nobody’s row or the nearest one always runs', async () => {
    const [third, other, ads, wide] = await Promise.all(
      ['third.localhost', 'other.localhost', 'ads.wide.localhost', 'cdn.wide.localhost'].map(thirdParty),
    );
    const stage = await openStrict();
    await stage.run(`return Promise.all([fetch('${other?.at('x')}'), fetch('${wide?.at('x')}')])`);
    void stage.run(`fetch('${ads?.at('x')}'); fetch('${third?.at('x')}')`);
    await passed(stage);
    expect(await other?.asked()).to.deep.equal(['x']);
    expect(await wide?.asked()).to.deep.equal(['x']);
    expect(await ads?.asked()).to.deep.equal([]);
    expect(await third?.asked()).to.deep.equal([]);
    expect(stage.told.filter(({ type }) => type === 'undeclared')).to.deep.equal([
      { type: 'undeclared', kind: 'fetch', host: `other.localhost:${location.port}` },
    ]);
    stage.page.close();
    const again = await openStrict({ kept: true });
    await again.run(`return fetch('${third?.at('again')}')`);
    expect(await third?.asked()).to.deep.equal(['again']);
    expect(again.told).to.deep.equal([]);
  });

  it('waits in bounded number: what is too much is dropped and told', async () => {
    const third = await thirdParty();
    const stage = await openStrict();
    await stage.run(`
      navigator.sendBeacon('${third.at('large')}', 'x'.repeat(1_000_001));
      for (let at = 0; at < 502; at += 1) navigator.sendBeacon('${third.at('')}' + at);`);
    const dropped = stage.told.filter(({ outcome }) => outcome === 'dropped');
    expect(dropped).to.have.length(3);
    stage.decide(false);
    await until(() => stage.told.filter(({ outcome }) => outcome === 'dropped').length === 503);
    expect(await third.asked()).to.deep.equal([]);
  });
});
