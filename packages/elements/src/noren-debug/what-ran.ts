import type { Outcome, Recording } from '@noren/core/debug';
import { outcomeOf } from './outcome-of.ts';
import { conditionOf, describe } from './what-waits.ts';

/** What the gate has released. */
export interface Released {
  readonly at: number;
  readonly condition: string;
  readonly what: string;
  /** How it has ended, where the browser did not run it to its end. */
  readonly outcome?: Outcome;
}

/** All that the gate has released and that can be named, in order of time. */
export function whatRan(recording: Recording): Released[] {
  return recording.ran.flatMap(({ at, gated, nodes }): Released[] => {
    const what = nodes.flatMap((node) => (node instanceof Element ? describe(node) : []));
    const outcome = outcomeOf(recording, nodes);
    return what[0] ? [{ at, condition: conditionOf(gated), what: what.join(', '), ...(outcome && { outcome }) }] : [];
  });
}
