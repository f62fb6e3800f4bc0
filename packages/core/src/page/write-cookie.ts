import { COOKIE_MAX_LENGTH, COOKIE_NAME, DEFAULT_DAYS, type Decisions, encodeDecisions } from '@noren/model';
import Cookies from 'js-cookie';
import { cookieDomain, parentDomains, parentPaths } from '../cookies/cookie-domain.ts';
import type { Kernel } from '../kernel/kernel.ts';

// js-cookie asks for the value last.
const stop = (): never => {
  throw 0;
};

/**
 * Keeps the decisions. Decisions that are too long leave no cookie: older ones must not speak in their place.
 * @param isThere whether it may stand there already: a cookie that the API has set lives longer in Safari than one that a
 * script writes, so it is left as it is
 * @param isRehearsal writes nothing, and does everything up to it
 * @returns looks whether this browser has kept them. Where others stand beside them, on another domain of this host or
 * another path, it removes those and keeps them again, so that several cookies become one.
 */
export function writeCookie(
  { config, read }: Pick<Kernel, 'config' | 'read'>,
  decisions: Decisions,
  isThere = false,
  isRehearsal = false,
): () => boolean {
  const text = encodeDecisions(decisions);
  // A sandboxed frame has no cookies, and throws.
  const quietly = (write: () => void): void => {
    try {
      write();
    } catch {}
  };
  const set = (): void => {
    if (text.length > COOKIE_MAX_LENGTH) return;
    (isRehearsal ? Cookies.withConverter({ write: stop }) : Cookies).set(COOKIE_NAME, text, {
      path: '/',
      // Finding it out writes too.
      domain: isRehearsal ? undefined : cookieDomain(config),
      expires: config.cookie?.maxAgeDays ?? DEFAULT_DAYS,
      sameSite: 'lax',
      secure: location.protocol === 'https:',
    });
  };
  const isKept = (): boolean => {
    const { found, decisions: kept } = read();
    return found === 1 && encodeDecisions(kept) === text;
  };
  // Looking costs a call to another process, which a click does not wait for.
  if (!isThere || !isKept()) quietly(set);
  return () => {
    if (isKept()) return true;
    quietly(() => {
      for (const path of parentPaths()) {
        for (const domain of [undefined, ...parentDomains()]) Cookies.remove(COOKIE_NAME, { path, domain });
      }
      set();
    });
    return isKept();
  };
}
