/**
 * What a page gets instead of a `WebSocket` or an `EventSource` that is refused: one whose host cannot be reached. There is no native one
 * that would ask nobody.
 */
export function refusedSocket(
  { EventTarget, CloseEvent }: Window & typeof globalThis,
  prototype: object,
  url: unknown,
): object {
  const socket = Object.setPrototypeOf(new EventTarget(), prototype);
  const nothing = (): void => {};
  const own = {
    url: String(url),
    readyState: socket.CLOSED,
    binaryType: 'blob',
    send: nothing,
    close: nothing,
  };
  // What the class has of these works with its own kind alone.
  for (const [key, value] of Object.entries({ ...own, onopen: null, onmessage: null, onerror: null, onclose: null }))
    Object.defineProperty(socket, key, { value, writable: true });
  setTimeout(() => {
    for (const type of ['error', 'close']) {
      const event = new CloseEvent(type, { code: 1006 });
      socket.dispatchEvent(event);
      socket[`on${type}`]?.(event);
    }
  });
  return socket;
}
