import { mailClass } from '@noren/model/schema';
import { CompactEncrypt, type CryptoKey, compactDecrypt, errors } from 'jose';

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

const ENCRYPTION = { alg: 'dir', enc: 'A256GCM' } as const;
const utf8 = new TextEncoder();
const text = new TextDecoder('utf-8', { fatal: true });

/**
 * A token: JWE in compact form.
 * @param key 256 bits, imported once: raw bytes are imported anew for each token, which costs three times as much
 * @see https://www.rfc-editor.org/rfc/rfc7516
 */
export function sealToken(claims: LinkClaims, kid: string, key: CryptoKey): Promise<string> {
  const { member, campaign, class: mail, site, issuedAt, expiresAt, nonce } = claims;
  const payload = { sub: member, cmp: campaign, cls: mail, aud: site, iat: issuedAt, exp: expiresAt, jti: nonce };
  return new CompactEncrypt(utf8.encode(JSON.stringify(payload)))
    .setProtectedHeader({ ...ENCRYPTION, kid })
    .encrypt(key);
}

/**
 * The claims of a token, or undefined where it is none of ours: cut off, altered, or made with another key.
 * @param keyOf the key that a token names
 */
export async function openToken(
  token: string,
  keyOf: (kid: string) => Promise<CryptoKey | undefined>,
): Promise<LinkClaims | undefined> {
  try {
    const { plaintext } = await compactDecrypt(
      token,
      async ({ kid = '' }) => {
        const key = await keyOf(kid);
        if (!key) throw new errors.JWKSNoMatchingKey();
        return key;
      },
      { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
    );
    return claimsOf(JSON.parse(text.decode(plaintext)));
  } catch (error) {
    // A database that is away is no fault of the token.
    if (error instanceof errors.JOSEError || error instanceof SyntaxError || error instanceof TypeError)
      return undefined;
    throw error;
  }
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
