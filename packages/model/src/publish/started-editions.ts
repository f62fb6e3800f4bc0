import type { Edition, SiteConfig } from '../schema/index.ts';

/**
 * The editions that the published config does not have and that are in force by now. Only they may change what is
 * shown: what an announced edition brings is shown from its day, and until then visitors read the old label.
 */
export function startedEditions(published: SiteConfig, next: SiteConfig, now: Date): Edition[] {
  const known = published.editions.map(({ label }) => label);
  return next.editions.filter(({ label, effectiveAt }) => !known.includes(label) && new Date(effectiveAt) <= now);
}
