import type { Strict } from './strict.ts';
import { wrap } from './wrap.ts';

/**
 * Taking something away is never refused. An age counts before a date, the last of several, and none that no browser can read: with
 * `expires=0` a cookie is written, for as long as the browser is open. https://www.rfc-editor.org/rfc/rfc6265#section-5.2
 */
function removes(cookie: string): boolean {
  const [, age, date] = /^(?:.*;\s*max-age[\s=]*(-?\d+)|.*;\s*expires[\s=]*([^;]*[a-z]{3}[^;]*))/i.exec(cookie) ?? [];
  return Number(age) <= 0 || Date.parse(date as string) < Date.now();
}

/** Cookies and keys of web storage that rows of the register name: a write does nothing, and says nothing of it. */
export function guardStorage(win: Window & typeof globalThis, { name }: Strict): void {
  wrap(win.Document.prototype, 'cookie', (go, [value]) => {
    const text = String(value);
    return !removes(text) && name('cookies', (text.split(/[=;]/)[0] as string).trim()) ? undefined : go(value);
  });
  wrap((win as { CookieStore?: { prototype: object } }).CookieStore?.prototype, 'set', async (go, list) =>
    // Without a date it is `null` to the browser, and that is no number here.
    !(list[0]?.expires?.valueOf() < Date.now()) && name('cookies', list[0]?.name ?? list[0]) ? undefined : go(...list),
  );
  wrap(win.Storage.prototype, 'setItem', (go, list) => (name('storage', list[0]) ? undefined : go(...list)));
}
