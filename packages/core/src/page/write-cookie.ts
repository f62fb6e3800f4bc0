import { COOKIE_MAX_LENGTH, COOKIE_NAME, type Decisions, encodeDecisions } from '@noren/model';
import Cookies from 'js-cookie';
import type { Kernel } from '../kernel/kernel.ts';
import { cookieDomain, parentDomains, parentPaths } from './cookie-domain.ts';

/**
 * Keeps the decisions. Where others stand beside them, on another domain of this host or another path, those are
 * removed, so that several cookies become one again. Decisions that are too long leave none: older ones must not speak
 * in their place.
 * @returns false when this browser did not keep it
 */
export function writeCookie({ config, read }: Pick<Kernel, 'config' | 'read'>, decisions: Decisions): boolean {
  const text = encodeDecisions(decisions);
  const fits = text.length <= COOKIE_MAX_LENGTH;
  const domain = cookieDomain(config);
  const set = (): boolean => {
    if (!fits) return false;
    Cookies.set(COOKIE_NAME, text, {
      path: '/',
      domain,
      expires: config.cookie.maxAgeDays,
      sameSite: 'lax',
      secure: location.protocol === 'https:',
    });
    const { found, decisions: kept } = read();
    return found === 1 && encodeDecisions(kept) === text;
  };
  try {
    if (set()) return true;
    for (const path of parentPaths()) {
      for (const other of [undefined, ...parentDomains()]) Cookies.remove(COOKIE_NAME, { path, domain: other });
    }
    return set();
  } catch {
    // A sandboxed frame has no cookies.
    return false;
  }
}
