import type { Finding } from './finding.ts';

/** What is printed of a value: enough to recognise it. Characters, entries and levels, at most. */
const MOST = { text: 200, key: 60, items: 3, keys: 8, depth: 3, all: 1000, path: 300, fix: 1000 } as const;

/**
 * A finding as it is printed, sent and logged: a value that is long, wide or deep is told by its beginning and its size, so
 * that ten thousand rows in one place fit into a line. Place and code stay what they are.
 */
export function briefFinding<Found extends Finding>(found: Found): Found {
  const { path, fix, received } = found;
  return {
    ...found,
    path: cut(path, MOST.path),
    fix: cut(fix, MOST.fix),
    ...(received === undefined ? {} : { received: brief(received, { left: MOST.all }, 0) }),
  };
}

function brief(value: unknown, room: { left: number }, depth: number): unknown {
  if (typeof value === 'string') return take(cut(value, MOST.text), room);
  if (typeof value !== 'object' || value === null) return value;
  const size = Array.isArray(value) ? many(value.length, 'item') : many(Object.keys(value).length, 'key');
  if (depth >= MOST.depth || room.left <= 0) return `… ${size}`;
  if (Array.isArray(value)) {
    const shown = value.slice(0, MOST.items).map((item) => brief(item, room, depth + 1));
    return value.length > shown.length
      ? [...shown, `… ${(value.length - shown.length).toLocaleString('en')} more`]
      : shown;
  }
  const entries = Object.entries(value);
  const shown = entries
    .slice(0, MOST.keys)
    .map(([key, inner]) => [take(cut(key, MOST.key), room), brief(inner, room, depth + 1)]);
  const more = entries.length - shown.length;
  return Object.fromEntries(more > 0 ? [...shown, ['…', `${more.toLocaleString('en')} more`]] : shown);
}

/** The room that a text leaves, and what of the text fits into what was left. */
function take(text: string, room: { left: number }): string {
  const fitting = cut(text, Math.max(room.left, 0));
  room.left -= fitting.length;
  return fitting;
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  // Half of a character, as an emoji is made of two, would not be text.
  const start = text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
  return `${start}… (${text.length.toLocaleString('en')} characters)`;
}

const many = (count: number, word: string): string => `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
