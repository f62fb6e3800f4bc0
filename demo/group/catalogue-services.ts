import { serviceFromCatalogue } from '@noren/model/catalogue';
import type { Service } from '@noren/model/schema';
import { ownPurposes, type TagPurpose } from './own-purposes.ts';

/** Rows of the register for real providers, with what this group uses them for. */
export function catalogueServices(purpose: TagPurpose, ids: readonly string[], more: Partial<Service> = {}): Service[] {
  return ids.map((id) => serviceFromCatalogue(id, { purpose, ownPurpose: ownPurposes[purpose], ...more }));
}
