import type { Outcome } from '@noren/core/debug';
import type { ProblemCode } from './problem.ts';
import type { Reason } from './what-waits.ts';

/**
 * The inspector's own words. They are for whoever sets a site up, so they are no part of a site's wording, whose hash stands
 * in records.
 */
export interface DebugWords {
  readonly title: string;
  readonly problems: string;
  readonly none: string;
  readonly ran: string;
  readonly waits: string;
  readonly hosts: string;
  readonly events: string;
  readonly empty: string;
  readonly why: string;
  readonly fix: string;
  readonly own: string;
  readonly undeclared: string;
  readonly copy: string;
  readonly copied: string;
  readonly failed: string;
  readonly fold: string;
  readonly unfold: string;
  readonly close: string;
  /** Mark in the list of events. */
  readonly started: string;
  readonly reasons: Readonly<Record<Reason, string>>;
  /** How what was released has ended. */
  readonly outcomes: Readonly<Record<Outcome, string>>;
  /** What it is, why it matters, what to do. */
  readonly found: Readonly<Record<ProblemCode, readonly [what: string, why: string, fix: string]>>;
}
