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
    bufferedAmount: 0,
    protocol: '',
    send: nothing,
    close: nothing,
    onopen: null,
    onmessage: null,
    onerror: null,
    onclose: null,
  };
  // What the class has of these works with its own kind alone.
  for (const [key, value] of Object.entries(own)) Object.defineProperty(socket, key, { value, writable: true });
  setTimeout(() => {
    for (const type of ['error', 'close']) {
      const event = new CloseEvent(type, { code: 1006 });
      socket.dispatchEvent(event);
      socket[`on${type}`]?.(event);
    }
  });
  return socket;
}
