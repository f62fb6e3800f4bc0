import type { Options } from './options.ts';
import type { Surroundings } from './surroundings.ts';

/** One command of `noren`. */
export interface Command {
  readonly name: string;
  /** What stands behind the name, e.g. `FILE… [options]`. */
  readonly takes: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** More for its own help. */
  readonly about?: string;
  readonly options: Options;
  /**
   * Runs it and returns the exit code.
   * @throws {NorenError} for wrong usage, and for files that cannot be read or written
   */
  run(args: readonly string[], surroundings: Surroundings): Promise<number>;
}
