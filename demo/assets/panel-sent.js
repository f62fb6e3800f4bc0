/**
 * Watches what this page sends to other places, and asks its own server what of it arrived.
 * Calls back with rows `{ service, count, events }`; `service` is one of the facts, or made up for what has none.
 */
export function watchSent(facts, { unknown, parts }, changed) {
  const rows = new Map();
  let after = 0;
  let asked;

  function rowFor(url) {
    const { origin, pathname, search } = new URL(url);
    if (url.startsWith(`${facts.api}/`)) {
      const file = /\.(js|json)$/.test(pathname);
      const proof = facts.services.find(({ id }) => id === 'consent-proof');
      return row(
        file || !proof ? { id: 'parts', purpose: 'necessary', name: parts, recipient: proof?.recipient } : proof,
      );
    }
    if (origin === location.origin) return undefined;
    const signIn = origin === facts.id && facts.services.find(({ id }) => id === 'member-sign-in');
    if (signIn) return row(signIn);
    const service = facts.services.find(({ paths }) => paths.some((path) => `${pathname}${search}`.startsWith(path)));
    const foreign = { id: origin, purpose: '', name: unknown, recipient: origin };
    return row(origin === facts.thirdparty ? (service ?? foreign) : foreign);
  }

  function row(service) {
    if (!rows.has(service.id)) rows.set(service.id, { service, count: 0, events: new Set() });
    return rows.get(service.id);
  }

  async function ask() {
    const response = await fetch(`/__demo/received.json?after=${after}`).catch(() => undefined);
    if (!response?.ok) return;
    for (const { id, when, service, events } of await response.json()) {
      after = Math.max(after, id);
      // Another page of the site, before this one.
      if (Date.parse(when) < performance.timeOrigin) continue;
      for (const event of events) rows.get(service)?.events.add(event);
    }
    changed([...rows.values()]);
  }

  new PerformanceObserver((list) => {
    for (const { name } of list.getEntries()) {
      const found = rowFor(name);
      if (found) found.count += 1;
    }
    changed([...rows.values()]);
    // No polling: what was sent a moment ago has arrived a moment later.
    clearTimeout(asked);
    if ([...rows.values()].some(({ service }) => service.paths?.length)) asked = setTimeout(ask, 600);
  }).observe({ type: 'resource', buffered: true });
}
