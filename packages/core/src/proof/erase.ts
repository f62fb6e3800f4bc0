import { COOKIE_NAME, fitsPattern } from '@noren/model';
import { ERASED_KEY } from '../kernel/leftovers.ts';
import { expireCookie } from '../page/expire-cookie.ts';

/** What a service leaves in a browser, by name or pattern. */
export interface Traces {
  readonly cookies: readonly { readonly name: string }[];
  readonly storage: readonly { readonly name: string }[];
}

/** What erasing found: names that are gone, and names that this page may not delete. */
export interface Erasure {
  readonly erased: readonly string[];
  readonly kept: readonly string[];
}

/**
 * Erases the cookies and the web storage that the register names for these services, and looks again afterwards. What
 * one of the spared services may keep stays, though the pattern of another fits it too.
 * A cookie's domain and path cannot be read, so every domain up from this host and every path up from this page is tried.
 */
export function erase(services: readonly Traces[], spared: readonly Traces[] = []): Erasure {
  const cookiesOf = (all: readonly Traces[]): string[] => all.flatMap(({ cookies }) => cookies.map(({ name }) => name));
  const keysOf = (all: readonly Traces[]): string[] => all.flatMap(({ storage }) => storage.map(({ name }) => name));
  const fitsAny = (name: string, patterns: string[]): boolean => patterns.some((pattern) => fitsPattern(name, pattern));
  const fits = (name: string, of: typeof keysOf): boolean => fitsAny(name, of(services)) && !fitsAny(name, of(spared));
  const erased: string[] = [];
  const kept: string[] = [];
  for (const name of cookieNames()) {
    if (!fits(name, cookiesOf) || name === COOKIE_NAME) continue;
    expireCookie(name);
    (cookieNames().includes(name) ? kept : erased).push(name);
  }
  for (const storage of webStorages()) {
    for (const key of Object.keys(storage)) {
      if (!fits(key, keysOf) || key === ERASED_KEY) continue;
      storage.removeItem(key);
      erased.push(key);
    }
  }
  return { erased: [...new Set(erased)], kept: [...new Set(kept)] };
}

function cookieNames(): string[] {
  return document.cookie
    .split('; ')
    .map((pair) => pair.split('=')[0] ?? '')
    .filter(Boolean);
}

function webStorages(): Storage[] {
  const found: Storage[] = [];
  for (const kind of ['localStorage', 'sessionStorage'] as const) {
    try {
      found.push(window[kind]);
    } catch {
      // Blocked storage holds nothing of anyone's.
    }
  }
  return found;
}
