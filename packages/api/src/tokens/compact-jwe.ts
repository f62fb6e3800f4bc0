import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { randomText } from '../subjects/random-text.ts';

const ALGORITHM = 'aes-256-gcm';
const TAG = { authTagLength: 16 };
/** Header, no encrypted key, initialization vector, ciphertext, tag. */
const SHAPE = /^([\w-]+)\.\.([\w-]{16})\.([\w-]+)\.([\w-]{22})$/;

/** The header of all tokens of a key, as it stands in front of them: direct encryption, AES-256-GCM. */
export function tokenHeader(kid: string): string {
  return Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid })).toString('base64url');
}

/**
 * Seals claims as a JWE in compact form. Web Crypto would hand each one to another thread and back, which costs several times the
 * encryption, and takes those apart that come together.
 * @param header of the key, see {@link tokenHeader}
 * @param key 256 bits
 * @see https://www.rfc-editor.org/rfc/rfc7516#section-5.1 and https://www.rfc-editor.org/rfc/rfc7518#section-5.3
 */
export function sealClaims(claims: object, header: string, key: KeyObject): string {
  // 96 random bits, never used twice with one key.
  const vector = randomText(12, 'base64url');
  const cipher = createCipheriv(ALGORITHM, key, Buffer.from(vector, 'base64url'), TAG);
  cipher.setAAD(Buffer.from(header, 'latin1'));
  // In this mode the end adds nothing to what is encrypted.
  const sealed = cipher.update(JSON.stringify(claims), 'utf8');
  cipher.final();
  return `${header}..${vector}.${sealed.toString('base64url')}.${cipher.getAuthTag().toString('base64url')}`;
}

/**
 * The claims of a token, or undefined where it is none of ours: cut off, altered, or made with another key.
 * @param keyOf the key that a token names
 */
export async function openClaims(
  token: string,
  keyOf: (kid: string) => Promise<KeyObject | undefined> | KeyObject | undefined,
): Promise<Record<string, unknown> | undefined> {
  const [, header = '', vector = '', sealed = '', tag = ''] = SHAPE.exec(token) ?? [];
  const kid = kidOf(header);
  const key = kid === undefined ? undefined : await keyOf(kid);
  if (!key) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(vector, 'base64url'), TAG);
  decipher.setAAD(Buffer.from(header, 'latin1'));
  decipher.setAuthTag(Buffer.from(tag, 'base64url'));
  const payload = decipher.update(sealed, 'base64url', 'utf8');
  try {
    // Nothing of what has been decrypted is looked at before this has found it whole.
    decipher.final();
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

/** The key that a header names. Ours are all alike: one that asks for anything else is not ours. */
function kidOf(header: string): string | undefined {
  try {
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
    return typeof kid === 'string' && tokenHeader(kid) === header ? kid : undefined;
  } catch {
    return undefined;
  }
}
