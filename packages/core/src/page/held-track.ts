import type { Kernel } from '../kernel/kernel.ts';
import { TRACK_PURPOSE } from '../kernel/track-purpose.ts';

// What a page may hold before a choice; more than that is a loop, not a visit.
const MOST = 500;
// The detail of one event as JSON, in UTF-16 code units.
const LONGEST = 8000;
const NAME = /^.{1,200}$/s;

type Track = { readonly name: string; readonly detail: Readonly<Record<string, unknown>> };

/**
 * What a page has tracked, as it was then: a copy as JSON has it, which nobody changes while it is held.
 * @throws {TypeError} when the name is no string, empty or longer than 200 characters, or the detail has a circle in it or what
 * JSON cannot hold
 * @throws {SyntaxError} when it is too long, or the detail is no object
 */
export function trackOf(name: string, detail: object = {}): Track {
  // Without its first brace and cut where it is too long: what was no object, or is too large, makes no JSON.
  return {
    name: (NAME.exec(name.trim()) as RegExpExecArray)[0],
    detail: JSON.parse(`{${JSON.stringify(detail).slice(1, LONGEST)}`),
  };
}

/**
 * Site analytics between call and choice: held, delivered in order once it may run, dropped once it may not. That no more can
 * be held is told as `too-many-events`.
 * @returns adds an event, or without one settles what is held
 */
export function createHeldTrack(kernel: Kernel): (event?: Track) => void {
  const held: Track[] = [];
  const isOpen = (): boolean => kernel.isOpen(TRACK_PURPOSE);
  return (event) => {
    // Told once it is full, not for each that is left out then.
    if (event && held.length < MOST && held.push(event) === MOST) kernel.fail({ code: 'too-many-events' });
    // Asked again for each: whoever hears one may withdraw, or add another.
    while (held.length && (isOpen() || kernel.state.grants[TRACK_PURPOSE] !== 'undecided')) {
      const one = held.shift() as Track;
      if (isOpen()) kernel.emit('track', one);
    }
  };
}
