import { setImmediate as nextTurn } from 'node:timers/promises';

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** How much is written together. */
export interface GroupCommitOptions {
  /** Batches that may be written at the same time. Default 1. */
  readonly lanes?: number;
  /** Items in a batch, at most. */
  readonly largest?: number;
  /** Items that may wait, at most. */
  readonly longest?: number;
  /** Whether a batch that fails is written again item by item: one is refused, its neighbours are not. Default false. */
  readonly singly?: boolean;
}

/** Too much is waiting already: ask again later. */
export class Overloaded extends Error {}

/**
 * Things that arrive together are written together: one transaction and one sync to disk for all of them, and each
 * waits for its own batch. Nothing is ever delayed to make a batch larger: one starts as soon as a lane is free, with
 * all that has come in meanwhile.
 */
export class GroupCommit<Item, Result> {
  readonly #write: (batch: readonly Item[]) => Promise<(Result | Error)[]>;
  readonly #options: Required<GroupCommitOptions>;
  #queue: Waiting<Item, Result>[] = [];
  #busy = 0;
  #whenIdle: (() => void)[] = [];

  /** @param write writes one batch; an error in a result's place rejects that item alone */
  constructor(write: (batch: readonly Item[]) => Promise<(Result | Error)[]>, options: GroupCommitOptions = {}) {
    this.#write = write;
    this.#options = { lanes: 1, largest: 256, longest: 10_000, singly: false, ...options };
  }

  /** Resolves when the item is durable. @throws {Overloaded} */
  submit(item: Item): Promise<Result> {
    const { longest, lanes } = this.#options;
    if (this.#queue.length >= longest) return Promise.reject(new Overloaded('too many writes are waiting'));
    return new Promise((resolve, reject) => {
      this.#queue.push({ item, resolve, reject });
      if (this.#busy < lanes) void this.#run();
    });
  }

  /** Resolves when nothing waits and nothing is being written. */
  async drain(): Promise<void> {
    if (this.#busy > 0) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
  }

  async #run(): Promise<void> {
    this.#busy += 1;
    while (this.#queue.length > 0) {
      // Requests whose bytes are here already are read in this turn of the event loop, and join this batch.
      await nextTurn();
      const batch = this.#queue.splice(0, this.#options.largest);
      if (batch.length > 0) await this.#flush(batch);
    }
    this.#busy -= 1;
    if (this.#busy === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
  }

  async #flush(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#write(batch.map(({ item }) => item));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const result = results[index];
        if (result === undefined || result instanceof Error) reject(result ?? new RangeError('a result is missing'));
        else resolve(result);
      }
    } catch (error) {
      if (this.#options.singly && batch.length > 1) for (const waiting of batch) await this.#flush([waiting]);
      else for (const { reject } of batch) reject(error);
    }
  }
}
