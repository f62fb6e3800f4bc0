import { type Decisions, editionInForce, effectiveGrants, isOpen, mustAsk } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';
import type { Cause } from '../events.ts';
import type { KernelState } from '../state.ts';
import { fail } from './events-on-window.ts';
import { createGate, type Gate } from './gate/gate.ts';
import { readCookie, type StoredDecisions } from './read-cookie.ts';
import { watchTabs } from './tabs.ts';

/** Where and for whom the kernel runs. */
export interface KernelOptions {
  readonly config: RuntimeConfig;
  /** Language of the surfaces: one of the config's. */
  readonly language: string;
  /** The loader's own nonce, empty where the page has none. */
  readonly nonce: string;
  /** Called with the first change that nobody watches yet. */
  readonly onUnwatched: () => void;
}

/** Called after every change of state, with the state before it. */
export type StateListener = (before: KernelState, cause: Cause) => void;

/**
 * All that a returning visitor needs: what was decided, what may run by it, and the gate. It reads; writing is the
 * store's, which arrives with the page API when something is to be decided or listened to.
 */
export interface Kernel {
  readonly config: RuntimeConfig;
  readonly state: KernelState;
  readonly gate: Gate;
  /** Whether something may run, now or in another state. */
  isOpen(purpose: string, service?: string, state?: KernelState): boolean;
  /** Takes decisions over as they are, and lets the gate follow. */
  become(decisions: Decisions, cause: Cause, blocked: boolean): void;
  /** Reads the cookie again: another tab, another page or the clock may have changed what holds. */
  refresh(cause: Cause): void;
  /** What the browser keeps right now. */
  read(): StoredDecisions;
  /** What the store makes of a cookie that another tab may have written at the same moment as itself. */
  settle?: (read: Decisions) => Decisions;
  /** Tells the other tabs to read the cookie again. */
  announce(): void;
  /** Every change from now on, and those that nobody has watched yet. */
  watch(listener: StateListener): void;
}

/** Reads the cookie and opens the gate, at once. Nothing but the cookie is read before that. */
export function createKernel({ config, language, nonce, onUnwatched }: KernelOptions): Kernel {
  const missed: Parameters<StateListener>[] = [];
  let listener: StateListener | undefined;
  let stored = look();
  // Found out by writing; asking the browser here would cost every visitor a call to another process.
  let blocked = false;
  let state = derive(stored.decisions);

  function look(before?: StoredDecisions): StoredDecisions {
    const read = readCookie();
    if (read.doubt && !before?.doubt) fail({ code: `cookie-${read.doubt}` });
    return read;
  }

  function derive(decisions: Decisions): KernelState {
    const now = Math.floor(Date.now() / 1000);
    // https://www.w3.org/TR/gpc/#javascript-property-to-detect-preference
    const gpc = (navigator as { globalPrivacyControl?: unknown }).globalPrivacyControl === true;
    return Object.freeze({
      decisions,
      grants: effectiveGrants(config, decisions, { gpc }, now),
      asks: mustAsk(config, decisions, now),
      gpc,
      blocked,
      edition: editionInForce(config, now),
      language,
    });
  }

  const open: Kernel['isOpen'] = (purpose, service, { decisions, grants } = state) =>
    isOpen(config, decisions, grants, purpose, service);

  const gate = createGate({
    nonce,
    isOpen: open,
    isKnown: (purpose) => config.purposes.some(({ id }) => id === purpose),
    onRefused: (code, { outerHTML }) => fail({ code, received: outerHTML.slice(0, 200) }),
  });

  const kernel: Kernel = {
    config,
    gate,
    get state() {
      return state;
    },
    isOpen: open,
    become(decisions, cause, nowBlocked) {
      const before = state;
      blocked = nowBlocked;
      state = derive(decisions);
      gate.update();
      if (listener) listener(before, cause);
      else {
        missed.push([before, cause]);
        onUnwatched();
      }
    },
    refresh(cause) {
      stored = look(stored);
      const decisions = (stored.found && kernel.settle?.(stored.decisions)) || stored.decisions;
      // What cannot be kept has not vanished. A cookie that has was deleted by the visitor or the browser.
      // Most looks find nothing new, and then nobody is told.
      if (!blocked && JSON.stringify(derive(decisions)) !== JSON.stringify(state))
        kernel.become(decisions, cause, false);
    },
    read: readCookie,
    announce: watchTabs((cause) => kernel.refresh(cause)),
    watch(watcher) {
      listener = watcher;
      for (const change of missed.splice(0)) watcher(...change);
    },
  };
  gate.update();
  return kernel;
}
