import { type ConsentApi, TIMEOUT_MS } from './api-client.ts';
import type { UnsentRecord } from './build-record.ts';
import { markRecorded } from './history.ts';
import { keptMap } from './kept-map.ts';

/** What becomes of a record that was sent. `pending` counts what still waits. */
export interface OutboxEvents {
  /** @param refused id of an older record that the API does not take yet; it still waits */
  readonly onConfirmed: (
    record: UnsentRecord,
    pending: number,
    cookie: string | undefined,
    refused: string | undefined,
  ) => void;
  readonly onFailed: (code: string, pending: number) => void;
}

export interface Outbox {
  add(record: UnsentRecord): Promise<void>;
  has(id: string): Promise<boolean>;
  /** Sends everything that waits, oldest first; tries again by itself while the page is open. */
  flush(): Promise<void>;
}

const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 300_000;

const isRecord = (value: unknown): value is UnsentRecord =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as UnsentRecord).id === 'string' &&
  typeof (value as UnsentRecord).chosen?.purposes === 'object';

/**
 * Records on their way to the API. Each keeps its id, which the API takes once, so that trying again is always safe;
 * one tab sends at a time.
 */
export function createOutbox(api: ConsentApi, { onConfirmed, onFailed }: OutboxEvents): Outbox {
  const waiting = keptMap('noren-outbox', isRecord);
  let retryMs = FIRST_RETRY_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let under: Promise<void> | undefined;
  let again = false;
  let sending: AbortController | undefined;

  function retryLater(): void {
    clearTimeout(timer);
    // Jitter, so that the visitors of a site do not all come back in the same second after an outage.
    timer = setTimeout(() => void flush(), retryMs * (0.5 + Math.random()));
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  }

  async function sendAll(): Promise<void> {
    const all = await waiting.entries();
    let refused: string | undefined;
    let pending = all.length;
    for (const [id, record] of all) {
      const controller = new AbortController();
      sending = controller;
      const timeout = setTimeout(() => controller.abort(), TIMEOUT_MS);
      const result = await api.send(record, controller.signal);
      clearTimeout(timeout);
      // Given up for a newer one: sent again, before that, as soon as that is kept.
      if (sending !== controller) return;
      pending -= 1;
      if (result.ok) {
        retryMs = FIRST_RETRY_MS;
        // First what says that it was sent: a page that is closed here sends it once more, which the API takes once.
        onConfirmed(record, pending, result.cookie, refused);
        await waiting.delete(id);
        await markRecorded(id);
        continue;
      }
      onFailed(result.code, pending + 1);
      // Refused for good now, yet kept: the next page tries again, since a wrong config gets corrected.
      if (!result.retry) {
        refused ??= id;
        continue;
      }
      retryLater();
      return;
    }
  }

  const lock = async (): Promise<void> => navigator.locks.request('noren-outbox', sendAll);

  function flush(): Promise<void> {
    if (under) {
      again = true;
      return under;
    }
    under = lock()
      // Where cookies are refused a browser may refuse the lock as well.
      .catch(sendAll)
      .catch(() => undefined)
      .finally(() => {
        under = undefined;
        if (!again) return;
        again = false;
        void flush();
      });
    return under;
  }

  addEventListener('online', () => void flush());
  return {
    add(record) {
      // The answer to an older choice must not come after this one, maybe to a page that is gone.
      sending?.abort();
      sending = undefined;
      return waiting.set(record.id, record);
    },
    has: async (id) => (await waiting.get(id)) !== undefined,
    flush,
  };
}
