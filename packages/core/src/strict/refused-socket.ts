import type { Anything } from './wrap.ts';

/**
 * What a page gets instead of a `WebSocket` or an `EventSource` that is refused: one whose host cannot be reached. There is no native one
 * that would ask nobody.
 */
export function refusedSocket(prototype: Anything, url: unknown): object {
  const nothing = (): void => {};
  // Before it is one of its class: what that has of these works with its own kind alone.
  const socket = Object.assign(new EventTarget() as Anything, {
    readyState: prototype.CLOSED,
    url: String(url),
    binaryType: 'blob',
    bufferedAmount: 0,
    protocol: '',
    onopen: null,
    onmessage: null,
    onerror: null,
    onclose: null,
    send: nothing,
    close: nothing,
  });
  Object.setPrototypeOf(socket, prototype);
  setTimeout(() => {
    for (const type of ['error', 'close']) {
      const event = new CloseEvent(type, { code: 1006 });
      socket.dispatchEvent(event);
      socket[`on${type}`]?.(event);
    }
  });
  return socket;
}
