import { MOST_RECORDED, type Recording } from '@noren/core/debug';
import { eventText } from './event-text.ts';
import { findProblems } from './find-problems.ts';
import { type HostAsked, hostsAsked } from './hosts-asked.ts';
import type { Problem } from './problem.ts';
import { type Released, whatRan } from './what-ran.ts';
import { type Waiting, whatWaits } from './what-waits.ts';

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
  /** Of what more may have come than is recorded. */
  readonly full: readonly ('ran' | 'hosts' | 'events')[];
}

/** Makes of what was recorded, and of the page as it is now, what is to be shown. */
export function findings(recording: Recording): Findings {
  const events = recording.events.flatMap((event) => {
    const text = eventText(event);
    return text === undefined ? [] : [{ event, text }];
  });
  const hosts = hostsAsked(recording);
  const waiting = whatWaits(recording);
  const ran = whatRan(recording);
  return {
    site: recording.config.site,
    page: location.host + location.pathname,
    startedAt: recording.startedAt,
    grants: { ...recording.kernel?.state.grants },
    problems: findProblems({ ...recording, events: events.map(({ event }) => event) }, hosts, ran),
    ran,
    waiting,
    hosts,
    events: events.map(({ event: { at, type }, text }) => ({ at, type, text })),
    full: (['ran', 'hosts', 'events'] as const).filter(
      (kind) => recording[kind === 'hosts' ? 'requests' : kind].length >= MOST_RECORDED,
    ),
  };
}
