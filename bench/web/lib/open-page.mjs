import { readFileSync } from 'node:fs';

const PROBE = readFileSync(new URL('./probe.js', import.meta.url), 'utf8');

// One page with its own CDP session, probe, network ledger and throttling.
export async function openPage(ctx, profile, cfg) {
  const page = await ctx.newPage();
  const cdp = await ctx.newCDPSession(page);
  const flags = new Map();
  const waiters = new Map();
  const errors = [];
  await cdp.send('Page.enable');
  await cdp.send('Runtime.enable');
  await cdp.send('Runtime.addBinding', { name: '__benchDone' });
  cdp.on('Runtime.bindingCalled', (e) => {
    if (e.name === '__benchDone') {
      flags.set(e.payload, true);
      waiters.get(e.payload)?.();
    }
  });
  cdp.on('Runtime.exceptionThrown', (e) =>
    errors.push(e.exceptionDetails.exception?.description || e.exceptionDetails.text),
  );
  cdp.on('Page.loadEventFired', () => {
    flags.set('load', true);
    waiters.get('load')?.();
  });
  const reqs = new Map();
  await cdp.send('Network.enable');
  cdp.on('Network.requestWillBeSent', (e) => {
    if (/^https?:/.test(e.request.url))
      reqs.set(e.requestId, {
        url: e.request.url,
        type: e.type,
        wire: 0,
        start: e.timestamp,
        status: null,
        cached: false,
      });
  });
  cdp.on('Network.requestServedFromCache', (e) => {
    const r = reqs.get(e.requestId);
    if (r) r.cached = true;
  });
  cdp.on('Network.responseReceived', (e) => {
    const r = reqs.get(e.requestId);
    if (r) {
      r.status = e.response.status;
      r.mime = e.response.mimeType;
      if (e.response.fromDiskCache || e.response.fromPrefetchCache) r.cached = true;
    }
  });
  cdp.on('Network.loadingFinished', (e) => {
    const r = reqs.get(e.requestId);
    if (r) {
      r.wire = r.cached ? 0 : e.encodedDataLength;
      r.end = e.timestamp;
    }
  });
  cdp.on('Network.loadingFailed', (e) => {
    const r = reqs.get(e.requestId);
    if (r) r.failed = e.errorText;
  });
  if (profile.net) await cdp.send('Network.emulateNetworkConditions', profile.net);
  if (profile.cpu > 1) await cdp.send('Emulation.setCPUThrottlingRate', { rate: profile.cpu });
  // threadTicks: CPU time of the thread, not wall time – much less sensitive to other work on the machine
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: PROBE.replace('__CFG__', JSON.stringify(cfg)) });
  const wait = (k, ms) =>
    flags.has(k)
      ? true
      : new Promise((res) => {
          const t = setTimeout(() => res(false), ms);
          waiters.set(k, () => {
            clearTimeout(t);
            res(true);
          });
        });
  const ev = async (expression) =>
    (await cdp.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true })).result.value;
  const metrics = async () =>
    Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map((m) => [m.name, m.value]));
  const ledger = () => {
    const o = { requests: 0, js: 0, css: 0, html: 0, other: 0, gated: 0, failed: [], list: [] };
    for (const r of reqs.values()) {
      if (r.failed || (r.status && r.status >= 400)) o.failed.push(`${r.url} ${r.failed || r.status}`);
      const u = new URL(r.url).pathname;
      if (u === '/gated.js') {
        o.gated += r.wire;
        continue;
      }
      const k = r.type === 'Document' ? 'html' : r.type === 'Script' ? 'js' : r.type === 'Stylesheet' ? 'css' : 'other';
      o[k] += r.wire;
      if (k !== 'html') o.requests += 1;
      o.list.push([u, k, r.wire]);
    }
    return o;
  };
  return { page, cdp, wait, ev, metrics, ledger, errors, reqs, close: () => page.close() };
}
