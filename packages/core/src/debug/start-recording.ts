import type { RuntimeConfig } from '@noren/model/schema';
import { listenTo } from '../kernel/events-on-window.ts';
import { GATED, type Gated } from '../kernel/gate/gated.ts';
import type { Kernel, Tools } from '../kernel/kernel.ts';
import { consentEntry, dataLayer } from './consent-entry.ts';
import type { Failed, Opened, Ran, RecordedEvent, RecordedRequest, Recording } from './recording.ts';

const TYPES =
  'open ready shown hidden decision change grant revoke returned track synced sync-failed link member strict undeclared error';
/** So many of each kind are recorded, and none after them: a page that is open for a day is no reason to fill its memory. */
export const MOST_RECORDED = 5000;

/** What records, and what it has to be told. */
export interface Recorder {
  readonly recording: Recording;
  /** Knows from now on what may run, and which bridges that waits for. */
  follow(kernel: Kernel, tools?: Tools): void;
}

/**
 * Records what the inspector shows, from now on and, of requests, from before. It changes nothing in the page, and makes nothing of what it
 * sees: that is done when it is looked at.
 * @param nonce the loader's own
 * @param src address of noren.js
 */
export function startRecording(
  config: RuntimeConfig,
  nonce: string,
  src: string,
  tag: HTMLScriptElement | null,
): Recorder {
  const now = (): number => performance.now();
  const events: RecordedEvent[] = [];
  const found = new WeakMap<Gated, number>();
  const ran: Ran[] = [];
  const requests: RecordedRequest[] = [];
  const failed: Failed[] = [];
  const opened: Opened[] = [];
  const origins = new WeakMap<Node, Gated>();
  const startedAt = now();
  const recording: Recording = { config, nonce, src, tag, startedAt, events, found, ran, requests, failed, opened };

  function add<One>(list: One[], one: One): void {
    if (list.length < MOST_RECORDED) list.push(one);
    recording.onChange?.();
  }

  for (const type of TYPES.split(' ') as RecordedEvent['type'][])
    listenTo(type, (detail) => add(events, { at: now(), type, detail } as RecordedEvent));

  const originOf = (node: Node | null): Gated | undefined =>
    node?.isConnected ? (origins.get(node) ?? originOf(node.parentNode)) : undefined;
  const isGated = (node: Node | null | undefined): node is Gated => node instanceof Element && node.matches(GATED);

  function gatedBefore(nodes: readonly Node[], before: Node | null): Gated | undefined {
    if (before instanceof Comment && nodes[0] instanceof HTMLScriptElement) return origins.get(before);
    return isGated(before) && (isCopy(nodes, before) || isRun(nodes, before)) ? before : undefined;
  }

  function find(node: Node): void {
    if (!(node instanceof Element)) return;
    for (const one of [node, ...node.querySelectorAll(GATED)])
      if (isGated(one) && !found.has(one)) found.set(one, now());
  }

  new MutationObserver((mutations) => {
    for (const { addedNodes, removedNodes, previousSibling, target } of mutations) {
      const nodes = [...addedNodes];
      nodes.forEach(find);
      const [gone] = removedNodes;
      // The gate puts what was gated right behind it, and a script behind its mark there. Whoever replaces a part of it has it still.
      // An embed that is shown alone stands in the place of its template.
      const alone =
        isGated(gone) && target.nodeName === 'NOREN-EMBED' && !nodes.some(isGated) && nodes[0] ? gone : undefined;
      const gated = alone ?? (gone ? (origins.get(gone) ?? originOf(target)) : gatedBefore(nodes, previousSibling));
      if (!gated) continue;
      for (const node of nodes) origins.set(node, gated);
      if (!gone || alone || nodes.some((node) => node instanceof HTMLScriptElement))
        add(ran, { at: now(), gated, nodes, alone: !!alone });
    }
    recording.onChange?.();
  }).observe(document, { childList: true, subtree: true });
  find(document.documentElement);

  // https://www.w3.org/TR/resource-timing/
  new PerformanceObserver((list) => {
    const beforeDefault = !dataLayer().some((entry) => consentEntry(entry)?.[0] === 'default');
    for (const entry of list.getEntries() as PerformanceResourceTiming[]) add(requests, { entry, beforeDefault });
  }).observe({ type: 'resource', buffered: true });

  // An element tells of itself, the window of what throws: a script of another origin only while it runs.
  const hear = ({ target = null, filename }: Partial<ErrorEvent>): void =>
    add(
      failed,
      filename === undefined
        ? { node: target, address: '', how: 'failed' }
        : { node: document.currentScript, address: filename, how: 'threw' },
    );
  addEventListener('error', hear, true);
  // https://www.w3.org/TR/CSP3/#violation-events
  document.addEventListener('securitypolicyviolation', ({ target, blockedURI }) =>
    add(failed, { node: target, address: blockedURI, how: 'blocked' }),
  );

  return {
    recording,
    follow(kernel, tools) {
      Object.assign(recording, { kernel, tools });
      const { become } = kernel;
      const look = (at: number): void => {
        const { rows } = config.debug?.rules ?? config.strict ?? { rows: [] };
        const open = rows.filter(({ purpose, id }) => !purpose || kernel.isOpen(purpose, id));
        add(opened, { at, rows: open.map(({ id }) => id) });
      };
      // What strict mode has held goes before the bus tells of it.
      kernel.become = (...change) => {
        const at = now();
        become(...change);
        look(at);
      };
      look(startedAt);
    },
  };
}

/** Whether this is a gated script, built anew. */
function isRun([script, ...more]: readonly Node[], gated: Gated): boolean {
  return (
    !('content' in gated) &&
    script instanceof Element &&
    !more.length &&
    !script.matches(GATED) &&
    script.localName === 'script' &&
    script.getAttribute('src') === gated.getAttribute('src') &&
    script.textContent === gated.textContent
  );
}

/** Whether these are what a template holds, with a mark in the place of each script. */
function isCopy(nodes: readonly Node[], gated: Gated): boolean {
  if (!('content' in gated)) return false;
  const { childNodes } = gated.content;
  return (
    nodes.length === childNodes.length &&
    nodes.every(({ nodeName, nodeValue }, at) =>
      nodeName === childNodes[at]?.nodeName
        ? nodeName !== '#comment' || nodeValue === childNodes[at].nodeValue
        : nodeName === '#comment' && !nodeValue,
    )
  );
}
