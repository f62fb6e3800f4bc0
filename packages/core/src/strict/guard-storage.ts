import type { Strict } from './strict.ts';
import { type Anything, wrap } from './wrap.ts';

/** Taking something away is never refused. */
function removes(cookie: string): boolean {
  const [, age, date = ''] = /;\s*(?:max-age=([^;]*)|expires=([^;]*))/i.exec(cookie) ?? [];
  return Number(age) <= 0 || Date.parse(date) < Date.now();
}

/** Cookies and keys of web storage that rows of the register name: a write does nothing, and says nothing of it. */
export function guardStorage(win: Window & typeof globalThis, strict: Strict): void {
  const isRefused = (kind: 'cookies' | 'storage', name: Anything): boolean => {
    const closed = strict.name(kind, name);
    if (closed) strict.tell(closed, 'refused');
    return Boolean(closed);
  };
  wrap(
    win.Document.prototype,
    'cookie',
    (go, [value]) => (!removes(String(value)) && isRefused('cookies', String(value).split(/\s*[=;]/)[0])) || go(value),
    'set',
  );
  wrap((win as { CookieStore?: { prototype: object } }).CookieStore?.prototype, 'set', (go, list) =>
    isRefused('cookies', list[0]?.name ?? list[0]) ? win.Promise.resolve() : go(...list),
  );
  wrap(win.Storage.prototype, 'setItem', (go, list) => (isRefused('storage', list[0]) ? undefined : go(...list)));
}
