import { type Droppable, type ProviderCategory, providerCategory, type Service, type Text } from '../schema/index.ts';
import { type CatalogueProvider, catalogueProvider, type ProviderFacts, providerFacts } from './catalogue.ts';
import { informationItem } from './information-item.ts';
import { lifetime } from './lifetime.ts';
import { overCatalogue } from './over-catalogue.ts';
import { ownPurposeOf } from './own-purposes.ts';
import { providerNames } from './provider-names.ts';

/**
 * What a site says about a provider it uses: its purpose, and anything that differs from the catalogue. `null` drops
 * what does not hold here, e.g. an opt-out procedure that this site does not offer.
 */
export type CatalogueUse = Pick<Service, 'purpose'> &
  Partial<Omit<Service, Droppable>> & { [Key in Droppable]?: Service[Key] | null };

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
  const name = providerNames[id];
  const category = providerCategory.safeParse(provider.purposeCategory.replaceAll('_', '-')).data;
  if (!name || !category) throw new RangeError(`"${id}" is a programme of the industry, not a provider of tags`);
  const facts: Partial<ProviderFacts> = providerFacts(id) ?? {};
  const { recipient = null, country = null, recipientPurpose = null, unsureLifetimes = [] } = facts;
  const { joinsPerson, optOutStops, optOutReach } = facts;
  return {
    id,
    provider: id,
    category,
    name,
    recipient,
    country,
    ...(provider.transmits.length
      ? { information: provider.transmits.map((item) => informationItem(ofMaps(id, item))) }
      : {}),
    ownPurpose: ownPurpose(provider, category),
    recipientPurpose,
    ...(joinsPerson ? { joinsPerson: JOINS } : {}),
    ...(provider.domains.length ? { hosts: [...provider.domains] } : {}),
    ...(provider.cookies.length ? { cookies: provider.cookies.map((row) => cookieRow(row, unsureLifetimes)) } : {}),
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
  const row = overCatalogue(catalogueRow(id), use);
  if (!row.information) throw new RangeError(`"${id}" transmits nothing that is known: say what, in "information"`);
  return row as Service;
}

// The data file has one item for whatever is embedded; a map is no video.
const ofMaps = (id: string, item: string): string =>
  id === 'google-maps' && item === '埋め込みコンテンツの再生・表示操作' ? '地図の表示操作' : item;

function ownPurpose({ id }: CatalogueProvider, category: ProviderCategory): Text {
  if (id === 'google-maps') return { ja: 'ページ内での地図の表示', en: 'Showing maps inside our pages' };
  if (category === 'embed') return { ja: 'ページ内での動画の再生', en: 'Playing videos inside our pages' };
  return ownPurposeOf[category];
}

function cookieRow(
  { name, expiry }: CatalogueProvider['cookies'][number],
  unsure: readonly string[],
): NonNullable<Service['cookies']>[number] {
  const life = expiry && !unsure.includes(name) ? lifetime(expiry) : undefined;
  return { name, ...(life ? { lifetime: life } : {}) };
}
