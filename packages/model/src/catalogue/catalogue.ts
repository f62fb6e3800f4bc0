import facts from '../../data/provider-facts.json' with { type: 'json' };
import providers from '../../data/providers.json' with { type: 'json' };
import type { Text } from '../schema/index.ts';

/** One real provider, as read from public sources; `source` says from which. */
export interface CatalogueProvider {
  readonly id: string;
  /** Name of the company as the data file has it, legal or not: the recipient's legal name is a fact of its own. */
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

/**
 * What public documents say of a provider beyond the data file, each fact with the document it was read in. A fact that
 * was not found is left out: it is being confirmed, and never guessed.
 */
export interface ProviderFacts {
  /** Legal name of the company that receives the information, for visitors in Japan where it is another one. */
  readonly recipient?: Text;
  /** ISO 3166-1 code of where the recipient is established. */
  readonly country?: string;
  readonly recipientPurpose?: Text;
  /** The recipient joins what it receives to a person it knows. */
  readonly joinsPerson?: boolean;
  /** What the provider's own opt-out stops. */
  readonly optOutStops?: Text;
  readonly optOutReach?: 'browser' | 'account';
  /** Instead of the data file's; `null` where that policy is no longer the one of this service. */
  readonly policyUrl?: string | null;
  /** Instead of the data file's; `null` where what stands there is no procedure for visitors. */
  readonly optOutUrl?: string | null;
  /** Instead of the data file's, where the provider itself says it more exactly; items as there. */
  readonly transmits?: readonly string[];
  /** Names of cookies whose life in the data file is in doubt, by its own `source`: it is left out. */
  readonly unsureLifetimes?: readonly string[];
  /** Fact → address of the document. */
  readonly sources: Readonly<Record<string, string>>;
}

/** Providers that may be published. Unverified entries stay in the data file and are never published. */
export const catalogue: readonly CatalogueProvider[] = (providers as readonly CatalogueProvider[])
  .filter(({ verified }) => verified)
  .map((provider) => ({ ...provider, ...instead(providerFacts(provider.id)) }));

/** @throws {RangeError} when the id is unknown or unverified */
export function catalogueProvider(id: string): CatalogueProvider {
  const found = catalogue.find((provider) => provider.id === id);
  if (!found) throw new RangeError(`no verified provider "${id}" in the catalogue`);
  return found;
}

/** What is known of a provider beyond the data file. */
export function providerFacts(id: string): ProviderFacts | undefined {
  return Object.hasOwn(facts, id) ? (facts as Record<string, ProviderFacts>)[id] : undefined;
}

/** What the facts say in place of the data file. */
function instead({ policyUrl, optOutUrl, transmits }: Partial<ProviderFacts> = {}): Partial<CatalogueProvider> {
  return {
    ...(policyUrl === undefined ? {} : { policyUrl }),
    ...(optOutUrl === undefined ? {} : { optOutUrl }),
    ...(transmits ? { transmits } : {}),
  };
}
