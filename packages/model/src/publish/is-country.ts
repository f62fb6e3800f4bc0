/** What Unicode names beside the countries of ISO 3166-1: groups of countries, islands with a reserved code, no place at all. */
const NO_COUNTRY = ['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'ZZ'];

/** Codes that were given up, and another spelling of GB: not every engine's Intl leads them to what is in force. */
const GIVEN_UP = ['AN', 'BU', 'CS', 'DD', 'FX', 'NT', 'SU', 'TP', 'UK', 'YD', 'YU', 'ZR'];

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Whether two capital letters are a country in force. XK passes: Kosovo has no other code. */
export function isCountry(code: string): boolean {
  return ![...NO_COUNTRY, ...GIVEN_UP].includes(code) && names.of(code) !== undefined;
}
