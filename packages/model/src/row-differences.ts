import { HANDLING_NOTICE } from './document-at.ts';
import type { DocumentWords, Wording } from './schema/index.ts';

/** What became of some rows of the register, and their names. */
export type RowDifference = readonly [
  word: 'historyAdded' | 'historyChanged' | 'historyRemoved',
  names: readonly string[],
];

/**
 * Recipients that came, changed and went between two editions of the handling notice, whose part the register is; none of
 * any other document. A row that changed more than once is known by its last change.
 * @param from place of the older edition, from 1
 * @param to place of the newer one
 */
export function rowDifferences(
  { services }: Wording,
  { id, editions }: DocumentWords,
  from: number,
  to: number,
): RowDifference[] {
  if (id !== HANDLING_NOTICE) return [];
  const place = (label: string | undefined, none: number): number =>
    label === undefined ? none : editions.findIndex((edition) => edition.label === label) + 1;
  const names = (was: boolean, is: boolean, changed = false): string[] =>
    services
      .filter(({ firstEdition, changedEdition, lastEdition }) => {
        const [first, last] = [place(firstEdition, 1), place(lastEdition, editions.length)];
        const isIn = (sequence: number): boolean => first <= sequence && sequence <= last;
        const change = place(changedEdition, 0);
        return isIn(from) === was && isIn(to) === is && (!changed || (from < change && change <= to));
      })
      .map(({ name }) => name);
  return (
    [
      ['historyAdded', names(false, true)],
      ['historyChanged', names(true, true, true)],
      ['historyRemoved', names(true, false)],
    ] as const
  ).filter(([, found]) => found.length > 0);
}
