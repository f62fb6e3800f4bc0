import { hash as digest } from 'node:crypto';

/** Salted commitment to a subject or a member. Without the salt nobody, with any key, can tell whose record it is. */
export function commitment(salt: string, keyedHash: string): string {
  return digest('sha256', `${salt}${keyedHash}`, 'base64url');
}
