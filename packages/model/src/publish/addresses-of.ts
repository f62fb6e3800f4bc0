import type { Address, SiteConfig } from '../schema/index.ts';

/** Every address of a config that visitors follow, with its path. */
export function addressesOf(config: SiteConfig): [path: string, address: Address][] {
  const found: [string, Address | undefined][] = [
    ['registerUrl', config.registerUrl],
    ['policyUrl', config.policyUrl],
    ...config.services.flatMap(({ policyUrl, optOutUrl }, at): [string, Address | undefined][] => [
      [`services[${at}].policyUrl`, policyUrl],
      [`services[${at}].optOutUrl`, optOutUrl],
    ]),
    ...(config.documents ?? []).map(({ withdrawUrl }, at): [string, Address | undefined] => [
      `documents[${at}].withdrawUrl`,
      withdrawUrl,
    ]),
    ...(config.industryOptOuts ?? []).map(({ url }, at): [string, Address] => [`industryOptOuts[${at}].url`, url]),
  ];
  return found.filter((entry): entry is [string, Address] => entry[1] !== undefined);
}
