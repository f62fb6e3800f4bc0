import { NorenError } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';

/**
 * Guards the shape of a config and nothing more: it was checked in full when it was published, which the stamp says.
 * A config that fails runs nothing.
 * @throws {NorenError} `config-shape`, `config-not-stamped`, `config-of-another-site`
 */
export function guardConfig(value: unknown, path: string, site: string | undefined): RuntimeConfig {
  const config = value as RuntimeConfig;
  const ids = (list: unknown): boolean => Array.isArray(list) && list.every((row) => typeof row?.id === 'string');
  const shaped =
    config?.v === 1 &&
    ids(config.purposes) &&
    ids(config.services) &&
    Array.isArray(config.editions) &&
    typeof config.edition === 'number' &&
    typeof config.notice === 'object' &&
    typeof config.cookie?.maxAgeDays === 'number';
  if (!shaped)
    throw new NorenError({ code: 'config-shape', path, received: typeof value, fix: 'publish the config again' });
  if (site && site !== config.site) {
    throw new NorenError({
      code: 'config-of-another-site',
      path: 'data-site',
      received: site,
      fix: `the config is of "${config.site}"`,
    });
  }
  if (!config.stamp && !/^localhost$|\.localhost$|^127\./.test(location.hostname)) {
    throw new NorenError({
      code: 'config-not-stamped',
      path,
      fix: 'publish it: an unpublished config runs on localhost only',
    });
  }
  return Object.freeze(config);
}
