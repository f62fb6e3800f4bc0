import { publishConfig } from '@noren/model/publish';
import type { RuntimeConfig, RuntimePurpose, SiteConfig } from '@noren/model/schema';
import { siteConfig } from '../fixtures/site-config.ts';

/** The day on which the fixture is published, when its second edition is in force. */
export const PUBLISHED_AT = new Date('2026-11-22T00:00:00Z');

/** The same day in seconds, as decisions count. */
export const NOW = PUBLISHED_AT.getTime() / 1000;

export const DAY = 86_400;

/** The runtime config of the fixture site, with parts of its config replaced. */
export async function runtimeOf(changes: Partial<SiteConfig> = {}, now = PUBLISHED_AT): Promise<RuntimeConfig> {
  return (await publishConfig({ ...siteConfig, ...changes }, now)).runtime;
}

/** A runtime config with purposes of one's own, as published: each after those that it requires. */
export async function withPurposes(
  purposes: readonly (Partial<RuntimePurpose> & { id: string })[],
  changes: Partial<RuntimeConfig> = {},
): Promise<RuntimeConfig> {
  const complete = purposes.map((purpose) => ({ mode: 'opt-in' as const, since: 0, ...purpose }));
  return { ...(await runtimeOf()), purposes: complete, services: [], ...changes };
}
