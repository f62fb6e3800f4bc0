/**
 * Whose permission a tool needs that a bridge speaks to, where a site's config names none: per bridge one purpose, or one
 * for each signal that the tool knows, in the tool's own words.
 */
export const BRIDGE_PURPOSES = {
  uet: 'advertising',
  clarity: { ad_Storage: 'advertising', analytics_Storage: 'statistics' },
  meta: 'advertising',
  tiktok: 'advertising',
  'adobe-opt-in': { aa: 'statistics', ecid: 'statistics', aam: 'advertising', target: 'recommendation' },
  'adobe-web-sdk': 'statistics',
  hubspot: { analytics: 'statistics', advertisement: 'advertising', functionality: 'recommendation' },
  pardot: 'advertising',
  marketo: 'advertising',
  karte: 'recommendation',
  'treasure-data': 'statistics',
} as const;

/** The purposes of the TCF, by the site's. */
export const TCF_PURPOSES = {
  1: 'advertising',
  2: 'advertising',
  3: 'advertising',
  4: 'advertising',
  5: 'recommendation',
  6: 'recommendation',
  7: 'advertising',
  8: 'statistics',
  9: 'statistics',
  10: 'statistics',
  11: 'recommendation',
} as const;

/** What `usnat` asks about, by the site's purposes. */
export const USNAT_PURPOSES = {
  sale: 'advertising',
  sharing: 'advertising',
  targetedAdvertising: 'advertising',
} as const;
