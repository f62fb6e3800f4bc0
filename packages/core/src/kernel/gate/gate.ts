import { GATED, type Gated, isComplete, permissionOf } from './gated.ts';
import { releaseTemplate } from './release-template.ts';
import { runScript, timingOf } from './run-script.ts';

/** What the gate asks before it opens. */
export interface GateOptions {
  readonly isOpen: (purpose: string, service: string | undefined) => boolean;
  readonly isKnown: (purpose: string, service: string | undefined) => boolean;
  /** Markup that is never released: an unknown purpose or service, or a script without the page's nonce. */
  readonly onRefused: (code: 'unknown-permission' | 'missing-nonce', gated: Element) => void;
  /** The loader's own nonce. Where it has one, only scripts with the same nonce are run. */
  readonly nonce: string;
}

export interface Gate {
  /** Looks at everything that waits: releases what may run, takes back what may not. */
  update(): void;
  /** Whether a script under this purpose (or this service of it) has run in this page: only a reload stops it. */
  hasRun(purpose: string, service?: string): boolean;
}

/** A script on its way, and the markup whose permission it runs under. */
type Released = { readonly script: HTMLScriptElement; readonly gated: Gated };

/** Holds gated markup until it may run; each script runs once. */
export function createGate({ isOpen, isKnown, onRefused, nonce }: GateOptions): Gate {
  const waiting = new Set<Gated>();
  const inserted = new Map<Gated, ChildNode[]>();
  const reported = new WeakSet<Element>();
  const scriptsDone = new WeakSet<Gated>();
  const ran = new Set<string>();
  const queue: Released[] = [];
  const deferred: Released[] = [];
  let busy = false;

  const mayRun = (gated: Gated): boolean => {
    const { purpose, service } = permissionOf(gated);
    if (isKnown(purpose, service)) return isOpen(purpose, service);
    refuse('unknown-permission', gated);
    return false;
  };

  function refuse(code: 'unknown-permission' | 'missing-nonce', element: Element): void {
    if (!reported.has(element)) onRefused(code, element);
    reported.add(element);
  }

  function add(root: Element): number {
    const found = [...(root.matches(GATED) ? [root as Gated] : []), ...root.querySelectorAll<Gated>(GATED)];
    for (const gated of found) waiting.add(gated);
    return found.length;
  }

  function update(): void {
    for (const gated of waiting) {
      if (!gated.isConnected) waiting.delete(gated);
      else if (mayRun(gated) && isComplete(gated)) release(gated);
    }
    for (const [gated, nodes] of inserted) {
      if (mayRun(gated)) continue;
      // Frames and pixels stop by leaving the page. The template waits again; its scripts are not run twice.
      for (const node of nodes) node.remove();
      inserted.delete(gated);
      waiting.add(gated);
    }
    void drain();
  }

  function release(gated: Gated): void {
    waiting.delete(gated);
    if (gated instanceof HTMLScriptElement) {
      enqueue({ script: gated, gated });
      return;
    }
    const { fragment, scripts } = releaseTemplate(gated);
    inserted.set(gated, [...fragment.childNodes]);
    gated.after(fragment);
    if (!scriptsDone.has(gated)) for (const script of scripts) enqueue({ script, gated });
    scriptsDone.add(gated);
  }

  function enqueue(released: Released): void {
    const { script } = released;
    if (nonce && script.nonce !== nonce) refuse('missing-nonce', script);
    else (timingOf(script) === 'deferred' ? deferred : queue).push(released);
  }

  function run({ script, gated }: Released): Promise<void> | undefined {
    if (!mayRun(gated)) {
      // Withdrawn while it waited for the one before it.
      if (script === gated) waiting.add(gated);
      else scriptsDone.delete(gated);
      return undefined;
    }
    const { purpose, service } = permissionOf(gated);
    ran.add(purpose).add(`${purpose}/${service}`);
    return runScript(script);
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
    let found = document.readyState === 'loading' ? waiting.size : 0;
    for (const { addedNodes } of mutations)
      for (const node of addedNodes) if (node instanceof Element) found += add(node);
    if (found) update();
  }).observe(document, { childList: true, subtree: true });
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', update);
  add(document.documentElement);

  return { update, hasRun: (purpose, service) => ran.has(service ? `${purpose}/${service}` : purpose) };
}
