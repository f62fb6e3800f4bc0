import { GATED, type Gated, isComplete, permissionOf } from './gated.ts';
import { runScript, timingOf } from './run-script.ts';
import { released } from './trusted-types.ts';

export interface Gate {
  /** Looks at everything that waits: releases what may run, takes back what may not. */
  update(): void;
  /** Whether a script under this purpose (or this service of it) has run in this page: only a reload stops it. */
  hasRun(purpose: string, service?: string): boolean;
}

const FOLLOWING = 4;

/** A script on its way, where it will stand, the markup whose permission it runs under, and what it was made from. */
type Released = readonly [script: HTMLScriptElement, place: ChildNode, gated: Gated, origin: Element];

type Refusal = 'unknown-purpose' | 'missing-nonce' | 'blocked-by-policy';

/**
 * Holds gated markup until it may run; each script runs once.
 * @param onRefused told of markup that is never released: of an unknown purpose, or a script without the page's nonce
 * @param nonce the loader's own; where it has one, only scripts with the same nonce are run
 */
export function createGate(
  isOpen: (purpose: string, service: string | undefined) => boolean,
  isKnown: (purpose: string) => boolean,
  onRefused: (code: Refusal, element: Element) => void,
  nonce: string,
): Gate {
  const waiting = new Set<Gated>();
  const inserted = new Map<Gated, ChildNode[]>();
  // Elements that were reported, and scripts that have run.
  const done = new WeakSet<Element>();
  const ran = new Set<string>();
  const queue: Released[] = [];
  const deferred: Released[] = [];
  let busy = false;

  function refuse(code: Refusal, element: Element): void {
    if (!done.has(element)) onRefused(code, element);
    done.add(element);
  }

  function mayRun(gated: Gated): boolean {
    const { purpose, service } = permissionOf(gated);
    if (!isKnown(purpose)) refuse('unknown-purpose', gated);
    return isOpen(purpose, service);
  }

  function add(root: Element): number {
    const found = [...root.querySelectorAll<Gated>(GATED)];
    if (root.matches(GATED)) found.unshift(root as Gated);
    for (const gated of found) waiting.add(gated);
    return found.length;
  }

  function update(): void {
    for (const gated of waiting) {
      if (!gated.isConnected) waiting.delete(gated);
      else if (mayRun(gated) && isComplete(gated)) {
        waiting.delete(gated);
        if (gated instanceof HTMLScriptElement) enqueue([gated, gated, gated, gated]);
        else release(gated);
      }
    }
    for (const [gated, nodes] of inserted) {
      if (mayRun(gated)) continue;
      // Frames and pixels stop by leaving the page. The template waits again; its scripts are not run twice.
      for (const node of nodes) node.remove();
      inserted.delete(gated);
      waiting.add(gated);
    }
    // What was taken back and released again stands behind what followed it in the page.
    queue.sort(([, a], [, b]) => 1 - (a.compareDocumentPosition(b) & FOLLOWING));
    void drain();
  }

  function release(template: HTMLTemplateElement): void {
    // Firefox fetches ahead what it parses in a template. What stands in a comment within is fetched by nobody.
    const comment = [...template.content.childNodes].find(({ nodeType }) => nodeType === 8) as Comment | undefined;
    if (comment && !template.content.firstElementChild) template.innerHTML = released('createHTML', comment.data);
    const fragment = document.importNode(template.content, true);
    // A script in the fragment would run on insertion, out of order, so it waits outside and its place is kept. Gated
    // markup within stays: it waits for its own permission.
    const origins = template.content.querySelectorAll('script');
    for (const [at, script] of fragment.querySelectorAll('script').entries()) {
      if (script.matches(GATED)) continue;
      const place = new Comment();
      script.replaceWith(place);
      enqueue([script, place, template, origins[at] ?? template]);
    }
    inserted.set(template, [...fragment.childNodes]);
    template.after(fragment);
  }

  function enqueue(released: Released): void {
    const [script, , , origin] = released;
    if (nonce && script.nonce !== nonce) refuse('missing-nonce', origin);
    else (timingOf(script) === 'deferred' ? deferred : queue).push(released);
  }

  function run([script, place, gated, origin]: Released): Promise<unknown> | undefined {
    // Its place has left the page, or it ran before its permission was withdrawn and given again.
    if (!place.isConnected || done.has(origin)) return undefined;
    const { purpose, service } = permissionOf(gated);
    if (mayRun(gated)) {
      done.add(origin);
      ran.add(purpose).add(`${purpose}/${service}`);
      try {
        return runScript(script, place);
      } catch {
        // What the page's policy forbids, such as a handler attribute under Trusted Types, stops nothing else.
        return onRefused('blocked-by-policy', origin) as undefined;
      }
    }
    // Withdrawn while it waited for the one before it. A template waits by itself.
    if (script === gated) waiting.add(gated);
    return undefined;
  }

  // One at a time and in document order; what need not wait runs at once, within the click.
  async function drain(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let next = queue.shift(); next; next = queue.shift()) {
      const settled = run(next);
      if (settled) await settled;
    }
    busy = false;
    if (document.readyState !== 'loading') for (const next of deferred.splice(0)) run(next);
  }

  new MutationObserver((mutations) => {
    // While the page is parsed, what was seen before may have become complete.
    let found = document.readyState === 'loading' ? waiting.size : 0;
    for (const { addedNodes } of mutations) {
      for (const node of addedNodes) if (node instanceof Element) found += add(node);
    }
    if (found) update();
  }).observe(document, { childList: true, subtree: true });
  document.addEventListener('DOMContentLoaded', update);
  add(document.documentElement);

  return { update, hasRun: (purpose, service) => ran.has(service ? `${purpose}/${service}` : purpose) };
}
