import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { LinkKey } from './link-keys.ts';
import { type SealItem, type SealTerms, sealLinks } from './seal-links.ts';
import type { SealJob, SealResult } from './seal-worker.ts';

interface Waiting {
  readonly resolve: (urls: string[]) => void;
  readonly reject: (error: Error) => void;
}

/** Makes links on several cores: a batch of ten thousand must not hold up the answers to visitors. */
export class Sealers {
  readonly #count: number;
  #workers: { worker: Worker; waiting: Map<number, Waiting> }[] = [];
  #next = 0;
  #turn: Promise<void> = Promise.resolve();

  /** @param count worker threads; 0 makes the links in this thread */
  constructor(count: number) {
    this.#count = count;
  }

  /** @returns the addresses, in the order of the items */
  async seal(terms: SealTerms, items: readonly SealItem[], { kid, bytes }: LinkKey): Promise<string[]> {
    if (this.#count === 0) {
      // Whatever else has come in is answered between two chunks.
      this.#turn = this.#turn.then(() => nextTurn());
      await this.#turn;
      return sealLinks(terms, items, kid, bytes);
    }
    // Started when first needed: most installations send no mail.
    while (this.#workers.length < this.#count) this.#workers.push(this.#start());
    // The one that has least to do.
    const [target] = this.#workers.toSorted((a, b) => a.waiting.size - b.waiting.size);
    if (!target) return sealLinks(terms, items, kid, bytes);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      target.waiting.set(id, { resolve, reject });
      target.worker.postMessage({ id, terms, items, kid, bytes } satisfies SealJob);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.splice(0).map(({ worker }) => worker.terminate()));
  }

  #start() {
    const entry = {
      // What it makes is gone in a moment: with more room V8 would only look for it later.
      worker: new Worker(new URL('./seal-worker.ts', import.meta.url), {
        resourceLimits: { maxYoungGenerationSizeMb: 16 },
      }),
      waiting: new Map<number, Waiting>(),
    };
    const { worker, waiting } = entry;
    worker.unref();
    worker.on('message', (result: SealResult) => {
      const asked = waiting.get(result.id);
      waiting.delete(result.id);
      if ('urls' in result) asked?.resolve(result.urls);
      else asked?.reject(new Error(result.error));
    });
    const gone = (reason: unknown) => {
      this.#workers = this.#workers.filter((other) => other !== entry);
      for (const { reject } of waiting.values()) reject(new Error(`a sealing thread ended: ${reason}`));
      waiting.clear();
    };
    worker.once('error', gone);
    worker.once('exit', gone);
    return entry;
  }
}
