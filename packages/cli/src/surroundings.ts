/** Where a command writes to: a process's stream, or a test's. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}

/** What a command meets of the process it runs in. */
export interface Surroundings {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Files are named from here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Default: the clock. */
  readonly now?: () => Date;
}

/** Ends of a command, as a shell sees them. */
export const EXIT = {
  fine: 0,
  /** The command did its work and found errors. */
  errors: 1,
  /** Wrong usage, or a file that cannot be read or written. */
  usage: 2,
} as const;
