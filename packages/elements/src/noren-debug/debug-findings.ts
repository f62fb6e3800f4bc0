import type { Outcome, Recording } from '@noren/core/debug';
import { eventText } from './event-text.ts';
import { findProblems } from './find-problems.ts';
import { type HostAsked, hostsAsked } from './hosts-asked.ts';
import { outcomeOf } from './outcome-of.ts';
import type { Problem } from './problem.ts';
import { conditionOf, describe, type Waiting, whatWaits } from './what-waits.ts';

/** What the panel shows, and what its button copies as JSON: no value of a cookie, no token, no query of an address. */
export interface Findings {
  readonly site: string;
  /** The page, without its query. */
  readonly page: string;
  /** When Noren started, in milliseconds since the page did, as all times here. */
  readonly startedAt: number;
  /** Purpose → `granted`, `denied`, `undecided`. */
  readonly grants: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
  readonly ran: readonly Released[];
  readonly waiting: readonly Waiting[];
  readonly hosts: readonly HostAsked[];
  readonly events: readonly { readonly at: number; readonly type: string; readonly text: string }[];
}

/** What the gate has released. */
export interface Released {
  readonly at: number;
  readonly condition: string;
  readonly what: string;
  /** How it has ended, where the browser did not run it to its end. */
  readonly outcome?: Outcome;
}

/** Makes of what was recorded, and of the page as it is now, what is to be shown. */
export function findings(recording: Recording): Findings {
  const hosts = hostsAsked(recording);
  const waiting = whatWaits(recording);
  const ran = recording.ran.flatMap(({ at, gated, nodes }): Released[] => {
    const what = nodes.flatMap((node) => (node instanceof Element ? describe(node) : []));
    const outcome = outcomeOf(recording, nodes);
    return what[0] ? [{ at, condition: conditionOf(gated), what: what.join(', '), ...(outcome && { outcome }) }] : [];
  });
  return {
    site: recording.config.site,
    page: location.host + location.pathname,
    startedAt: recording.startedAt,
    grants: { ...recording.kernel?.state.grants },
    problems: findProblems(recording, hosts, ran),
    ran,
    waiting,
    hosts,
    events: recording.events.map((event) => ({ at: event.at, type: event.type, text: eventText(event) })),
  };
}
