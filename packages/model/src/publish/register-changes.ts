import type { Service } from '../schema/index.ts';
import { canonicalJson } from './canonical-json.ts';

/** How two states of a register differ, by the ids of their rows. */
export interface RegisterChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

// What a row says about its own history is not a change of what leaves the browser.
const content = ({ firstEdition: _first, changedEdition: _changed, lastEdition: _last, ...row }: Service): string =>
  canonicalJson(row);

/** What was added to a register, taken from it and changed in it. Order does not count. */
export function registerChanges(before: readonly Service[], after: readonly Service[]): RegisterChanges {
  const old = new Map(before.map((row) => [row.id, content(row)]));
  const now = new Map(after.map((row) => [row.id, content(row)]));
  return {
    added: [...now.keys()].filter((id) => !old.has(id)),
    removed: [...old.keys()].filter((id) => !now.has(id)),
    changed: [...now.keys()].filter((id) => old.has(id) && old.get(id) !== now.get(id)),
  };
}
