import type { NorenEventMap, NorenEventType } from '../events.ts';
import { listenTo } from '../kernel/events-on-window.ts';
import { TRACK_PURPOSE } from '../kernel/track-purpose.ts';
import type { Listen } from './bridge.ts';

const TYPES = [
  'open',
  'ready',
  'shown',
  'hidden',
  'decision',
  'change',
  'grant',
  'revoke',
  'track',
  'strict',
  'undeclared',
] as const;
// A bridge that does not come leaves no more than this behind.
const MOST = 1000;

type Told = { readonly [Type in NorenEventType]: readonly [type: Type, detail: NorenEventMap[Type]] }[NorenEventType];

/** Remembers what the bus says, so that a bridge whose file comes later misses nothing. Called before the first event. */
export function listenFromStart(): Listen {
  let told: Told[] = [];
  for (const type of TYPES)
    listenTo(type, (detail) => {
      // Whatever there is too much of, what holds is never left out.
      if (told.length < MOST || type === 'open' || type === 'change') told.push([type, detail] as unknown as Told);
    });
  // What was let go and then withdrawn is handed on to nobody who comes later, whatever is allowed by then.
  listenTo('open', ({ open }) => {
    if (!open.includes(TRACK_PURPOSE)) told = told.filter(([type]) => type !== 'track');
  });
  return (type, listener) => {
    // What hears an event may bring about the next one, which is then heard as it comes.
    const before = told.filter(([of]) => of === type);
    listenTo(type, listener);
    for (const [, detail] of before) listener(detail as Parameters<typeof listener>[0]);
  };
}
