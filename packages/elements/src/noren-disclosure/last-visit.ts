import type { Wording } from '@noren/model/schema';

/** Row id → the word that tells what happened to it since the last visit; rows that are as they were have none. */
export type Marks = ReadonlyMap<string, 'isNew' | 'isChanged'>;

/** What the register said at the last visit, beside what it says now. */
export interface LastVisit {
  readonly marks: Marks;
  /** What is kept of it. */
  readonly kept: string;
  /** What is to be kept, for the next visit: what the register says now. */
  next(): string;
}

type Row = Wording['services'][number];

/** Row id → hash of what the row says. */
type Hashes = Readonly<Record<string, string>>;

/** Key in `localStorage`. */
export const KEY = 'noren-register';
// A register of 300 rows takes 10 kB in each language. What is much larger was written by somebody else.
const MAX_LENGTH = 200_000;

/**
 * What the register says that it did not say at the last visit. Kept in `localStorage` under `noren-register` as
 * `{language: {row id: hash}}`: hashes of published text, the same for every visitor, so nothing in it tells who
 * somebody is. A language that was never read before marks nothing, and neither does a browser that keeps nothing.
 */
export function lastVisit(wording: Wording): LastVisit {
  let text = '';
  let kept: Readonly<Record<string, unknown>> = {};
  try {
    text = localStorage.getItem(KEY) ?? '';
    if (text.length < MAX_LENGTH) kept = { ...JSON.parse(text) };
  } catch {
    // Blocked, empty or not ours.
  }
  const before = Object(kept[wording.language]) as Hashes;
  const isKnown = ({ id }: Row): boolean => Object.hasOwn(before, id);
  const listed = new Set(wording.purposes.flatMap(({ services }) => services));
  const rows = wording.services.filter(({ id }) => listed.has(id));
  // What knows none of these rows was never this register.
  const changed = rows.some(isKnown) ? rows.filter((row) => before[row.id] !== hash(row)) : [];
  return {
    marks: new Map(changed.map((row) => [row.id, isKnown(row) ? 'isChanged' : 'isNew'])),
    kept: text,
    next: () =>
      JSON.stringify({ ...kept, [wording.language]: Object.fromEntries(rows.map((row) => [row.id, hash(row)])) }),
  };
}

// What a row tells of its own history is no change of what leaves the browser. Sorted, because the order of keys may
// change with the version that published them.
function hash({ firstEdition, changedEdition, lastEdition, ...row }: Row): string {
  return fnv1a(JSON.stringify(Object.entries(row).sort()));
}

/** @see http://www.isthe.com/chongo/tech/comp/fnv/ */
function fnv1a(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return (value >>> 0).toString(36);
}
