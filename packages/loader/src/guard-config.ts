import { DEFAULT_DAYS, type NorenErrorDetail } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';

/** Guards the shape of a config that came from elsewhere, and nothing more: it was checked when it was published. */
export function guardShape(config: RuntimeConfig): NorenErrorDetail | undefined {
  try {
    const { v, purposes, services, editions, edition, notice, wording } = config;
    const { cookie = {}, validityDays = DEFAULT_DAYS } = config;
    const rows = [...purposes, ...services].every(({ id }) => typeof id === 'string' && /^[a-z]/.test(id));
    const days = (cookie.maxAgeDays ?? DEFAULT_DAYS) > 0 && validityDays > 0;
    const words = Object.values(wording).map((hash) => typeof hash === 'string');
    if (v === 1 && rows && editions[edition - 1] && notice && days && words[0] && !words.includes(false))
      return undefined;
  } catch {
    // A part is missing.
  }
  return { code: 'config-shape', fix: 'publish the config again' };
}

/** Guards against a config that was never published; localhost may try one out. */
export function guardStamp({ stamp }: RuntimeConfig): NorenErrorDetail | undefined {
  if (stamp || /^(.*\.)?localhost$|^127\./.test(location.hostname)) return undefined;
  return { code: 'config-not-stamped' };
}

/** Guards against a config of another site. */
export function guardSite(config: RuntimeConfig, site: string | undefined): NorenErrorDetail | undefined {
  return site && site !== config.site ? { code: 'config-of-another-site', received: site } : undefined;
}
