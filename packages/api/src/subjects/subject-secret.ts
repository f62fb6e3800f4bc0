import { createHmac, randomBytes } from 'node:crypto';

/** 128 random bits, base64url: whoever has it may read and continue a subject's records. */
export type SubjectSecret = string;

const SHAPE = /^[A-Za-z0-9_-]{22}$/;

export function newSubjectSecret(): SubjectSecret {
  return randomBytes(16).toString('base64url');
}

export function isSubjectSecret(value: string): boolean {
  return SHAPE.test(value);
}

/** The only form in which a secret is stored. Keyed, so that a copy of the database alone finds nobody. */
export function hashSubjectSecret(key: Uint8Array, site: string, secret: SubjectSecret): string {
  return createHmac('sha256', key).update(`${site}\n${secret}`).digest('base64url');
}
