import { createRowsOf, type Opened, type Recording } from '@noren/core/debug';

/** A host that the page has asked for something. */
export interface HostAsked {
  readonly host: string;
  /** Requests that the browser has told of. */
  count: number;
  /** When the first one began, in milliseconds since the page did. */
  readonly at: number;
  /** Ids of the rows of the register whose host it is; none where it is the site's own; `undefined`: nobody has said whose it is. */
  readonly rows: readonly string[] | undefined;
  /** Something went there before Noren started, and needs a permission. */
  before: boolean;
  /** Something went there while none of its rows might run. */
  unasked: boolean;
}

/** Every host that the page has asked, in order of time. Where the config has no rules of hosts, all but the page's own are without rows. */
export function hostsAsked({ config, src, startedAt, requests, opened, ran }: Recording): HostAsked[] {
  const rules = config.debug?.rules ?? config.strict ?? { hosts: {}, rows: [] };
  const rowsOf = createRowsOf(rules, src);
  const hosts = new Map<string, HostAsked>();
  const needs = new Map<string, readonly (typeof rules.rows)[number][]>();
  const alone = new Set(ran.flatMap((one) => (one.alone ? addressesIn(one.nodes) : [])));
  let since = 0;
  for (const { entry } of [...requests].sort((a, b) => a.entry.startTime - b.entry.startTime)) {
    if (!/^(http|ws)/.test(entry.name)) continue;
    const url = new URL(entry.name);
    const at = entry.startTime;
    const known = hosts.get(url.host);
    const rows = known ? undefined : url.host === location.host ? [] : rowsOf.host(url);
    const asked = known ?? {
      host: url.host,
      count: 0,
      at,
      rows: rows?.map(({ id }) => id),
      before: false,
      unasked: false,
    };
    hosts.set(url.host, asked);
    asked.count += 1;
    const its = needs.get(url.host) ?? rules.rows.filter(({ id }) => asked.rows?.includes(id));
    needs.set(url.host, its);
    if (!its[0] || its.some(({ purpose }) => !purpose)) continue;
    while (opened[since + 1] && (opened[since + 1] as Opened).at <= at) since += 1;
    const open = opened[since]?.rows;
    if (at < startedAt) asked.before = true;
    // What a visitor has pressed for alone was asked for, though no row is open.
    else if (open && !its.some(({ id }) => open.includes(id)) && !alone.has(entry.name)) asked.unasked = true;
  }
  return [...hosts.values()];
}

/** Where elements lead that a browser fetches from. */
function addressesIn(nodes: readonly Node[]): string[] {
  const elements = nodes.flatMap((node) => (node instanceof Element ? [node, ...node.querySelectorAll('*')] : []));
  return elements.flatMap((element) => {
    const { src, currentSrc, poster, href, data } = element as unknown as Record<string, unknown>;
    return [src, currentSrc, poster, href, data].filter((one) => typeof one === 'string');
  });
}
