import type { ChangeDetail, NorenEventMap } from '../events.ts';
import { listenTo } from '../kernel/events-on-window.ts';
import { TRACK_PURPOSE } from '../kernel/track-purpose.ts';
import type { HeardType, Listen } from './bridge.ts';

const TYPES = ['open', 'ready', 'shown', 'hidden', 'decision', 'change', 'track', 'strict', 'undeclared'] as const;
/** They say what holds, so that each takes the place of the one before. */
const HOLDS = /^(open|change)$/;
// A bridge that does not come leaves no more than this behind.
const MOST = 1000;

type Detail = NorenEventMap[HeardType];

/** Remembers what the bus says, so that a bridge whose file comes later misses nothing. Called before the first event. */
export function listenFromStart(): Listen {
  let told: (readonly [HeardType, Detail])[] = [];
  const listeners: (readonly [HeardType, (detail: Detail) => void])[] = [];
  // What somebody, as they heard of it, has changed again: whoever hears of that second hears of this last.
  const past = new WeakSet<object>();
  for (const type of TYPES)
    listenTo(type, (detail: Detail) => {
      const { before, after, open } = detail as ChangeDetail;
      const holds = HOLDS.test(type);
      const isPast = (): boolean => holds && past.has(after);
      if (isPast()) return;
      if (holds) {
        told = told.filter(([of]) => of !== type);
        if (before !== after) past.add(before);
      }
      // Whatever there is too much of, what holds is never left out.
      if (holds || told.length < MOST) told.push([type, detail]);
      // What was let go and then withdrawn is handed on to nobody who comes later, whatever is allowed by then.
      if (type === 'open' && !open.includes(TRACK_PURPOSE)) told = told.filter(([of]) => of !== 'track');
      for (const [of, listener] of [...listeners]) if (of === type && !isPast()) listener(detail);
    });
  return (type, listener) => {
    const hear = listener as (detail: Detail) => void;
    // What hears an event may bring about the next one, which is then heard as it comes.
    const before = told.filter(([of]) => of === type);
    listeners.push([type, hear]);
    for (const [, detail] of before) hear(detail);
  };
}
