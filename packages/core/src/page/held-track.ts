import { emit } from '../kernel/events-on-window.ts';

/** The purpose that site analytics runs under. */
export const TRACK_PURPOSE = 'statistics';
// What a page may hold before a choice; more than that is a loop, not a visit.
const MOST = 500;

type Track = { readonly name: string; readonly detail: Readonly<Record<string, unknown>> };

/**
 * Site analytics between call and choice: held, delivered in order once it may run, dropped once it may not.
 * @param isOpen `undefined` while the visitor has not decided
 * @returns adds an event, or without one settles what is held
 */
export function createHeldTrack(isOpen: () => boolean | undefined): (event?: Track) => void {
  const held: Track[] = [];
  return (event) => {
    if (event && held.length < MOST) held.push(event);
    // Asked again for each: whoever hears one may withdraw, or add another.
    for (let open = isOpen(); open !== undefined && held.length; open = isOpen()) {
      const one = held.shift();
      if (open && one) emit('track', one);
    }
  };
}
