import { randomText } from './subjects/random-text.ts';

/** Sorts before every id. */
export const BEFORE_EVERY_ID = '00000000-0000-0000-0000-000000000000';

export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/**
 * A new UUID version 7: random, but for its first 48 bits, the time. Rows of new subjects, members and entries are thus
 * stored side by side instead of all over the table.
 * @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7
 */
export function newId(now: number = Date.now()): string {
  const time = now.toString(16).padStart(12, '0');
  const random = randomText(10, 'hex');
  // Variant 10 and two random bits.
  const variant = '89ab'[Number.parseInt(random.charAt(3), 16) & 3];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`;
}
