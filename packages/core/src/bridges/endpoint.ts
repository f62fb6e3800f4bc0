import type { EndpointBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { tellAnalytics } from '../bridge/tell-analytics.ts';
import { fail } from '../kernel/events-on-window.ts';

// What a browser takes for all that still goes out when a page is left, in bytes. https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
const MOST_BYTES = 60_000;
const MOST_EVENTS = 20;
const HELD = 500;
const WAIT_MS = 5000;

type Event = { readonly name: string; readonly detail: unknown };

/**
 * What the page tracks, as JSON to an address of the operator: `{"v":1,"site":"energy","events":[{"name":…,"detail":…}]}`, in
 * order, at most 20 at once. Neither cookie nor referrer goes with it, and nothing in it tells one visitor from another.
 * @see https://fetch.spec.whatwg.org/#request-keepalive-flag
 */
export const start: StartBridge<EndpointBridge> = (options) => {
  const {
    settings: { url },
    kernel: { config },
  } = options;
  let events: Event[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOpen = false;
  let isSending = false;
  let isTold = false;

  function send(isLast = false): void {
    clearTimeout(timer);
    timer = undefined;
    // One after the other, so that they stay in order; but for what leaves with the page.
    if (!events.length || (isSending && !isLast)) return;
    let count = Math.min(events.length, isLast ? HELD : MOST_EVENTS);
    const bodyOf = (): string => JSON.stringify({ v: 1, site: config.site, events: events.slice(0, count) });
    while (count > 1 && new Blob([bodyOf()]).size > MOST_BYTES) count -= 1;
    const body = bodyOf();
    const sent = events.splice(0, count);
    isSending = true;
    // Never `sendBeacon`: it sends the cookies of the address along.
    fetch(url, {
      method: 'POST',
      // A plain text needs no question beforehand, for which a page that is left has no time.
      headers: { 'content-type': 'text/plain' },
      body,
      keepalive: true,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    })
      .then(({ ok, status }) => {
        isSending = false;
        if (!ok) throw status;
        if (events.length) later();
      })
      .catch((reason) => {
        isSending = false;
        // Goes with the next one; what was refused for what it is would be refused again.
        if (isOpen && !(reason >= 400 && reason < 500 && reason !== 429)) events = [...sent, ...events].slice(0, HELD);
        if (!isTold) fail({ code: 'endpoint-failed', path: url, received: Number(reason) || 'unreachable' });
        isTold = true;
      });
  }

  function later(): void {
    if (events.length >= MOST_EVENTS) send();
    else timer ??= setTimeout(send, WAIT_MS);
  }

  function add(name: string, detail: unknown): void {
    if (events.length < HELD) events.push({ name, detail });
    // Where it would end with the page (Firefox before 133) nothing is left for its end.
    if ('keepalive' in Request.prototype) later();
    else send();
  }

  tellAnalytics(options, {
    bridge: 'endpoint',
    say: (speak) => speak(add),
    onYes() {
      isOpen = true;
    },
    onNo() {
      isOpen = false;
      events = [];
    },
    onPageView: (_, view) => add('page-view', view),
    onEvent: (_, name, detail) => add(name, detail),
  });
  addEventListener('pagehide', () => send(true));
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && send(true));
};
