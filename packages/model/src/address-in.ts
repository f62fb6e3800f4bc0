import type { Address } from './schema/index.ts';

/**
 * Where a link leads somebody who reads a language: the address in it, else in the first of the site's languages that has
 * one, else any.
 * @param languages those of the site, the fallback first
 */
export function addressIn(address: Address, language: string, languages: readonly string[]): string {
  if (typeof address === 'string') return address;
  const found = [language, ...languages].find((one) => address[one] !== undefined);
  return address[found ?? ''] ?? Object.values(address)[0] ?? '';
}
