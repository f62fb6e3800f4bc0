/** What Unicode names beside the countries of ISO 3166-1: groups of countries, islands with a reserved code, no place at all. */
const NO_COUNTRY = ['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'ZZ'];

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/**
 * Whether two capital letters are a country in force. Codes that were given up (SU, YU) and other spellings (UK) lead to
 * another code. XK passes: Kosovo has no other one.
 */
export function isCountry(code: string): boolean {
  return !NO_COUNTRY.includes(code) && new Intl.Locale(`und-${code}`).region === code && names.of(code) !== undefined;
}
