let last = 0;

/**
 * A UUID version 7: sorts by the millisecond it was made in. Two of one page never share one, so that choices keep their
 * order.
 * @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7
 */
export function uuidV7(now: number = Date.now()): string {
  last = Math.max(now, last + 1);
  // Prototype.js has an `Array.from` of its own, which maps nothing.
  const random = [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, '0'));
  const hex = `${last.toString(16).padStart(12, '0')}7${random.join('').slice(1)}`;
  // The variant is two bits of the 17th digit, which is one of 8, 9, a, b; 72 random bits are enough without its others.
  return hex.replace(/(.{8})(.{4})(.{4}).(.{3})/, '$1-$2-$3-8$4-');
}

/** When a UUID version 7 was made, in milliseconds since 1970. */
export function madeAt(uuid: string): number {
  return Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16);
}
