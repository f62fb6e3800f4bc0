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
  readonly #soonMs: number;
  #context: Context | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Milliseconds of `performance.now`. */
  #looksAt = 0;
  #running: Promise<number> = Promise.resolve(0);
  #isClosed = false;

  /**
   * @param everyMs how often it looks for what is due by itself, such as what failed or what another process has left
   * @param soonMs how soon it looks once something has been written here
   */
  constructor(everyMs: number, retry: Retry, soonMs = everyMs) {
    this.#everyMs = everyMs;
    this.#retry = retry;
    this.#soonMs = soonMs;
  }

  /** Looks for what is due, from now on. */
  start(context: Context): void {
    this.#context = context;
    this.#lookIn(this.#everyMs);
  }

  /** Looks soon: what is written meanwhile is sent with it. Nobody waits for it. */
  soon(): void {
    if (this.#context && this.#looksAt > performance.now() + this.#soonMs) this.#lookIn(this.#soonMs);
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
    clearTimeout(this.#timer);
    await this.#running;
  }

  #lookIn(ms: number): void {
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    this.#looksAt = performance.now() + ms;
    this.#timer = setTimeout(() => {
      this.wake();
      this.#lookIn(this.#everyMs);
    }, ms).unref();
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
