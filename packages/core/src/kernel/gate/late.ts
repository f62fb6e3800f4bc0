import type { Gated } from './gated.ts';

/** A script on its way, where it will stand, and the markup whose permission it runs under. */
export type Released = readonly [script: HTMLScriptElement, place: ChildNode, gated: Gated];

/**
 * Gets what a script has written, if anything, when it has run.
 * @param text empty, where it was stopped before it could run
 * @param range where it would be parsed
 * @param before what it is to stand behind
 */
export type Written = (text: string, range: Range, before: ChildNode) => void;

/**
 * Runs a script.
 * @param run puts the script into the page; settles when it has run, if that takes time
 * @param one what the script was made of
 */
export type WithLatePage = (
  script: HTMLScriptElement,
  run: () => Promise<unknown> | undefined,
  done: Written,
  one: Released,
) => Promise<unknown> | undefined;

/**
 * Makes what late scripts run in.
 * @param mayRun asked again for each of what waits
 * @param turns what waits for its turn, and, unless it is 0, that nothing more is released in a task to come
 */
export type LatePage = (
  mayRun: (gated: Gated) => boolean,
  turns: () => readonly [queue: readonly Released[], left: number],
) => WithLatePage;
