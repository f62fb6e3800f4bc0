import { type NorenError, traceNames } from '@noren/model';
import type { RevokeDetail } from '../events.ts';
import { emit, fail } from '../kernel/events-on-window.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Store } from '../page/store.ts';
import type { WordingSource } from '../page/wording.ts';
import { doomedTraces, fitsOne } from './doomed-traces.ts';
import { eraseTraces } from './erase-traces.ts';
import { type Doomed, Erasure } from './erasure.ts';
import { forgetSnapshots } from './forget-snapshots.ts';
import { rememberErased, wasErased } from './remember-erased.ts';
import { rowsToErase, type SortedRows } from './rows-to-erase.ts';
import { runningServices } from './running-services.ts';
import { watchReturns } from './watch-returns.ts';

/** What may no longer run. */
export type Withdrawn = Pick<RevokeDetail, 'before' | 'after' | 'cause' | 'open' | 'purposes' | 'services'>;

export interface EraserOptions {
  readonly kernel: Kernel;
  readonly store: Store;
  readonly wording: WordingSource;
  /** Settles once the record of the choice is kept. */
  readonly kept: () => Promise<void>;
}

/** Erases what the register names of refused services, and keeps it erased while the page is open. */
export interface Eraser {
  /**
   * What withdrawing does beyond closing the gate: erases, tells truthfully what could not be erased or stopped, and
   * reloads where the config says so, after the record is kept.
   */
  revoke(change: Withdrawn): Promise<void>;
  /**
   * Erases what refused services have left on this host, and tells what had been erased before and has come back.
   * @throws {NorenError} `no-wording`: the file that names the traces did not arrive
   */
  sweep(): Promise<void>;
}

/** How often what comes back is deleted in one page: after that it is left, and told. */
const MOST = 5;

/** Cookies of what was closed just now that no page sees, but for those that what goes on may keep. */
function unseen({ doomed, spared, closed }: SortedRows): string[] {
  const { goes } = doomedTraces(doomed, spared);
  return doomed
    .filter(({ id }) => closed.includes(id))
    .flatMap(({ cookies }) => cookies.flatMap(({ name, httpOnly }) => (httpOnly && goes('cookies', name) ? name : [])));
}

/** One for each page, made when something is first refused. */
export function createEraser({ kernel, store, wording, kept }: EraserOptions): Eraser {
  // How often each name was deleted in this page; what could not be is not tried again.
  let tries = new Map<string, number>();
  let last: Promise<unknown> = Promise.resolve();
  let isWatched = false;

  // One after the other: what one is about to erase has not come back.
  function inTurn(act: () => Promise<void>): Promise<void> {
    const turn = last.then(act);
    last = turn.catch(() => undefined);
    return turn;
  }

  /** Sorts after each wait: the visitor may have said yes again. */
  const sort = async (purposes?: readonly string[], alone?: readonly string[]): Promise<() => SortedRows> => {
    const words = await wording();
    return () => rowsToErase(kernel, store, words, purposes, alone);
  };

  const find = (sorted: () => SortedRows): Doomed => {
    const { doomed, spared } = sorted();
    return doomedTraces(doomed, spared);
  };

  async function erase(sorted: () => SortedRows): Promise<Erasure> {
    const erasure = await eraseTraces(() => find(sorted));
    tries = new Map();
    giveUp(erasure.kept);
    return erasure;
  }

  function giveUp(names: Iterable<string>): void {
    for (const name of names) tries.set(name, Number.POSITIVE_INFINITY);
  }

  function remember(rows: SortedRows, { inUse }: Erasure, isReturn: boolean): void {
    const { purposes } = kernel.state.decisions;
    const refused = Object.keys(purposes).filter((id) => purposes[id]?.granted === false);
    const services = rows.doomed.map(({ id }) => id);
    const { stillRunning } = runningServices(kernel, { purposes: refused, services }, services);
    // A database that is open again and again is looked at on one more page, and not on all of them.
    rememberErased(store.newest(), rows, stillRunning || (!isReturn && inUse.size > 0));
    if (!isWatched && rows.doomed.length) watchReturns(() => void look());
    isWatched ||= rows.doomed.length > 0;
  }

  function tell({ doomed }: SortedRows, { erased, kept }: Erasure): void {
    const found = [...erased, ...kept];
    if (!found.length) return;
    const services = doomed.filter((row) => found.some((name) => fitsOne(name, traceNames([row]))));
    emit('returned', { services: services.map(({ id }) => id), erased: [...erased], kept: [...kept] });
  }

  let isLooking = false;
  async function look(): Promise<void> {
    // What comes while it waits for its turn is seen then.
    if (isLooking) return;
    isLooking = true;
    await inTurn(async () => {
      const sorted = await sort();
      const rows = sorted();
      isLooking = false;
      const stubborn = new Set<string>();
      const isLeft = (name: string): boolean => {
        const times = tries.get(name) ?? 0;
        if (times === MOST) stubborn.add(name);
        return times >= MOST;
      };
      const erasure = await eraseTraces(() => {
        const { names, goes } = find(sorted);
        return {
          // Where databases cannot be listed there is nothing to see.
          names: (kind) => (kind === 'databases' && !indexedDB?.databases ? [] : names(kind)),
          goes: (kind, name) => goes(kind, name) && !isLeft(name),
        };
      });
      for (const name of stubborn) erasure.kept.add(name);
      for (const name of erasure.erased) tries.set(name, (tries.get(name) ?? 0) + 1);
      giveUp(erasure.kept);
      tell(rows, erasure);
    }).catch(() => undefined);
    isLooking = false;
  }

  return {
    revoke(change) {
      forgetSnapshots();
      return inTurn(async () => {
        let rows: SortedRows | undefined;
        let erasure = new Erasure();
        try {
          const sorted = await sort(change.purposes, change.services);
          rows = sorted();
          erasure = await erase(sorted);
          // What was permitted again meanwhile is nobody's to look for.
          const now = sorted();
          erasure.couldNotLook(unseen(now).filter((name) => !erasure.has(name)));
          const refused = traceNames(now.doomed);
          for (const name of erasure.unchecked) if (!refused.includes(name)) erasure.unchecked.delete(name);
          remember(now, erasure, false);
        } catch (error) {
          // No words have come that tell what to erase.
          const { path, fix } = error as Required<NorenError>;
          fail({ code: 'not-erased', path, fix });
        }
        const services = rows?.closed ?? change.services;
        const { running, stillRunning } = runningServices(kernel, change, services);
        const [erased, left, inUse, unchecked] = [erasure.erased, erasure.kept, erasure.inUse, erasure.unchecked].map(
          (names) => [...names],
        ) as [string[], string[], string[], string[]];
        emit('revoke', { ...change, services, erased, kept: left, inUse, unchecked, running, stillRunning });
        if (stillRunning && kernel.config.reload) void kept().finally(() => location.reload());
      });
    },
    sweep: () =>
      inTurn(async () => {
        const sorted = await sort();
        const rows = sorted();
        const isReturn = wasErased(store.newest());
        const erasure = await erase(sorted);
        remember(sorted(), erasure, isReturn);
        if (isReturn) tell(rows, erasure);
      }),
  };
}
