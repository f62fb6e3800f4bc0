import { withToken } from '@noren/model';
import type { TokenCarrier } from '@noren/model/schema';
import type { CryptoKey } from 'jose';
import { randomText } from '../subjects/random-text.ts';
import { type LinkClaims, sealToken } from './token.ts';

/** What the links of one batch share. */
export interface SealTerms extends Omit<LinkClaims, 'member' | 'nonce'> {
  readonly carrier: TokenCarrier;
}

/** One link to be made. */
export interface SealItem {
  readonly member: string;
  readonly url: string;
}

/** Makes personalised links: one token each. @returns the addresses, in the order of the items */
export function sealLinks(
  { carrier, ...shared }: SealTerms,
  items: readonly SealItem[],
  kid: string,
  key: CryptoKey,
): Promise<string[]> {
  return Promise.all(
    items.map(async ({ member, url }) => {
      const token = await sealToken({ ...shared, member, nonce: randomText(16, 'base64url') }, kid, key);
      return withToken(url, token, carrier);
    }),
  );
}
