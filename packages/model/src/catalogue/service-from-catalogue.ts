import type { Service } from '../schema/index.ts';
import { catalogueProvider } from './catalogue.ts';

/** What a site says about a provider it uses: its purpose, and anything that differs from the catalogue. */
export type CatalogueUse = Pick<Service, 'purpose'> & Partial<Service>;

/**
 * A row of the register from the catalogue. The catalogue does not tell a recipient's own purpose, so it stays `null`
 * (shown as being confirmed) unless the site knows it.
 * @throws {RangeError} when the provider is unknown or unverified, or when nobody says what it transmits
 */
export function serviceFromCatalogue(id: string, use: CatalogueUse): Service {
  const provider = catalogueProvider(id);
  if (!provider.transmits.length && !use.information)
    throw new RangeError(`"${id}" transmits nothing that is known: say what, in "information"`);
  return {
    id,
    provider: id,
    name: { ja: provider.service },
    recipient: { ja: provider.name },
    information: provider.transmits.map((item) => ({ ja: item })),
    ownPurpose: { ja: provider.purpose },
    recipientPurpose: null,
    ...(provider.domains.length ? { hosts: [...provider.domains] } : {}),
    ...(provider.cookies.length
      ? {
          cookies: provider.cookies.map(({ name, expiry }) => ({
            name,
            ...(expiry ? { lifetime: { en: expiry } } : {}),
          })),
        }
      : {}),
    ...(provider.policyUrl ? { policyUrl: provider.policyUrl } : {}),
    ...(provider.optOutUrl ? { optOutUrl: provider.optOutUrl } : {}),
    ...use,
  };
}
