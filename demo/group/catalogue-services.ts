import { catalogueProvider, serviceFromCatalogue } from '@noren/model/catalogue';
import type { Service } from '@noren/model/schema';
import { informationItem } from './information.ts';
import { lifetime } from './lifetime.ts';
import { ownPurposes, type TagPurpose } from './own-purposes.ts';
import { providerNames } from './providers.ts';

/** Rows of the register for real providers, told in both languages. */
export function catalogueServices(purpose: TagPurpose, ids: readonly string[], more: Partial<Service> = {}): Service[] {
  return ids.map((id) => {
    const names = providerNames[id];
    if (!names) throw new Error(`demo/group/providers.ts has no names for "${id}"`);
    const { transmits, cookies } = catalogueProvider(id);
    return serviceFromCatalogue(id, {
      purpose,
      ...names,
      ownPurpose: ownPurposes[purpose],
      information: transmits.map(informationItem),
      ...(cookies.length ? { cookies: cookies.map(cookieRow) } : {}),
      ...more,
    });
  });
}

function cookieRow({ name, expiry }: { name: string; expiry: string | null }): NonNullable<Service['cookies']>[number] {
  const life = expiry ? lifetime(expiry) : undefined;
  return { name, ...(life ? { lifetime: life } : {}) };
}
