import type { Wording } from './schema/index.ts';

/** The first announced edition that adds or ends an advertising row, or asks about a purpose that has some. */
export function comingAdvertising({
  comingEditions = [],
  edition,
  services,
  purposes,
}: Wording): Wording['edition'] | undefined {
  return comingEditions.find(({ label, asks = [] }, at) =>
    services.some(
      ({ id, category, firstEdition, lastEdition }) =>
        category === 'advertising' &&
        (firstEdition === label ||
          lastEdition === (comingEditions[at - 1] ?? edition).label ||
          purposes.some((purpose) => asks.includes(purpose.id) && purpose.services.includes(id))),
    ),
  );
}
