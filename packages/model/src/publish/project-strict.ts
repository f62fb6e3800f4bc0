import type { Service, SiteConfig, StrictRules } from '../schema/index.ts';
import { rowsInForce } from './edition-at.ts';
import { registrableDomain } from './registrable-domain.ts';

/**
 * What strict mode holds back on this site, and what is the site's own. Rows of announced editions are among it from the day on which
 * they are published: a tag that comes early waits as it will have to.
 */
export function projectStrict(config: SiteConfig, now: Date): StrictRules {
  const moments = [now, ...config.editions.map(({ effectiveAt }) => new Date(effectiveAt)).filter((at) => at > now)];
  const rows = [...new Set(moments.flatMap((at) => rowsInForce(config, at)))].filter(saysSomething);
  const modes = new Map(config.purposes.map(({ id, mode }) => [id, mode]));
  // A row's hosts are its own with everything below them, whether or not it says so with a star.
  const named = rows.flatMap(({ hosts = [] }, at) =>
    hosts.map((host) => [host.toLowerCase().replace(/^\*\./, ''), at] as const),
  );
  const hosts: Record<string, number[]> = {};
  for (const place of config.origins) hosts[registrableDomain(place) ?? ''] = [];
  for (const [host, at] of named) hosts[host] = [...new Set([...(hosts[host] ?? []), at])];
  if (URL.canParse(config.api ?? '')) hosts[new URL(config.api ?? '').host] = [];
  return {
    hosts,
    rows: rows.map(({ id, purpose, cookies, storage }) => ({
      id,
      // What always runs is never held, and is declared all the same.
      ...(modes.get(purpose) === 'always' ? {} : { purpose }),
      ...(cookies?.length ? { cookies: anyOf(cookies) } : {}),
      ...(storage?.length ? { storage: anyOf(storage) } : {}),
    })),
  };
}

function saysSomething({ hosts = [], cookies = [], storage = [] }: Service): boolean {
  return hosts.length + cookies.length + storage.length > 0;
}

/**
 * The names and patterns of a row as the source of one regular expression, which a browser need not make of them. What `fitsPattern` says it
 * says too, and as fast: a part between two stars is looked for once, since a look ahead is not gone back into.
 */
function anyOf(traces: readonly { readonly name: string }[]): string {
  let found = 0;
  const sources = [...new Set(traces.map(({ name }) => name))].map((pattern) => {
    const [head = '', ...parts] = pattern.split(/\*+/).map((part) => part.replace(/[\\^$.+?()[\]{}|/]/g, '\\$&'));
    const tail = parts.pop();
    const between = parts.map((part) => {
      found += 1;
      return `(?=([^]*?${part}))\\${found}`;
    });
    return `${head}${between.join('')}${tail === undefined ? '' : `[^]*${tail}`}`;
  });
  // Noren's own is nobody's, whatever a pattern fits.
  return `^(?!noren$)(?:${sources.join('|')})$`;
}
