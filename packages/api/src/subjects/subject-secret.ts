import { createHmac, createSecretKey } from 'node:crypto';
import { randomText } from './random-text.ts';

/** 128 random bits, base64url: whoever has it may read and continue a subject's records. */
export type SubjectSecret = string;

const SHAPE = /^[A-Za-z0-9_-]{22}$/;

export function newSubjectSecret(): SubjectSecret {
  return randomText(16, 'base64url');
}

export function isSubjectSecret(value: string): boolean {
  return SHAPE.test(value);
}

/** Turns a secret, or a member id, into the only form in which it is stored. */
export type SecretHasher = (site: string, secret: SubjectSecret) => string;

/** HMAC-SHA-256 under a key, so that a copy of the database alone finds nobody. */
export function secretHasher(key: Uint8Array): SecretHasher {
  // A key object is made once: making it of bytes each time costs several times the hash.
  const object = createSecretKey(key);
  return (site, secret) => createHmac('sha256', object).update(`${site}\n${secret}`).digest('base64url');
}
