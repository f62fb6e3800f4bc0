import type { KeyObject } from 'node:crypto';
import { mailClass } from '@noren/model/schema';
import { openClaims, sealClaims } from '../tokens/compact-jwe.ts';

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

/**
 * The claims of a token, or undefined where it is none of ours: cut off, altered, or made with another key.
 * @param keyOf the key that a token names
 */
export async function openToken(
  token: string,
  keyOf: (kid: string) => Promise<KeyObject | undefined>,
): Promise<LinkClaims | undefined> {
  const payload = await openClaims(token, keyOf);
  return payload && claimsOf(payload);
}

function claimsOf(payload: Record<string, unknown>): LinkClaims | undefined {
  const { sub, cmp, cls, aud, iat, exp, jti } = payload;
  const texts = [sub, cmp, aud, jti].every((value) => typeof value === 'string');
  const times = [iat, exp].every((value) => Number.isSafeInteger(value));
  if (!texts || !times || !mailClass.exclude(['service']).safeParse(cls).success) return undefined;
  return {
    member: sub,
    campaign: cmp,
    class: cls,
    site: aud,
    issuedAt: iat,
    expiresAt: exp,
    nonce: jti,
  } as LinkClaims;
}
