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
