import { type ConsentModeType, consentModeType, type SiteConfig } from '../schema/index.ts';

/** What Google's tags are told, as data: by the head snippet, and where a page has none by the bridge `google`. */
export interface ConsentMode {
  /** Name of the global array; `dataLayer` where it is left out. */
  readonly layer?: string;
  /** Each as the arguments of `gtag`, in order, before anything else. */
  readonly commands: unknown[][];
  /**
   * The purpose of each type that has one. The third is the cause whose update leaves a type out while it is undecided: where
   * a region has its own default, the start does not take it away.
   */
  readonly types: (
    | readonly [type: ConsentModeType, purpose: string]
    | readonly [type: ConsentModeType, purpose: string, regional: 'start']
  )[];
}

/**
 * A site's Consent Mode: every type denied by default, also one that no purpose grants; what a region has
 * instead; how long tags wait for the first update.
 * @returns `undefined` where no purpose has a type
 */
export function consentModeOf({
  purposes,
  consentMode = {},
}: Pick<SiteConfig, 'purposes' | 'consentMode'>): ConsentMode | undefined {
  const { layer, waitForUpdateMs = 500, regions = [], adsDataRedaction, urlPassthrough } = consentMode;
  const types = purposes.flatMap(({ id, consentMode: own = [] }): ConsentMode['types'] =>
    own.map((type) => (regions.length ? [type, id, 'start'] : [type, id])),
  );
  if (types.length === 0) return undefined;
  const standing = (granted: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(consentModeType.options.map((type) => [type, granted.includes(type) ? 'granted' : 'denied']));
  const wait = { wait_for_update: waitForUpdateMs };
  return {
    ...(layer ? { layer } : {}),
    types,
    commands: [
      ['consent', 'default', { ...standing([]), ...wait }],
      ...regions.map(({ regions: region, granted }) => [
        'consent',
        'default',
        { ...standing(granted), ...wait, region },
      ]),
      ...(adsDataRedaction ? [['set', 'ads_data_redaction', true]] : []),
      ...(urlPassthrough ? [['set', 'url_passthrough', true]] : []),
    ],
  };
}
