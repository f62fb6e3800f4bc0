import { setImmediate as nextTurn } from 'node:timers/promises';

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** Too much is waiting already: ask again later. */
export class Overloaded extends Error {}

/**
 * Things that arrive together are written together: one transaction and one sync to disk for all of them, and each
 * waits for its own batch. Nothing is ever delayed to make a batch larger: one starts as soon as the one before has
 * ended, with all that has come in meanwhile.
 */
export class GroupCommit<Item, Result> {
  readonly #write: (batch: readonly Item[]) => Promise<(Result | Error)[]>;
  readonly #largest: number;
  readonly #longest: number;
  #queue: Waiting<Item, Result>[] = [];
  #running: Promise<void> | undefined;

  /**
   * @param write writes one batch; an error in a result's place rejects that item alone
   * @param options.largest items in a batch, at most
   * @param options.longest items that may wait, at most
   */
  constructor(
    write: (batch: readonly Item[]) => Promise<(Result | Error)[]>,
    { largest = 256, longest = 10_000 }: { readonly largest?: number; readonly longest?: number } = {},
  ) {
    this.#write = write;
    this.#largest = largest;
    this.#longest = longest;
  }

  /** Resolves when the item is durable. @throws {Overloaded} */
  submit(item: Item): Promise<Result> {
    if (this.#queue.length >= this.#longest) return Promise.reject(new Overloaded('too many writes are waiting'));
    return new Promise((resolve, reject) => {
      this.#queue.push({ item, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing waits and nothing is being written. */
  async drain(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0) {
      // Requests whose bytes are here already are read in this turn of the event loop, and join this batch.
      await nextTurn();
      await this.#flush(this.#queue.splice(0, this.#largest));
    }
    this.#running = undefined;
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
      for (const { reject } of batch) reject(error);
    }
  }
}
