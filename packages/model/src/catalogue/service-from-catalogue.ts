import { type ProviderCategory, providerCategory, type Service, type Text } from '../schema/index.ts';
import { type CatalogueProvider, catalogueProvider, providerFacts } from './catalogue.ts';
import { informationItem } from './information-item.ts';
import { lifetime } from './lifetime.ts';
import { ownPurposeOf } from './own-purposes.ts';
import { providerNames } from './provider-names.ts';

/** What a site says about a provider it uses: its purpose, and anything that differs from the catalogue. */
export type CatalogueUse = Pick<Service, 'purpose'> & Partial<Service>;

/** A row of the register without what only the site can say. `information` is missing where nobody tells it. */
export type CatalogueRow = Omit<Service, 'purpose' | 'information'> & Partial<Pick<Service, 'information'>>;

const JOINS: Text = {
  ja: '送信先は、受け取った情報を、送信先が把握しているお客さまの登録情報と結び付けることがあります。',
  en: 'The recipient may join what it receives to what it knows about you, such as your account with it.',
};

/**
 * What the catalogue knows of a provider, as a row of the register in Japanese and English. What no public document
 * tells stays `null`, which is shown as being confirmed.
 * @throws {RangeError} when the provider is unknown or unverified, or no provider of tags
 */
export function catalogueRow(id: string): CatalogueRow {
  const provider = catalogueProvider(id);
  const names = providerNames[id];
  const category = providerCategory.safeParse(provider.purposeCategory.replaceAll('_', '-')).data;
  if (!names || !category) throw new RangeError(`"${id}" is a programme of the industry, not a provider of tags`);
  const { country = null, recipientPurpose = null, joinsPerson, optOutStops, optOutReach } = providerFacts(id) ?? {};
  return {
    id,
    provider: id,
    category,
    ...names,
    country,
    ...(provider.transmits.length ? { information: provider.transmits.map(informationItem) } : {}),
    ownPurpose: ownPurpose(provider, category),
    recipientPurpose,
    ...(joinsPerson ? { joinsPerson: JOINS } : {}),
    ...(provider.domains.length ? { hosts: [...provider.domains] } : {}),
    ...(provider.cookies.length ? { cookies: provider.cookies.map(cookieRow) } : {}),
    ...(provider.policyUrl ? { policyUrl: provider.policyUrl } : {}),
    ...(provider.optOutUrl ? { optOutUrl: provider.optOutUrl } : {}),
    ...(optOutStops ? { optOutStops } : {}),
    ...(optOutReach ? { optOutReach } : {}),
  };
}

/**
 * A row of the register from the catalogue, with what the site says over it.
 * @throws {RangeError} when the provider is unknown or unverified, or when nobody says what it transmits
 */
export function serviceFromCatalogue(id: string, use: CatalogueUse): Service {
  const { information, ...row } = catalogueRow(id);
  const said = use.information ?? information;
  if (!said) throw new RangeError(`"${id}" transmits nothing that is known: say what, in "information"`);
  return { ...row, ...use, information: said };
}

function ownPurpose({ id }: CatalogueProvider, category: ProviderCategory): Text {
  if (id === 'google-maps') return { ja: 'ページ内での地図の表示', en: 'Showing maps inside our pages' };
  if (category === 'embed') return { ja: 'ページ内での動画の再生', en: 'Playing videos inside our pages' };
  return ownPurposeOf[category];
}

function cookieRow({ name, expiry }: { name: string; expiry: string | null }): NonNullable<Service['cookies']>[number] {
  const life = expiry ? lifetime(expiry) : undefined;
  return { name, ...(life ? { lifetime: life } : {}) };
}
