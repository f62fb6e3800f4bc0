import { type CatalogueRow, catalogueRow } from '@noren/model/catalogue';
import type { Mode, Service, SiteConfig } from '@noren/model/schema';
import { PURPOSE_OF, starterPurposes } from '../init/starter-purposes.ts';
import { siteOf } from '../pages/site.ts';

/** One purpose, as far as a tag manager has to know it. */
export interface GatePurpose {
  readonly id: string;
  readonly mode: Mode;
  /** Google's consent types that it grants; may be none. */
  readonly types: readonly string[];
}

/** What a container is looked at against: a site's purposes and rows. */
export interface Ground {
  readonly purposes: readonly GatePurpose[];
  /** Rows of the register that are in force. */
  readonly rows: readonly Service[];
  /** Host names of the site itself and of its consent API. */
  readonly ownHosts: ReadonlySet<string>;
  /** Those of the site's texts. */
  readonly languages: readonly string[];
}

/** What a site's own config says. */
export function groundOf(config: SiteConfig, now: Date): Ground {
  const { rows, ownHosts } = siteOf(config, now);
  return { purposes: config.purposes.map(gatePurpose), rows, ownHosts, languages: config.languages };
}

/** Where there is no config: the purposes that `noren init` writes, and no rows. */
export function starterGround(): Ground {
  const purposes = starterPurposes({ embeds: true }).map(gatePurpose);
  return { purposes, rows: [], ownHosts: new Set(), languages: ['ja', 'en'] };
}

function gatePurpose({ id, mode, consentMode = [] }: SiteConfig['purposes'][number]): GatePurpose {
  return { id, mode, types: consentMode };
}

/** What a tag needs. */
export interface Need {
  /** With the mode of the row, where that is a stricter one. */
  readonly purpose: GatePurpose;
  /** The site's own row that says so. */
  readonly row?: Service;
}

/** How a row of the site is permitted. `undefined` where its purpose is none of the site's. */
export function needOfRow(row: Service, { purposes }: Ground): Need | undefined {
  const purpose = purposes.find(({ id }) => id === row.purpose);
  return purpose && { purpose: { ...purpose, mode: row.mode ?? purpose.mode }, row };
}

/**
 * What a provider's tag needs on a site: as its rows say, and where there are none, as the kind of provider would have it.
 * `undefined` where the site has no purpose that fits.
 */
export function needOfProvider(provider: string, ground: Ground): Need | undefined {
  const rows = ground.rows.filter((row) => row.provider === provider || row.id === provider);
  const needs = rows.map((row) => needOfRow(row, ground)).filter((need) => need !== undefined);
  // Of several rows the strictest holds: a container does not say which of them a tag is.
  const strict = ['opt-in', 'opt-out', 'notify', 'always'];
  const [strictest] = needs.sort((a, b) => strict.indexOf(a.purpose.mode) - strict.indexOf(b.purpose.mode));
  if (strictest) return strictest;
  const category = knownRow(provider)?.category;
  // What it brings may be for anything.
  if (category === 'tag-management') return undefined;
  const usual = category && PURPOSE_OF[category];
  const purpose =
    ground.purposes.find(({ id }) => id === usual) ??
    ground.purposes.find(({ types }) => category && types.includes(TYPE_OF[category]));
  return purpose && { purpose };
}

/** Kind of provider → the consent type by which a site's purpose for it can be told, whatever its name. */
const TYPE_OF = {
  advertising: 'ad_storage',
  analytics: 'analytics_storage',
  cdp: 'personalization_storage',
  embed: 'personalization_storage',
  'marketing-automation': 'personalization_storage',
  personalization: 'personalization_storage',
  security: 'security_storage',
} as const;

/** A provider's row in the catalogue; missing for what stands in no row. */
export function knownRow(provider: string): CatalogueRow | undefined {
  try {
    return catalogueRow(provider);
  } catch {
    return undefined;
  }
}
