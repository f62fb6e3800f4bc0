import { decodeDecisions, takeOver } from '@noren/model';
import type { Eraser } from '../erase/erase.ts';
import { emit } from '../kernel/events-on-window.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Links } from '../links/links.ts';
import type { History } from '../noren.ts';
import type { Store } from '../page/store.ts';
import type { WordingSource } from '../page/wording.ts';
import { apiOf } from './api-client.ts';
import { buildRecord, type RecordInput, type UnsentRecord } from './build-record.ts';
import { rememberRecord } from './history.ts';
import { createOutbox } from './outbox.ts';

export interface ProofOptions {
  readonly kernel: Kernel;
  readonly store: Store;
  readonly wording: WordingSource;
}

/**
 * What follows a choice: its proof, here until the consent API has it and there for good, and what it erases. Where there
 * is no API the proof is this browser's own history.
 */
export interface Proof {
  /** Settles once the record is kept in this browser; sending goes on. */
  record(input: RecordInput): Promise<void>;
  /** Sends what waits; remakes the record of a choice whose page was closed too early, which the cookie named. */
  flush(unsent: string): Promise<void>;
  /** What erases the traces of refused services. */
  eraser(): Promise<Eraser>;
  history(): Promise<History>;
  receipt(recordId: string): Promise<string>;
  /** Personalised links and signed-in members. */
  links(): Promise<Links>;
}

export function createProof({ kernel, store, wording }: ProofOptions): Proof {
  const { config } = kernel;
  const api = apiOf(config, store.domain);
  const outbox = createOutbox(api, {
    onConfirmed(record, pending, cookie, refused) {
      confirm(kernel, store, record, cookie, refused);
      emit('synced', { pending });
    },
    onFailed: (code, pending) => emit('sync-failed', { code, pending }),
  });
  const hasApi = config.api !== undefined;
  const keep = async (body: UnsentRecord): Promise<void> => {
    await Promise.all([hasApi && outbox.add(body), rememberRecord(body, !hasApi)]);
  };
  let keeping = Promise.resolve();
  let erasing: Promise<Eraser> | undefined;
  // Read by few visitors: a file of its own.
  const history = async () => {
    // A page that was left before it heard the API's answer leaves a record here, and the secret on the API's own host,
    // although the cookie, which that answer has set, names none any more. Sent once more, both go.
    if (hasApi) void outbox.flush();
    return (await import('./read-history.ts')).readHistory(api, kernel);
  };
  return {
    async record(input) {
      keeping = keep(buildRecord(config, input));
      await keeping;
      if (hasApi) void outbox.flush();
    },
    async flush(unsent) {
      // A record of when there was an API waits for the day on which there is one again.
      if (!hasApi) return;
      const found = await outbox.has(unsent);
      // A newer choice is recorded by the page that has just made it.
      if (!found && kernel.state.decisions.unsent === unsent) {
        const { recoverRecord } = await import('./recover-record.ts');
        await keep(recoverRecord(config, kernel.state, unsent));
      }
      await outbox.flush();
    },
    // Where nothing was refused, nobody needs it.
    eraser() {
      erasing ??= import('../erase/erase.ts').then(({ createEraser }) =>
        createEraser({ kernel, store, wording, kept: () => keeping }),
      );
      erasing.catch(() => {
        erasing = undefined;
      });
      return erasing;
    },
    history,
    receipt: async (id) => (await import('./read-history.ts')).readReceipt(api, kernel, id),
    links: async () => (await import('../links/links.ts')).linksOf({ kernel, store, api, history }),
  };
}

/**
 * Takes over what the API has confirmed. A newer choice that is still on its way stands until its own confirmation.
 * @param refused a record that still waits: the cookie names it, so that the next page sends it again
 */
function confirm(
  kernel: Kernel,
  store: Store,
  { id, chosen }: UnsentRecord,
  cookie: string | undefined,
  refused: string | undefined,
): void {
  const held = kernel.state.decisions;
  const newest = store.newest();
  if (!store.confirmed(id) && held.unsent !== id) {
    // The API's Set-Cookie, which names no unsent record, may have put the older state over the newer choice.
    if (held.unsent && !newest.unsent) store.keep(held, 'sync');
    return;
  }
  // Another tab has kept a newer choice, of which this page has not heard yet.
  if (newest.unsent && newest.unsent !== id) return;
  const confirmed = cookie === undefined ? undefined : decodeDecisions(cookie);
  const known =
    confirmed && !confirmed.doubt ? takeOver(kernel.config, held, confirmed, Object.keys(chosen.purposes)) : held;
  store.keep({ ...known, unsent: refused }, 'sync');
}
