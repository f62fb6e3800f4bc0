import type { Wording } from './schema/index.ts';

/** An edition that is announced, and the rows that it adds to the register and ends. */
export interface ComingRows {
  readonly edition: Wording['edition'];
  readonly added: Wording['services'];
  readonly ended: Wording['services'];
}

/** What every announced edition brings and takes, in order. None where nothing is announced. */
export function comingRows({ comingEditions = [], edition, services }: Wording): ComingRows[] {
  return comingEditions.map((next, at) => ({
    edition: next,
    added: services.filter(({ firstEdition }) => firstEdition === next.label),
    // A row ends with the edition after the last one that has it.
    ended: services.filter(({ lastEdition }) => lastEdition === (comingEditions[at - 1] ?? edition).label),
  }));
}
