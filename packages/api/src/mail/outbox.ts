import type { Context } from '../context.ts';

/** How soon what failed is tried again. */
export interface Retry {
  /** After the first attempt, in milliseconds; twice as long after each one more. */
  readonly firstMs: number;
  readonly longestMs: number;
}

/**
 * Sends what waits in the database: now and then, and when it is told to, never twice at the same time. Several processes may
 * do so at once; whoever has moved a row's `next_at` on has taken it.
 */
export abstract class Outbox {
  readonly #everyMs: number;
  readonly #retry: Retry;
  #context: Context | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<number> = Promise.resolve(0);
  #isClosed = false;

  constructor(everyMs: number, retry: Retry) {
    this.#everyMs = everyMs;
    this.#retry = retry;
  }

  /** Looks for what is due, from now on. */
  start(context: Context): void {
    this.#context = context;
    this.#timer = setInterval(() => this.wake(), this.#everyMs).unref();
  }

  /** Looks now. Nobody waits for it. */
  wake(): void {
    void this.run().catch(() => {});
  }

  /** Sends what is due. @returns how many were taken by their receivers */
  run(): Promise<number> {
    const context = this.#context;
    if (!context) return this.#running;
    const done = this.#running.then(() => this.sendDue(context));
    this.#running = done.catch(() => 0);
    return done;
  }

  /** Resolves when nothing is under way any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  protected get isClosed(): boolean {
    return this.#isClosed;
  }

  protected abstract sendDue(context: Context): Promise<number>;

  /**
   * When to try again: ever more rarely, and not all at the same moment.
   * @param at of the attempt that failed, milliseconds since 1970
   * @param attempts before that one
   */
  protected retryAt(at: number, attempts: number): number {
    const { firstMs, longestMs } = this.#retry;
    return at + Math.round(Math.min(longestMs, firstMs * 2 ** attempts) * (0.5 + Math.random() / 2));
  }
}
