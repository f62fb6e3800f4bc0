import { createSecretKey } from 'node:crypto';
import { withToken } from '@noren/model';
import type { TokenCarrier } from '@noren/model/schema';
import { randomText } from '../subjects/random-text.ts';
import { tokenHeader } from '../tokens/compact-jwe.ts';
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

/**
 * Makes personalised links: one token each.
 * @param bytes the key, 256 bits
 * @returns the addresses, in the order of the items
 */
export function sealLinks(
  { carrier, ...shared }: SealTerms,
  items: readonly SealItem[],
  kid: string,
  bytes: Uint8Array,
): string[] {
  const key = createSecretKey(bytes);
  const header = tokenHeader(kid);
  return items.map(({ member, url }) => {
    const token = sealToken({ ...shared, member, nonce: randomText(16, 'base64url') }, header, key);
    return withToken(url, token, carrier);
  });
}
