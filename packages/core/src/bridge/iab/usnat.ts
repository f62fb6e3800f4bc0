import { encodeBits, type Field } from './encode-bits.ts';

/** Fields of one sub-section, by the names of the standard. */
export type SubSection = Readonly<Record<string, number | boolean | readonly number[]>>;
/** The core, and what Global Privacy Control says. */
export type Usnat = readonly [core: SubSection, gpc: SubSection];

const SENSITIVE = Array<number>(16).fill(0);
const CHILD = Array<number>(3).fill(0);
const VERSION = 2;

/**
 * The section of the United States. 1: the visitor was told, or has opted out; 2: has not; 0: does not apply. Sensitive data
 * and data of children are not the site's affair here; nothing is a transaction under the MSPA.
 * @see https://github.com/InteractiveAdvertisingBureau/Global-Privacy-Platform/tree/main/Sections/US-National
 */
export function usnat(maySell: boolean, mayShare: boolean, mayTarget: boolean, gpc: boolean): Usnat {
  const optedOut = (may: boolean): number => (may ? 2 : 1);
  const core = {
    Version: VERSION,
    SharingNotice: 1,
    SaleOptOutNotice: 1,
    SharingOptOutNotice: 1,
    TargetedAdvertisingOptOutNotice: 1,
    SensitiveDataProcessingOptOutNotice: 0,
    SensitiveDataLimitUseNotice: 0,
    SaleOptOut: optedOut(maySell),
    SharingOptOut: optedOut(mayShare),
    TargetedAdvertisingOptOut: optedOut(mayTarget),
    SensitiveDataProcessing: SENSITIVE,
    KnownChildSensitiveDataConsents: CHILD,
    PersonalDataConsents: 0,
    MspaCoveredTransaction: 2,
    MspaOptOutOptionMode: 0,
    MspaServiceProviderMode: 0,
  };
  return [core, { GpcSegmentType: 1, Gpc: gpc }];
}

/** In the order of the standard, two bits each but for the version. */
export function encodeUsnat([core, gpc]: Usnat): string {
  const { Version: version, ...rest } = core;
  const fields = Object.values(rest)
    .flat()
    .map((value): Field => [Number(value), 2]);
  return `${encodeBits([[Number(version), 6], ...fields])}.${encodeBits([
    [1, 2],
    [gpc.Gpc ? 1 : 0, 1],
  ])}`;
}
