import { randomFillSync } from 'node:crypto';

// Random bytes cost far less by the thousand than by the dozen.
const pool = Buffer.alloc(8192);
let used = pool.length;

/** Cryptographically random bytes as text, each used once. */
export function randomText(bytes: number, encoding: 'base64url' | 'hex'): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const text = pool.toString(encoding, used, used + bytes);
  pool.fill(0, used, used + bytes);
  used += bytes;
  return text;
}
