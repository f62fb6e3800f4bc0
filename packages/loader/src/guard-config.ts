import type { NorenErrorDetail } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';

/** Guards the shape of a config that came from elsewhere, and nothing more: it was checked when it was published. */
export function guardShape(config: RuntimeConfig): NorenErrorDetail | undefined {
  try {
    const { v, purposes, services, editions, notice, cookie, wording } = config;
    const rows = [...purposes, ...services].every(({ id }) => /^[a-z]/.test(id));
    if (v === 1 && rows && editions[0] && notice && cookie.maxAgeDays && wording.hash) return undefined;
  } catch {
    // A part is missing.
  }
  return { code: 'config-shape', fix: 'publish the config again' };
}

/** Guards against a config of another site, and against one that was never published (localhost may try it out). */
export function guardUse(config: RuntimeConfig, site: string | undefined): NorenErrorDetail | undefined {
  if (site && site !== config.site) return { code: 'config-of-another-site', received: site };
  if (!config.stamp && !/^(.*\.)?localhost$|^127\./.test(location.hostname)) return { code: 'config-not-stamped' };
  return undefined;
}
