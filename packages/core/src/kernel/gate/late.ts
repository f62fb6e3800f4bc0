import type { Gated } from './gated.ts';

/** A script on its way, where it will stand, and the markup whose permission it runs under. */
export type Released = readonly [script: HTMLScriptElement, place: ChildNode, gated: Gated];

/**
 * Runs a script.
 * @param run puts the script into the page; settles when it has run, if that takes time
 * @param done gets what the script has written, if anything, when it has run
 */
export type WithLatePage = (
  script: HTMLScriptElement,
  run: () => Promise<unknown> | undefined,
  done: (text: string) => void,
) => Promise<unknown> | undefined;

/**
 * Makes what late scripts run in.
 * @param queue what waits for its turn
 * @param mayRun asked again for each of it
 */
export type LatePage = (queue: () => readonly Released[], mayRun: (gated: Gated) => boolean) => WithLatePage;
