import { expect } from 'chai';
import { closePages } from '../core/page.ts';
import { openStrict } from './stage.ts';

describe('what strict mode stands in front of', () => {
  afterEach(closePages);

  it('looks like the browser’s own, and fails as that does', async () => {
    const stage = await openStrict();
    const seen = await stage.run<unknown[]>(`
      const setter = (of, name) => Object.getOwnPropertyDescriptor(of.prototype, name).set;
      const all = [fetch, XMLHttpRequest.prototype.open, XMLHttpRequest.prototype.send, navigator.sendBeacon, WebSocket, EventSource,
        setter(HTMLImageElement, 'src'), setter(Document, 'cookie'), Element.prototype.setAttribute, Node.prototype.appendChild, Storage.prototype.setItem];
      const failed = (run) => { try { return run() } catch (error) { return [error instanceof TypeError, error instanceof Error, error.name] } };
      return [
        all.map((one) => [one.name, one.length]),
        all.every((one) => /\\[native code\\]/.test(Function.prototype.toString.call(one))),
        [failed(() => navigator.sendBeacon()), failed(() => new WebSocket('http://['))[2], failed(() => WebSocket('ws://x')), failed(() => document.body.appendChild('x')),
          failed(() => new XMLHttpRequest().send())[2], failed(() => localStorage.setItem('x'))],
        Object.keys(window).includes('fetch') && !Object.hasOwn(window, 'strict'),
        class extends EventSource {}.CLOSED,
        navigator.sendBeacon.call.length,
      ];`);
    const { window: plain } = document.body.appendChild(document.createElement('iframe')).contentWindow as unknown as {
      window: Window & typeof globalThis;
    };
    const setter = (of: { prototype: object }, name: string) =>
      Object.getOwnPropertyDescriptor(of.prototype, name)?.set;
    const natives = [
      plain.fetch,
      plain.XMLHttpRequest.prototype.open,
      plain.XMLHttpRequest.prototype.send,
      plain.navigator.sendBeacon,
      plain.WebSocket,
      plain.EventSource,
      setter(plain.HTMLImageElement, 'src'),
      setter(plain.Document, 'cookie'),
      plain.Element.prototype.setAttribute,
      plain.Node.prototype.appendChild,
      plain.Storage.prototype.setItem,
    ];
    plain.frameElement?.remove();
    const type = [true, true, 'TypeError'];
    expect(seen).to.deep.equal([
      natives.map((native) => [native?.name, native?.length]),
      true,
      [type, 'SyntaxError', type, type, 'InvalidStateError', type],
      true,
      2,
      1,
    ]);
    expect(await stage.run(`return fetch('http://[').catch((error) => error instanceof TypeError)`)).to.equal(true);
  });
});
