import type { SiteConfig } from '../schema/index.ts';
import { editionAt, rowsInForce } from './edition-at.ts';

/** Where a row stands in the history of the register at a moment. */
export type RowState = 'coming' | 'shown' | 'ended';

/** The state of every row of a config, by its id. */
export function rowStates(config: SiteConfig, now: Date): Map<string, RowState> {
  const labels = config.editions.map(({ label }) => label);
  const current = labels.indexOf(editionAt(config, now).label);
  const shown = new Set(rowsInForce(config, now));
  const stateOf = (row: SiteConfig['services'][number]): RowState => {
    if (shown.has(row)) return 'shown';
    return labels.indexOf(row.firstEdition ?? '') > current ? 'coming' : 'ended';
  };
  return new Map(config.services.map((row) => [row.id, stateOf(row)]));
}
