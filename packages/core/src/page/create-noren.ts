import { type Choice, type Condition, choosable, holds, NorenError, withReasons } from '@noren/model';
import type { Control } from '@noren/model/schema';
import type { Cause, NorenEventMap, NorenEventType } from '../events.ts';
import { listenTo } from '../kernel/events-on-window.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Links } from '../links/links.ts';
import type { DecideOptions, Noren } from '../noren.ts';
import type { Proof } from '../proof/proof.ts';
import type { KernelState, NorenState, SurfaceName } from '../state.ts';
import { createHeldTrack, trackOf } from './held-track.ts';
import { createStore } from './store.ts';
import { createWording } from './wording.ts';

/** What the embedding gives to the page API. */
export interface NorenOptions {
  readonly kernel: Kernel;
  /** Address of a file beside noren.js. */
  readonly beside: (file: string) => string;
  /** Fetches what keeps the proof (outbox, erasure, history, receipts); called when it is first needed. */
  readonly loadProof: () => Promise<typeof import('../proof/index.ts')>;
  readonly show: (name: SurfaceName) => Promise<void>;
  readonly hide: (name?: SurfaceName) => void;
}

const without = (all: readonly string[], some: readonly string[]): string[] => all.filter((id) => !some.includes(id));

/** Builds the page API over the kernel, and the store, which alone writes. */
export function createNoren({ kernel, beside, loadProof, show, hide }: NorenOptions): Noren {
  const { config, emit, fail } = kernel;
  const store = createStore(kernel);
  const wording = createWording(kernel, beside);
  const openServices = (state?: KernelState): string[] =>
    config.services.filter(({ id, purpose }) => kernel.isOpen(purpose, id, state)).map(({ id }) => id);
  const track = createHeldTrack(kernel);

  let loading: Promise<Proof> | undefined;
  const proof = (): Promise<Proof> => {
    loading ??= loadProof().then(({ createProof }) => createProof({ kernel, store, wording }));
    // A file that did not arrive is asked for again by whoever needs it next.
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };
  const withProof = (use: (keeper: Proof) => unknown): void => {
    proof()
      .then(use)
      .catch(({ code = 'proof-not-loaded' }) => fail({ code }));
  };

  const links = <Result>(use: (links: Links) => Promise<Result>): Promise<Result> =>
    proof()
      .then((keeper) => keeper.links())
      .then(use)
      .catch(({ code = 'proof-not-loaded', path, fix }) => {
        throw new NorenError({ code, path, fix });
      });

  // What stands here from before a no, e.g. one that was said on another host, goes without a report; what has come back
  // since goes with one.
  const sweep = (): void => {
    if (kernel.left()) withProof(({ eraser }) => eraser().then(({ sweep }) => sweep()));
  };

  kernel.watch((before, cause) => {
    const was = config.purposes.map(({ id }) => id).filter((id) => kernel.isOpen(id, undefined, before));
    const change = kernel.detail(cause, before);
    const is = change.open;
    const services = without(openServices(before), openServices());
    const purposes = without(was, is);
    const opened = without(is, was);
    if (opened.length) emit('grant', { ...change, purposes: opened });
    // Whoever hands it on has heard of the yes; and of what a no has ended nobody hears.
    track();
    if (purposes.length + services.length) {
      withProof(({ eraser }) => eraser().then(({ revoke }) => revoke({ ...change, purposes, services })));
    } else sweep();
    emit('change', change);
  });

  function decide(choice: Choice, cause: Cause & Control, options?: DecideOptions): NorenState {
    const { via = cause, surface = 'page' } = { ...options };
    // A listener may have decided again meanwhile: this record is of this choice.
    const decisions = store.decide(choice, cause);
    const shown = { ...kernel.state, decisions };
    emit('decision', { purposes: choice.purposes, cause });
    withProof(({ record }) => record({ choice, control: via, surface, shown }));
    return noren.state;
  }
  const all = (granted: boolean): Choice => ({
    purposes: Object.fromEntries(choosable(config).map((id) => [id, granted])),
  });

  // Made once for each state, so that an unchanged state is the same object.
  let last: NorenState | undefined;
  let of: KernelState | undefined;
  const stateOf = (state: KernelState): NorenState => {
    if (of !== state || last?.link !== kernel.link) {
      of = state;
      const blocked = state.blocked || !navigator.cookieEnabled;
      last = Object.freeze({
        ...state,
        blocked,
        questions: withReasons(config, state.decisions, state.asks),
        link: kernel.link,
      });
    }
    return last as NorenState;
  };

  const noren: Noren = {
    config,
    get state() {
      return stateOf(kernel.state);
    },
    get ready() {
      return Promise.resolve(noren);
    },
    push(...callbacks) {
      for (const callback of callbacks) {
        try {
          callback(noren);
        } catch (error) {
          // What one throws stops no other.
          reportError(error);
        }
      }
      return 0;
    },
    has: (condition: Condition) => holds(condition, kernel.isOpen),
    decide: (choice, options) => decide(choice, options?.via === 'save' ? 'save' : 'page', options),
    acceptAll: (options) => decide(all(true), 'accept-all', options),
    rejectAll: (options) => decide(all(false), 'reject-all', options),
    withdraw: (purpose, options) =>
      decide(purpose ? { purposes: { [purpose]: false } } : all(false), 'withdraw', options),
    acknowledge() {
      const { doubt, ...newest } = store.newest();
      // What could not be read may have been a refusal: it stays closed, and is asked on the next page.
      if (!doubt || !choosable(config).length) store.keep({ ...newest, seen: kernel.state.edition.sequence }, 'page');
      // A decision that has expired is asked about again as well.
      if (kernel.state.asks.length) hide();
      return noren.state;
    },
    show,
    hide,
    on(type, listener, { replay } = {}) {
      const detail = replay && current(type);
      if (detail) {
        Object.freeze(detail);
        listener(detail);
      }
      return listenTo(type, listener);
    },
    track(name, detail) {
      try {
        track(trackOf(name, detail));
      } catch {
        fail({ code: 'not-an-event' });
      }
    },
    wording,
    history: () => proof().then((keeper) => keeper.history()),
    receipt: (id) => proof().then((keeper) => keeper.receipt(id)),
    confirmLink: (yes) => withProof(({ links }) => links().then(({ confirm }) => confirm(yes))),
    identify: (token) => links(({ identify }) => identify(token)),
    forget: () => links(({ forget }) => forget()),
  };

  // What a late subscriber gets: the state as it is, told as if it had just begun.
  function current<Type extends NorenEventType>(type: Type): NorenEventMap[Type] | undefined {
    const change = kernel.detail('start');
    const start = { ...change, purposes: change.open };
    const now: { -readonly [Key in NorenEventType]?: NorenEventMap[Key] | undefined } = {
      open: start,
      ready: start,
      change: start,
      grant: start,
      link: kernel.link,
    };
    return now[type];
  }

  // Before there is a yes.
  if (document.querySelector('[data-noren]')) void kernel.gate.prepare();
  // What a click needs is compiled and run once before there is a click.
  if (kernel.state.asks.length) store.decide(all(true));
  sweep();
  addEventListener('load', sweep);
  const { unsent } = kernel.state.decisions;
  if (unsent) withProof(({ flush }) => flush(unsent));
  const look = (name: RegExp, held?: unknown): void => {
    if (held || name.test(location.hash)) withProof(({ links }) => links().then(({ arrive }) => arrive()));
  };
  // Without the head snippet, what opens mail preferences is taken out of the address now.
  look(/noren.+mail/, kernel.held);
  // A mail's link to the page that is open already changes its fragment alone. Looked at closely where it is taken out.
  addEventListener('hashchange', () => look(/noren.+(mail|link)/));
  return noren;
}
