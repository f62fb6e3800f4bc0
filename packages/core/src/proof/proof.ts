import { type Choice, decodeDecisions } from '@noren/model';
import type { Control, Surface } from '@noren/model/schema';
import { emit } from '../kernel/events-on-window.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { History } from '../noren.ts';
import type { Store } from '../page/store.ts';
import type { WordingSource } from '../page/wording.ts';
import type { KernelState } from '../state.ts';
import { apiOf } from './api-client.ts';
import { buildRecord, recoverRecord } from './build-record.ts';
import { readHistory, rememberRecord } from './history.ts';
import { createOutbox } from './outbox.ts';
import { createRevoke, type Withdrawn } from './revoke.ts';
import { createSweep } from './sweep.ts';

export interface ProofOptions {
  readonly kernel: Kernel;
  readonly store: Store;
  readonly wording: WordingSource;
}

/** A choice as it was made, with the state right after it. */
export interface RecordInput {
  readonly choice: Choice;
  readonly control: Control;
  readonly surface: Surface;
  readonly shown: KernelState;
}

/** What follows a choice: its proof, here until the consent API has it and there for good, and what it erases. */
export interface Proof {
  /** Settles once the record is kept in this browser; sending goes on. */
  record(input: RecordInput): Promise<void>;
  /** Sends what waits; remakes the record of a choice whose page was closed too early, which the cookie named. */
  flush(unsent: string): Promise<void>;
  /** Erases what the closed services left, tells what was done, and reloads where the config says so. */
  revoke(change: Withdrawn): Promise<void>;
  /** Erases what refused services have left on this host, and remembers that it did. */
  sweep(): Promise<unknown>;
  history(): Promise<History>;
  receipt(recordId: string): Promise<string>;
}

export function createProof({ kernel, store, wording }: ProofOptions): Proof {
  const { config } = kernel;
  const api = apiOf(config, store.domain);
  const outbox = createOutbox(api, {
    onConfirmed(id, pending, cookie) {
      confirm(kernel, store, id, cookie);
      emit('synced', { pending });
    },
    onFailed: (code, pending) => emit('sync-failed', { code, pending }),
  });
  const keep = async (body: ReturnType<typeof buildRecord>): Promise<void> => {
    await Promise.all([outbox.add(body), rememberRecord(body)]);
  };
  const sweep = createSweep(kernel, wording);
  let keeping = Promise.resolve();
  return {
    async record({ choice, control, surface, shown }) {
      keeping = keep(buildRecord(config, shown, choice, control, surface));
      await keeping;
      void outbox.flush();
    },
    async flush(unsent) {
      const found = await outbox.has(unsent);
      // A newer choice is recorded by the page that has just made it.
      if (!found && kernel.state.decisions.unsent === unsent) await keep(recoverRecord(config, kernel.state, unsent));
      await outbox.flush();
    },
    revoke: createRevoke(kernel, sweep, () => keeping),
    sweep,
    history: () => readHistory(api),
    receipt: (id) => api.receipt(id),
  };
}

/** Takes over what the API has confirmed. A newer choice that is still on its way stands until its own confirmation. */
function confirm(kernel: Kernel, store: Store, id: string, cookie: string | undefined): void {
  const held = kernel.state.decisions;
  const newest = store.newest();
  if (held.unsent !== id) {
    // The API's Set-Cookie, which names no unsent record, may have put the older state over the newer choice.
    if (held.unsent && !newest.unsent) store.keep(held, 'sync');
    return;
  }
  // Another tab has kept a newer choice, of which this page has not heard yet.
  if (newest.unsent && newest.unsent !== id) return;
  const confirmed = cookie === undefined ? undefined : decodeDecisions(cookie);
  const known = confirmed && !confirmed.doubt ? { ...confirmed, gpc: held.gpc } : held;
  store.keep({ ...known, seen: held.seen, unsent: undefined }, 'sync');
}
