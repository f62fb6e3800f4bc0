import { configInForce, effectiveGrants, isOpen } from '@noren/model';
import type { StrictRow } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { emit } from '../kernel/events-on-window.ts';
import { readCookie } from '../kernel/read-cookie.ts';
import { createRowsOf } from '../strict/rows-of.ts';
import type { StrictConfig } from '../strict/strict.ts';

/** So many undeclared hosts of one page are told to the consent API. */
const MOST_HOSTS = 20;
/** So many lines of one page stand on its console. */
const MOST_LINES = 100;
/** A host that the consent API counts. One that it refuses would take those beside it along. */
const COUNTED = /^\w([\w-]{0,61}\w)?(\.\w([\w-]{0,61}\w)?)*(:\d+)?$/;

/**
 * What strict mode tells beside the bus: each thing once on the console, and the consent API how often a host was asked that no row
 * names, as a number. It also looks at what the browser has fetched by ways that strict mode cannot close. Every noren-strict.js brings it.
 */
export const start: StartBridge<object> = ({ kernel: { config }, listen }) => {
  const { api, site, strict, purposes } = config as StrictConfig;
  // Relative addresses are the page's.
  const { baseURI } = document;
  const rowsOf = createRowsOf(strict, new URL(api ?? '', baseURI).href);
  const onlyReports = document.querySelector('script[data-strict="report"]');
  const outcome = onlyReports ? 'reported' : 'missed';
  const lines = new Set<string>();
  const hosts = new Set<string>();
  const told = new Set<string>();
  // What scripts asked for, in the page's own words for it: the browser tells of it once more, when it has come.
  const reported = new Set<string>();
  let isLate = false;
  let open: readonly string[] = purposes.map(({ id }) => id);
  let unsent: string[] = [];

  const say = (line: string, detail: object): void => {
    if (lines.has(line) || lines.size >= MOST_LINES) return;
    lines.add(line);
    console.warn('noren', detail);
  };

  const send = (): void => {
    const body = JSON.stringify({ hosts: unsent });
    unsent = [];
    // What does not arrive was a number.
    fetch(new URL(`${String(api).replace(/\/$/, '')}/v1/sites/${site}/undeclared`, baseURI), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      credentials: 'omit',
      // Which page it was is nobody's business.
      referrerPolicy: 'origin',
      keepalive: true,
    }).catch(() => {});
  };

  listen('strict', (detail) => {
    if (!isLate && detail.outcome === 'reported') reported.add(`${detail.kind} ${detail.name}`);
    say(`${detail.outcome} ${detail.kind} ${detail.name}`, detail);
  });
  listen('undeclared', (detail) => {
    told.add(detail.host);
    say(detail.host, { code: 'undeclared', ...detail });
    // A dot at the end names the same host.
    const host = detail.host.replace(/\.(?=:|$)/, '');
    if (!api || hosts.has(host) || hosts.size >= MOST_HOSTS || host.length > 253 || !COUNTED.test(host)) return;
    hosts.add(host);
    // One request for what a page does at once.
    if (!unsent.length) setTimeout(send, 1000);
    unsent.push(host);
  });
  for (const type of ['ready', 'change'] as const)
    listen(type, (detail) => {
      open = detail.open;
    });

  // The bus is told of a change after what it has let go; where cookies are blocked, it alone knows.
  const mayRun = ({ purpose, id }: StrictRow): boolean => {
    if (!purpose || open.includes(purpose)) return true;
    const now = Date.now() / 1000;
    const { decisions } = readCookie();
    const inForce = configInForce(config, now);
    const gpc = (navigator as { globalPrivacyControl?: unknown }).globalPrivacyControl === true;
    return isOpen(inForce, decisions, effectiveGrants(inForce, decisions, { gpc }, now), purpose, id);
  };

  // Since the page began. https://www.w3.org/TR/resource-timing/
  new PerformanceObserver((list) => {
    for (const { name, initiatorType } of list.getEntries() as PerformanceResourceTiming[]) {
      const kind = initiatorType.replace('xmlhttprequest', 'xhr');
      const url = new URL(name);
      const rows = url.host === location.host || !url.host ? [] : rowsOf.host(url);
      if (!rows) {
        if (!told.has(url.host)) emit('undeclared', { kind, host: url.host });
      } else if (rows[0] && !rows.some(mayRun) && !reported.has(`${kind} ${url.host}`)) {
        isLate = true;
        emit('strict', { kind, name: url.host, services: rows.map(({ id }) => id), outcome });
        isLate = false;
      }
    }
  }).observe({ type: 'resource', buffered: true });
};
