import type { SiteConfig } from '../schema/index.ts';
import { type Finding, warning } from './finding.ts';

/** Labels of hosts that no visitor comes to. */
const TRIAL =
  /(^|[.-])(dev|develop|development|test|testing|tst|stg|stage|staging|qa|uat|preview|demo|sandbox|local|localhost)\d*([.-]|:|$)/;

/**
 * Hosts of the inspector that are an origin of the site to which visitors come: whoever knows the address could open it there. It
 * tells nothing that the browser's own tools do not, so it is a warning.
 */
export function checkDebug({ debug, origins }: SiteConfig): Finding[] {
  const live = origins.map((origin) => new URL(origin)).filter(({ host }) => !TRIAL.test(host));
  return (debug?.hosts ?? []).flatMap((host, at) =>
    live.some((url) => covers(host, url))
      ? [
          warning(
            'debug-on-production',
            `debug.hosts[${at}]`,
            host,
            'name hosts of trial sites alone: here every visitor can open the inspector',
          ),
        ]
      : [],
  );
}

function covers(named: string, { host, hostname }: URL): boolean {
  return [host, hostname].some((one) => (named.startsWith('*.') ? one.endsWith(named.slice(1)) : one === named));
}
