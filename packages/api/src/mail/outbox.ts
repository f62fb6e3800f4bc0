import type { Context } from '../context.ts';

/** How soon what failed is tried again. */
export interface Retry {
  /** After the first attempt, in milliseconds; twice as long after each one more. */
  readonly firstMs: number;
  readonly longestMs: number;
}

/** What is sent beside everything else, one thing after the other. */
interface Lane {
  last: Promise<number>;
  /** Begins when the last one has ended. */
  next: Promise<number> | undefined;
}

/**
 * Sends what waits in the database: now and then, and when it is told to. A receiver has a lane of its own, so that one that is slow, or
 * never answers, holds up no other; in a lane nothing is sent twice at the same time. Several processes may do so at once; whoever
 * has moved a row's `next_at` on has taken it.
 */
export abstract class Outbox {
  readonly #everyMs: number;
  readonly #retry: Retry;
  readonly #soonMs: number;
  readonly #lanes = new Map<string, Lane>();
  readonly #runs = new Set<Promise<number>>();
  #context: Context | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Milliseconds of `performance.now`. */
  #looksAt = 0;
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
    const run = this.#run();
    this.#runs.add(run);
    const ended = (): boolean => this.#runs.delete(run);
    run.then(ended, ended);
    return run;
  }

  /** Resolves when nothing is under way any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await Promise.allSettled(this.#runs);
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

  /** Names of the lanes in which something may wait. */
  protected abstract lanesOf(context: Context): Promise<readonly string[]>;

  protected abstract sendDue(context: Context, lane: string): Promise<number>;

  async #run(): Promise<number> {
    const context = this.#context;
    if (!context || this.#isClosed) return 0;
    const lanes = await this.lanesOf(context);
    const sent = await Promise.all(lanes.map((lane) => this.#runLane(context, lane)));
    return sent.reduce((sum, count) => sum + count, 0);
  }

  // However often it is asked for while a lane is under way, once more is enough.
  #runLane(context: Context, name: string): Promise<number> {
    const lane = this.#lanes.get(name) ?? { last: Promise.resolve(0), next: undefined };
    this.#lanes.set(name, lane);
    lane.next ??= lane.last.then(() => {
      lane.next = undefined;
      return this.sendDue(context, name);
    });
    lane.last = lane.next.catch(() => 0);
    return lane.next;
  }

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
