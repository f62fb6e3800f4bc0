import { refusedSocket } from './refused-socket.ts';
import type { AddressOf, Strict } from './strict.ts';
import { type Anything, wrap } from './wrap.ts';

/** There is no such blob: it fails as a host does that cannot be reached, in the browser's own words, and asks nobody. */
const NOWHERE = 'blob:0';

/** Requests that scripts make. What waits looks to them like a slow host, and what is refused like one that cannot be reached. */
export function guardNetwork(win: Window & typeof globalThis, closedAt: AddressOf, { hold, tell }: Strict): void {
  wrap(win, 'fetch', (go, list) => {
    const [input, init] = list;
    const closed = closedAt('fetch', input?.url ?? input);
    if (!closed) return go(...list);
    return new win.Promise((resolve, reject) => {
      // As it is now: what the page changes later is for its next one. What it got wrong it is told at once.
      const request = new win.Request(...(list as [string]));
      const signal = request.signal;
      signal.throwIfAborted();
      const giveUp = hold(
        closed,
        () => resolve(go(request)),
        init?.body,
        () => resolve(go(NOWHERE)),
      );
      signal.onabort = () => {
        giveUp();
        reject(signal.reason);
      };
    });
  });

  wrap(win.Navigator.prototype, 'sendBeacon', (go, list) => {
    const closed = closedAt('beacon', list[0]);
    return closed ? !!hold(closed, () => go(...list), list[1]) : go(...list);
  });

  const { prototype } = win.XMLHttpRequest;
  const { open, send } = prototype;
  const asked = new WeakMap<object, Anything[] & { giveUp?: () => boolean }>();
  for (const name of ['open', 'abort'])
    wrap(prototype, name, (go, list, xhr) => {
      const waited = asked.get(xhr)?.giveUp?.();
      go(...list);
      if (list[1]) asked.set(xhr, list);
      // A browser tells of the end of what it has sent.
      else if (waited) xhr.dispatchEvent(new ProgressEvent('abort'));
    });
  wrap(prototype, 'send', (go, list, xhr) => {
    const said = asked.get(xhr);
    const closed = said && closedAt('xhr', said[1]);
    if (!closed) return go(...list);
    const isAsync = said[2] || said.length < 3;
    const fail = (): void => {
      open.call(xhr, 'GET', NOWHERE, isAsync);
      send.call(xhr);
    };
    if (isAsync) said.giveUp = hold(closed, () => go(...list), list[0], fail);
    else {
      tell(closed, 'refused');
      fail();
    }
    return undefined;
  });

  for (const name of ['WebSocket', 'EventSource'])
    wrap(win, name, (go, list, prototype) => {
      const closed = closedAt(name, list[0]);
      if (!closed) return go(...list);
      tell(closed, 'refused');
      return refusedSocket(prototype, list[0]);
    });
}
