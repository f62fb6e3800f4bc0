import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { issueLines, type Link, type SealTerms } from './issue-lines.ts';
import type { LinkKey } from './link-keys.ts';
import type { SealJob, SealResult } from './seal-worker.ts';

interface Waiting {
  readonly resolve: (lines: string) => void;
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

  /**
   * Jobs that are to be under way at a time so that every thread has work, and no more: what is made and not read yet is the
   * larger part of what a batch takes in memory.
   */
  get ahead(): number {
    return 2 * Math.max(1, this.#count);
  }

  /** @returns the lines of the answer, in the order of the links */
  async seal(
    terms: SealTerms,
    links: readonly Link[],
    { kid, bytes }: Pick<LinkKey, 'kid' | 'bytes'>,
  ): Promise<string> {
    if (this.#count === 0) {
      // Whatever else has come in is answered between two chunks.
      this.#turn = this.#turn.then(() => nextTurn());
      await this.#turn;
      return issueLines(terms, links, kid, bytes);
    }
    // Started when first needed: most installations send no mail.
    while (this.#workers.length < this.#count) this.#workers.push(this.#start());
    // The one that has least to do.
    const [target] = this.#workers.toSorted((a, b) => a.waiting.size - b.waiting.size);
    if (!target) return issueLines(terms, links, kid, bytes);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      target.waiting.set(id, { resolve, reject });
      target.worker.postMessage({ id, terms, links, kid, bytes } satisfies SealJob);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.splice(0).map(({ worker }) => worker.terminate()));
  }

  #start() {
    const entry = {
      // What it makes is gone in a moment: with more room V8 would only look for it later.
      worker: new Worker(new URL('./seal-worker.ts', import.meta.url), {
        resourceLimits: { maxYoungGenerationSizeMb: 4 },
      }),
      waiting: new Map<number, Waiting>(),
    };
    const { worker, waiting } = entry;
    worker.unref();
    worker.on('message', (result: SealResult) => {
      const asked = waiting.get(result.id);
      waiting.delete(result.id);
      if ('lines' in result) asked?.resolve(result.lines);
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
