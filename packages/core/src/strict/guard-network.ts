import { refusedSocket } from './refused-socket.ts';
import type { AddressOf, Closed, Strict } from './strict.ts';
import { type Anything, type StandIn, wrap } from './wrap.ts';

/** There is no such blob: it fails as a host does that cannot be reached, in the browser's own words, and asks nobody. */
const NOWHERE = 'blob:0';
/** What got no answer a tool keeps, to send it when it can: after a later yes it would. What is forbidden it gives up. */
const REFUSED = 403;

/** Requests that scripts make. What waits looks to them like a slow host, and what is refused like one that forbids it, or cannot be reached. */
export function guardNetwork(win: Window & typeof globalThis, closedAt: AddressOf, { hold, tell }: Strict): void {
  const guard = (
    owner: object,
    key: string,
    wait: (closed: Closed, ...of: Parameters<StandIn>) => unknown,
    kind = key,
  ): void =>
    wrap(owner, key, (go, list, self) => {
      const closed = closedAt(kind, list[0]?.url ?? list[0]);
      return closed ? wait(closed, go, list, self) : go(...list);
    });

  guard(
    win,
    'fetch',
    (closed, go, list) =>
      new Promise((resolve, reject) => {
        // As it is now: what the page changes later is for its next one. What it got wrong it is told at once. It is the page's own:
        // Chromium makes none for a frame that is gone, whose `fetch` lives on.
        const request = new Request(...(list as [string]));
        const { signal } = request;
        signal.throwIfAborted();
        const giveUp = hold(
          closed,
          () => resolve(go(request)),
          list[1]?.body,
          () => resolve(new Response('', { status: REFUSED })),
        );
        signal.onabort = () => giveUp() && reject(signal.reason);
      }),
  );

  guard(
    win.Navigator.prototype,
    'sendBeacon',
    (closed, go, list) => !!hold(closed, () => go(...list), list[1]),
    'beacon',
  );

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
    const isAsync = said.length < 3 || said[2];
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
    guard(win, name, (closed, _, [url], prototype) => {
      tell(closed, 'refused');
      return refusedSocket(prototype, url);
    });
}
