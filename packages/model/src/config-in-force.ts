import type { RuntimeConfig } from './schema/index.ts';

/**
 * The runtime config of now. One may outlive the day on which its next edition takes effect (in a browser's cache, in a
 * folder that nobody publishes into that day), so it carries what that edition brings: its words with those it asks about.
 * @param now seconds since 1970
 */
export function configInForce(config: RuntimeConfig, now: number): RuntimeConfig {
  // Since ever in force: the config itself.
  const parts = [config as RuntimeConfig & { readonly at?: number }, ...(config.upcoming ?? [])];
  return Object.assign({}, ...parts.map(({ at = 0, ...brought }) => at <= now && brought));
}
