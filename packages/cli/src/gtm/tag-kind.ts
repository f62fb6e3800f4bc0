/** What is known of a tag by its type alone. */
export interface TagKind {
  /** As Tag Manager's screens call it. */
  readonly name: string;
  /** Id in the catalogue; missing where it depends on the tag's settings, or where the catalogue does not have it. */
  readonly provider?: string;
  /** Consent types that the tag asks for by itself: it runs without them, in another way. */
  readonly checks?: readonly string[];
}

/**
 * The types that Google's own tags check by themselves: without them they keep no cookie and still report.
 * @see https://support.google.com/tagmanager/answer/10718549
 */
const CHECKS = ['ad_storage', 'ad_user_data', 'ad_personalization', 'analytics_storage'];
const google = (name: string, provider?: string): TagKind => ({
  name,
  checks: CHECKS,
  ...(provider ? { provider } : {}),
});
const vendor = (name: string, provider?: string): TagKind => ({ name, ...(provider ? { provider } : {}) });

/** Tag type → what it is. @see https://developers.google.com/tag-platform/tag-manager/api/v2/tag-dictionary-reference */
const KINDS: Readonly<Record<string, TagKind>> = {
  // Which product a Google tag is of stands in its id.
  googtag: google('Google tag'),
  gaawc: google('GA4 configuration', 'google-analytics-4'),
  gaawe: google('GA4 event', 'google-analytics-4'),
  ua: google('Universal Analytics', 'google-analytics-4'),
  ga: google('Classic Google Analytics', 'google-analytics-4'),
  awct: google('Google Ads conversion tracking', 'google-ads'),
  awcc: google('Google Ads calls from website conversion', 'google-ads'),
  awud: google('Google Ads user-provided data', 'google-ads'),
  sp: google('Google Ads remarketing', 'google-ads'),
  gclidw: google('Conversion linker', 'google-ads'),
  flc: google('Floodlight counter', 'google-marketing-platform'),
  fls: google('Floodlight sales', 'google-marketing-platform'),
  baut: vendor('Microsoft Advertising UET', 'microsoft-advertising'),
  bzi: vendor('LinkedIn Insight', 'linkedin'),
  crto: vendor('Criteo OneTag', 'criteo'),
  hjtc: vendor('Hotjar', 'hotjar'),
  pntr: vendor('Pinterest', 'pinterest'),
  twitter_website_tag: vendor('X (Twitter) base code', 'x-ads'),
  asp: vendor('AdRoll Smart Pixel'),
  cegg: vendor('Crazy Egg'),
  csm: vendor('comScore'),
  mf: vendor('Mouseflow'),
  qcm: vendor('Quantcast Measure'),
  qpx: vendor('Quora Pixel'),
  tdlc: vendor('Tradedoubler lead conversion'),
  tdsc: vendor('Tradedoubler sale conversion'),
  yieldify: vendor('Yieldify'),
  html: { name: 'Custom HTML' },
  img: { name: 'Custom image' },
};

/** Missing for a type that is not known here. */
export function tagKind(type: string): TagKind | undefined {
  return Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
}

/** Whether a tag is made of a template: the container's own, or one of the gallery. */
export const isTemplateTag = (type: string): boolean => type.startsWith('cvt_');
