import providers from '../../data/providers.json' with { type: 'json' };

/** One real provider, as read from public sources; `source` says from which. */
export interface CatalogueProvider {
  readonly id: string;
  /** Legal name of the recipient. */
  readonly name: string;
  readonly nameJa: string | null;
  readonly service: string;
  readonly purposeCategory: string;
  readonly optOutUrl: string | null;
  readonly policyUrl: string | null;
  readonly domains: readonly string[];
  readonly cookies: readonly { readonly name: string; readonly pattern: string; readonly expiry: string | null }[];
  /** What the tag sends, in Japanese, one item each. */
  readonly transmits: readonly string[];
  /** What sites use it for, in Japanese. */
  readonly purpose: string;
  /** Every address was seen on the provider's own pages or in a maintained data set. Not: "live today". */
  readonly verified: boolean;
  readonly source: string;
}

/** Providers that may be published. Unverified entries stay in the data file and are never published. */
export const catalogue: readonly CatalogueProvider[] = (providers as readonly CatalogueProvider[]).filter(
  ({ verified }) => verified,
);

/** @throws {RangeError} when the id is unknown or unverified */
export function catalogueProvider(id: string): CatalogueProvider {
  const found = catalogue.find((provider) => provider.id === id);
  if (!found) throw new RangeError(`no verified provider "${id}" in the catalogue`);
  return found;
}
