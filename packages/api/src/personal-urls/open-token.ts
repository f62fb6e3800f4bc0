import type { KeyObject } from 'node:crypto';
import { mailClass } from '@noren/model/schema';
import { openClaims } from '../tokens/compact-jwe.ts';
import type { LinkClaims } from './token.ts';

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
