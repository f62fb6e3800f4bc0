import { rowsInForce } from '@noren/model/publish';
import type { Mode, Service, SiteConfig } from '@noren/model/schema';

/** What the pages of a site are checked against. */
export interface Site {
  readonly config: SiteConfig;
  /** Rows of the register that are in force. */
  readonly rows: readonly Service[];
  /** Host names of the site itself and of its consent API. */
  readonly ownHosts: ReadonlySet<string>;
  /** Where a page's relative addresses lead to. */
  readonly base: URL;
  /** How a row is permitted: by its own mode, or its purpose's. */
  modeOf(row: Pick<Service, 'purpose' | 'mode'>): Mode | undefined;
}

/** Looks up once what every page needs. */
export function siteOf(config: SiteConfig, now: Date): Site {
  const base = new URL(config.origins[0] ?? 'https://localhost');
  const own = [...config.origins, config.api].map((place) => place && new URL(place, base).hostname);
  const modes = new Map(config.purposes.map(({ id, mode }) => [id, mode]));
  return {
    config,
    rows: rowsInForce(config, now),
    ownHosts: new Set(own.filter((host) => host !== undefined)),
    base,
    modeOf: ({ purpose, mode }) => mode ?? modes.get(purpose),
  };
}

/**
 * The rows that declare a host. It is theirs where they name it or a parent domain; of several the nearest count, so that
 * `maps.google.com` of one row is not the `google.com` of another.
 */
export function rowsOf({ rows }: Pick<Site, 'rows'>, url: URL): Service[] {
  const [hostname, host] = [url.hostname.replace(/\.$/, ''), url.host];
  let nearest = 0;
  let found: Service[] = [];
  for (const row of rows) {
    for (const declared of row.hosts ?? []) {
      const name = declared.toLowerCase().replace(/^\*\./, '');
      const length = name.length;
      if (name !== host && name !== hostname && !hostname.endsWith(`.${name}`)) continue;
      if (length < nearest) continue;
      found = length > nearest ? [row] : [...found.filter((other) => other !== row), row];
      nearest = length;
    }
  }
  return found;
}
