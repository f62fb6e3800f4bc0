import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type OwnApi, serveOwnApi } from '../e2e/own-api.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { skipWithoutWebKit, webkitSession } from './webkit-session.ts';

const CALLS = ['beacon', 'blank', 'fetch', 'image', 'script', 'written', 'xhr'];

/** A page that asks a host of its register by the ways that tags have, ungated, and goes on to another address of its own. */
const bodyOf = (port: number): string => `<script>
  (window.noren = window.noren || []).push((noren) => { api = noren; });
  at = (path) => 'http://third.localhost:${port}/' + path;
  document.write('<img src="' + at('written') + '">');
  fetch(at('fetch'), { mode: 'no-cors' }).catch(() => {});
  navigator.sendBeacon(at('beacon'), new Blob(['x'], { type: 'text/plain' }));
  new Image().src = at('image');
  const xhr = new XMLHttpRequest();
  xhr.open('GET', at('xhr'));
  xhr.send();
  document.head.append(Object.assign(document.createElement('script'), { src: at('script') }));
  const frame = document.body.appendChild(document.createElement('iframe'));
  frame.contentWindow.fetch(at('blank'), { mode: 'no-cors' }).catch(() => {});
  class Feed extends WebSocket {}
  feed = new Feed(at('feed').replace('http', 'ws'));
  history.pushState(null, '', '/next');
</script>`;

describe('WebKitGTK, in strict mode', { skip: skipWithoutWebKit }, () => {
  const browser = webkitSession();
  let own: OwnApi;
  let third: Server;
  let asked: string[] = [];

  before(async () => {
    third = createServer(({ url }, answer) => {
      asked.push(String(url).slice(1));
      answer.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' }).end('ran = true');
    });
    await new Promise<void>((resolve) => third.listen(0, resolve));
    own = await serveOwnApi(bodyOf((third.address() as AddressInfo).port), 'src="noren-strict.js"');
    const [row] = siteConfig.services.filter(({ purpose }) => purpose === 'statistics');
    assert.ok(row);
    await own.publish({ services: [{ ...row, hosts: ['third.localhost'] }] });
  });
  after(async () => {
    await own?.close();
    third?.closeAllConnections();
    third?.close();
  });
  beforeEach(async () => {
    await browser().get(own.url);
    await browser().manage().deleteAllCookies();
    asked = [];
    await browser().get(own.url);
    await until('api');
  });

  const run = <Value>(script: string) => browser().executeScript(script) as Promise<Value>;
  const until = (what: string) => browser().wait(() => run(`return !!window.${what}`), 30_000, what, 50);
  /** What the page asks its own host for after all the rest has come and gone. */
  const passed = () => browser().executeAsyncScript('fetch("/last").then(arguments[arguments.length - 1])');

  it('asks a registered host for nothing before a yes, for each thing once with it, also behind the next address of the page, and for nothing after a no', async () => {
    await passed();
    assert.deepEqual(asked, []);
    assert.deepEqual(await run('return [feed instanceof Feed, feed instanceof WebSocket, feed.readyState]'), [
      true,
      true,
      3,
    ]);
    assert.equal(await run('return location.pathname'), '/next');
    await run('api.acceptAll()');
    await browser().wait(() => asked.length >= CALLS.length, 30_000, 'what waited', 50);
    await run('api.acceptAll()');
    await passed();
    assert.deepEqual(asked.toSorted(), CALLS);
    await run('api.withdraw()');
    await browser().get(own.url);
    await until('api');
    asked = [];
    await passed();
    assert.deepEqual(asked, []);
  });
});
