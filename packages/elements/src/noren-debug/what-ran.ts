import type { Outcome, Recording } from '@noren/core/debug';
import { outcomes } from './outcome-of.ts';
import { conditionOf, describe } from './what-waits.ts';

/** What the gate has released. */
export interface Released {
  readonly at: number;
  readonly condition: string;
  readonly what: string;
  /** How it has ended, where the browser did not run it to its end. */
  readonly outcome?: Outcome;
  /** By a press for this one alone, in the embed that it stands in. */
  readonly alone?: true;
}

/** All that the gate has released and that can be named, in order of time. */
export function whatRan(recording: Recording): Released[] {
  const outcomeOf = outcomes(recording);
  return recording.ran.flatMap(({ at, gated, nodes, alone }): Released[] => {
    const what = nodes.flatMap((node) => (node instanceof Element ? describe(node) : []));
    const outcome = outcomeOf(nodes);
    if (!what[0]) return [];
    const condition = conditionOf(gated);
    return [{ at, condition, what: what.join(', '), ...(alone && { alone }), ...(outcome && { outcome }) }];
  });
}
