import { bitField, encodeBits, type Field } from './encode-bits.ts';

/** What a TC string says. Legitimate interests and publisher restrictions are never claimed. */
export interface TcModel {
  readonly cmpId: number;
  readonly cmpVersion: number;
  readonly vendorListVersion: number;
  /** Two letters each. */
  readonly language: string;
  readonly publisherCountry: string;
  /** Seconds since 1970; the string tells the day alone. */
  readonly decidedAt: number;
  /** TCF purposes that are consented to. */
  readonly purposes: readonly number[];
  /** Vendors that were disclosed to the visitor, and those of them that are consented to. */
  readonly disclosed: readonly number[];
  readonly vendors: readonly number[];
}

/** TCF 2.3. @see https://iabeurope.eu/transparency-consent-framework/ */
export const POLICY_VERSION = 5;

const DAY = 86_400;

/**
 * A TC string of TCF 2.3: the core, and the vendors that were disclosed, which every string has to have.
 * @see https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework/blob/master/TCFv2/IAB%20Tech%20Lab%20-%20Consent%20string%20and%20vendor%20list%20formats%20v2.md
 */
export function encodeTcString(model: TcModel): string {
  // In tenths of a second, of midnight in UTC.
  const day = Math.floor(model.decidedAt / DAY) * DAY * 10;
  const core: Field[] = [
    [2, 6],
    [day, 36],
    [day, 36],
    [model.cmpId, 12],
    [model.cmpVersion, 12],
    // The first screen.
    [1, 6],
    ...letters(model.language),
    [model.vendorListVersion, 12],
    [POLICY_VERSION, 6],
    // Of this service alone; in the standard's own texts.
    [1, 1],
    [0, 1],
    // Special features: none.
    [0, 12],
    ...bitField(model.purposes, 24),
    // Legitimate interests: none. Purpose 1 was disclosed as any other.
    [0, 24],
    [0, 1],
    ...letters(model.publisherCountry),
    ...vendorField(model.vendors),
    ...vendorField([]),
    [0, 12],
  ];
  return `${encodeBits(core)}.${encodeBits([[1, 3], ...vendorField(model.disclosed)])}`;
}

function letters(two: string): Field[] {
  return Array.from(two.toUpperCase().slice(0, 2), (letter) => [letter.charCodeAt(0) - 65, 6]);
}

function vendorField(ids: readonly number[]): Field[] {
  const last = Math.max(0, ...ids);
  return [[last, 16], [0, 1], ...bitField(ids, last)];
}
