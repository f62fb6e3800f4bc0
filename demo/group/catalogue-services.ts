import { serviceFromCatalogue } from '@noren/model/catalogue';
import type { ProviderCategory, Service } from '@noren/model/schema';
import { ownPurposes, type TagPurpose } from './own-purposes.ts';

/** What these are for is the same on every site, whichever purpose permits them. */
const OF_THEMSELVES: readonly (ProviderCategory | undefined)[] = ['embed', 'tag-management'];

/** Rows of the register for real providers, with what this group uses them for. */
export function catalogueServices(purpose: TagPurpose, ids: readonly string[], more: Partial<Service> = {}): Service[] {
  return ids.map((id) => {
    const row = serviceFromCatalogue(id, { purpose, ...more });
    return OF_THEMSELVES.includes(row.category) ? row : { ...row, ownPurpose: ownPurposes[purpose] };
  });
}
