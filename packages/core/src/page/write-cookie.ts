import { COOKIE_MAX_LENGTH, COOKIE_NAME, type Decisions, encodeDecisions } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';
import Cookies from 'js-cookie';
import { cookieDomain, parentDomains } from './cookie-domain.ts';

/**
 * Keeps the decisions. What stands on other domains of this host is removed, so that several cookies become one again.
 * @returns false when this browser did not keep it
 */
export function writeCookie(config: RuntimeConfig, decisions: Decisions, several: boolean): boolean {
  const text = encodeDecisions(decisions);
  if (text.length > COOKIE_MAX_LENGTH) return false;
  const domain = cookieDomain(config);
  const path = '/';
  try {
    if (several || domain) {
      for (const other of [undefined, ...parentDomains()]) Cookies.remove(COOKIE_NAME, { path, domain: other });
    }
    Cookies.set(COOKIE_NAME, text, {
      path,
      domain,
      expires: config.cookie.maxAgeDays,
      sameSite: 'lax',
      secure: location.protocol === 'https:',
    });
    return Cookies.get(COOKIE_NAME) === text;
  } catch {
    // A sandboxed frame has no cookies.
    return false;
  }
}
