import type { KeyObject } from 'node:crypto';
import { sealClaims } from '../tokens/compact-jwe.ts';

/** What a link says of its reader, readable by this installation alone. */
export interface LinkClaims {
  /** The operator's id of the member. */
  readonly member: string;
  readonly campaign: string;
  readonly class: 'notice' | 'newsletter';
  /** Site that the link leads to. */
  readonly site: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  /** Seconds since 1970. */
  readonly expiresAt: number;
  /** 128 random bits, base64url: this link and no other. */
  readonly nonce: string;
}

/**
 * The token of a link.
 * @param header of the key, as `tokenHeader` makes it
 * @param key 256 bits
 */
export function sealToken(claims: LinkClaims, header: string, key: KeyObject): string {
  const { member, campaign, class: mail, site, issuedAt, expiresAt, nonce } = claims;
  return sealClaims(
    { sub: member, cmp: campaign, cls: mail, aud: site, iat: issuedAt, exp: expiresAt, jti: nonce },
    header,
    key,
  );
}
