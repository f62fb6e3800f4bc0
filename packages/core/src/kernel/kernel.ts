import { configInForce, type Decisions, effectiveGrants, isOpen, mustAsk } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';
import type { Cause, ChangeDetail } from '../events.ts';
import type { Held } from '../held.ts';
import type { KernelState, LinkState } from '../state.ts';
import type { BringRare } from './bring-rare.ts';
import { ERASED_KEY } from './erased-key.ts';
import { emit, fail } from './events-on-window.ts';
import { createGate, type Gate } from './gate/gate.ts';
import { readCookie, type StoredDecisions } from './read-cookie.ts';
import { watchTabs } from './tabs.ts';

// Set by the build: true in the files that can bring what few sites have. No other one has a byte of it.
declare const __NOREN_EXTENDED__: boolean | undefined;
const HAS_TOOLS = typeof __NOREN_EXTENDED__ !== 'undefined' && __NOREN_EXTENDED__;

/** Called after every change of state, with the state before it. */
export type StateListener = (before: KernelState, cause: Cause) => unknown;

/** A bridge that a gated tag waits for. */
export interface Awaited {
  readonly name: string;
  /** Its file did not come: it is waited for until its tool would have to be told of no refusal. */
  readonly isLost: boolean;
}

/** Tools on the page that are told what was chosen by files of their own, the bridges. */
export interface Tools {
  /** Those that tags of a purpose wait for. */
  readonly waitsFor: (purpose: string, isOpen: (purpose: string) => boolean) => readonly Awaited[];
  /** Has the gate look again each time that one has come, has failed or is waited for no longer. Called at once. */
  readonly follow: (kernel: Kernel) => void;
}

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
  /** A change to what holds now, as the bus tells it. @param before default: what holds now */
  detail(cause: Cause, before?: KernelState): ChangeDetail;
  /**
   * Takes decisions over as they are, and lets the gate follow. Whether the browser has kept them is asked after the
   * gate: asking takes as long as a tag does.
   */
  become(decisions: Decisions, cause: Cause, isKept?: () => boolean): void;
  /** What the browser keeps right now. */
  read(): StoredDecisions;
  /** What the store makes of a cookie that another tab may have written at the same moment as itself. */
  settle?: (read: Decisions) => Decisions;
  /**
   * Whether something refused may have left traces here: the refusal is another one than that of the last erasure on this
   * host, as when it was said on a neighbouring one, which shares the cookie and not the storage; or a name that was erased
   * has come back. What cannot be told is not asked again.
   */
  left(): boolean;
  /** Tells the page; see the bus. Here for the second file, which then need not have them once more. */
  readonly emit: typeof emit;
  readonly fail: typeof fail;
  /** Tells the other tabs to read the cookie again. */
  announce(): void;
  /** What the head snippet has taken out of the address, where it has taken something. */
  readonly held: Held | undefined;
  /** The notice's words, where they are in a file of their own; nothing where that cannot be had. Read once. */
  words?: Promise<Response | undefined>;
  /** What has become of it, once the file that sees to it has come. */
  link?: LinkState | undefined;
  /** Every change from now on, and those that nobody has watched yet. */
  watch(listener: StateListener): void;
}

/**
 * Opens the gate by what the cookie says, at once. Nothing but the cookie is read before that. A page keeps the edition that
 * is in force when it begins: what it shows, asks and records is of that one, whenever the visitor answers.
 * @param published the config as it was published; an edition that it announces may have taken effect since
 * @param language of the surfaces: one of the config's
 * @param stored what the cookie says
 * @param nonce the loader's own, empty where the page has none
 * @param held what the head snippet has taken out of the address; told what may run before anything runs
 * @param bringRare fetches what is rarely needed; where it does not come, that is done without
 * @param tools that are to be told what was chosen before a tag runs
 * @param onUnwatched called with a change that nobody watches yet; gives something when somebody does
 */
export function createKernel(
  published: RuntimeConfig,
  language: string,
  { decisions }: StoredDecisions,
  nonce: string,
  held: Held | undefined,
  onUnwatched: () => Promise<unknown>,
  bringRare: BringRare,
  tools?: Tools,
): Kernel {
  const config = configInForce(published, Date.now() / 1000);
  const edition = { label: config.editions[config.edition - 1] as string, sequence: config.edition };
  let listener: StateListener = (...change) => onUnwatched().then((watched) => watched && listener(...change));
  // Found out by writing; asking the browser here would cost every visitor a call to another process.
  let blocked = false;
  // From the start on, which is below.
  let state!: KernelState;

  function derive(decisions: Decisions): KernelState {
    const now = Date.now() / 1000;
    // https://www.w3.org/TR/gpc/#javascript-property-to-detect-preference
    const gpc = (navigator as { globalPrivacyControl?: unknown }).globalPrivacyControl === true;
    return Object.freeze({
      decisions,
      grants: effectiveGrants(config, decisions, { gpc }, now),
      asks: mustAsk(config, decisions, now),
      gpc,
      blocked,
      edition,
      language,
    });
  }

  const isOpenIn: Kernel['isOpen'] = (purpose, service, { decisions, grants } = state) =>
    isOpen(config, decisions, grants, purpose, service);

  const gate = createGate(
    HAS_TOOLS && tools
      ? (purpose, service) => !tools.waitsFor(purpose, isOpenIn)[0] && isOpenIn(purpose, service)
      : isOpenIn,
    config.purposes,
    (code, { outerHTML }) => fail({ code, received: outerHTML }),
    nonce,
    bringRare,
  );

  const detail: Kernel['detail'] = (cause, before = state) => ({
    after: state.grants,
    open: config.purposes.map(({ id }) => id).filter((id) => isOpenIn(id)),
    cause,
    before: before.grants,
  });

  // Another tab, another page or the clock may have changed what holds.
  const refresh = (cause: Cause): void => {
    const { found, decisions: read } = readCookie();
    const decisions = (found && kernel.settle?.(read)) || read;
    // What cannot be kept has not vanished. A cookie that has was deleted by the visitor or the browser.
    // Most looks find nothing new, and then nobody is told.
    if (!blocked && JSON.stringify(derive(decisions)) !== JSON.stringify(state)) kernel.become(decisions, cause);
  };

  const kernel: Kernel = {
    config,
    gate,
    get state() {
      return state;
    },
    isOpen: isOpenIn,
    detail,
    held,
    become(decisions, cause, isKept) {
      const before = state as KernelState | undefined;
      if (decisions.doubt)
        bringRare()
          .then(({ tellDoubt }) => tellDoubt())
          .catch(() => undefined);
      state = derive(decisions);
      held?.(isOpenIn);
      // Whoever tells a tool what was chosen does it before a tag of that tool runs.
      emit('open', detail(cause, before));
      gate.update();
      // At the start nothing was to be kept, and nobody watches.
      if (before) {
        blocked = isKept?.() === false;
        state = derive(state.decisions);
        listener(before, cause);
      }
    },
    read: readCookie,
    left() {
      try {
        const decided = JSON.stringify(state.decisions);
        // A refusal stands first in what it is said of. Where nothing was ever erased, the expression fits everything.
        return (
          /{[^,]+:f/.test(decided) &&
          RegExp(localStorage[ERASED_KEY]).test([document.cookie, decided, Object.keys(localStorage)] as never)
        );
      } catch {
        return false;
      }
    },
    emit,
    fail,
    announce: watchTabs(refresh),
    watch(watcher) {
      listener = watcher;
    },
  };
  kernel.become(decisions, 'start');
  return kernel;
}
