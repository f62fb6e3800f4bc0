import type { StrictRow, StrictRules } from '@noren/model/schema';

/** Finds the rows of the register that something belongs to. */
export interface RowsOf {
  /**
   * Of an address: the rows that name its host, or the nearest parent of it; none where it is the site's own. `undefined`, once, where
   * nobody has said whose it is.
   */
  host(url: URL): readonly StrictRow[] | undefined;
  /** Of a cookie, or of a key in web storage. */
  name(kind: 'cookies' | 'storage', name: string): readonly StrictRow[];
}

/** @param src address of noren-strict.js: its host is Noren's, and the page's own is its own, whatever a row says */
export function createRowsOf({ hosts, rows }: StrictRules, src: string): RowsOf {
  const byHost = new Map(Object.entries(hosts));
  byHost.set(new URL(src).host, []).set(location.host, []);

  return {
    host({ host, hostname }) {
      let found = byHost.get(host);
      // A dot at the end names the same host.
      for (let place = hostname.replace(/\.$/, ''); place && !found; place = place.replace(/^[^.]*\.?/, ''))
        found = byHost.get(place);
      // What was found once is not looked for again.
      byHost.set(host, found ?? []);
      return found?.map((at) => rows[at] as StrictRow);
    },
    name: (kind, name) => rows.filter((row) => row[kind] && RegExp(row[kind]).test(name)),
  };
}
