import { fail } from '../../kernel/events-on-window.ts';

type Api = (...call: unknown[]) => unknown;

/** What a frame asks for by a message. */
export interface Call {
  readonly command: string;
  readonly parameter?: unknown;
  readonly version?: unknown;
  readonly callId: unknown;
}

/**
 * Puts an API of the IAB in the place of its stub, and answers the calls that the stub has kept, in order. Where the page has
 * no stub, frames find the API by the locator and ask by messages from now on.
 * @param name of the function, `__tcfapi` or `__gpp`
 * @param ask hands a frame's call to the API
 * @returns the stub; `undefined` where there was none
 */
export function takeOver(
  name: string,
  api: Api,
  ask: (call: Call, answer: (returnValue: unknown, success: boolean) => void) => void,
): Api | undefined {
  const page = window as unknown as Record<string, unknown>;
  const stub = typeof page[name] === 'function' ? (page[name] as Api) : undefined;
  const kept = stub?.();
  page[name] = api;
  if (!stub) {
    addFrame(`${name}Locator`);
    addEventListener('message', ({ data, source }) => {
      const call = read(data)?.[`${name}Call`] as Call | undefined;
      if (!call) return;
      ask(call, (returnValue, success) => {
        const message = { [`${name}Return`]: { returnValue, success, callId: call.callId } };
        // Whoever may frame, or be framed by, this page may know what it chose: so the standard says.
        source?.postMessage(typeof data === 'string' ? JSON.stringify(message) : message, { targetOrigin: '*' });
      });
    });
  }
  if (Array.isArray(kept)) for (const call of kept) api(...Array.from(call as ArrayLike<unknown>));
  return stub;
}

/** Whether another one answers already: a frame above has the locator, or what stands here is more than a stub. */
export function isAnswered(name: string, isLoaded: (stub: Api) => boolean): boolean {
  const stub = (window as unknown as Record<string, unknown>)[name];
  if (typeof stub !== 'function' ? !hasLocatorAbove(`${name}Locator`) : !isLoaded(stub as Api)) return false;
  fail({ code: 'another-cmp', path: name });
  return true;
}

/** Tells a callback; one that throws is the page's own affair, and stops nobody else. */
export function answer(callback: unknown, ...values: unknown[]): void {
  try {
    if (typeof callback === 'function') callback(...values);
  } catch (error) {
    reportError(error);
  }
}

function addFrame(name: string): void {
  if (name in window.frames) return;
  if (document.body) document.body.append(Object.assign(document.createElement('iframe'), { name, hidden: true }));
  else addEventListener('DOMContentLoaded', () => addFrame(name), { once: true });
}

function hasLocatorAbove(name: string): boolean {
  for (let above: Window = window; above !== above.parent; ) {
    above = above.parent;
    try {
      if (name in above.frames) return true;
    } catch {
      // Of another origin: it answers by messages, if it has one.
    }
  }
  return false;
}

function read(data: unknown): Record<string, unknown> | undefined {
  if (typeof data !== 'string') return Object(data);
  try {
    return Object(JSON.parse(data));
  } catch {
    return undefined;
  }
}
