/** A UUID version 7: sorts by the millisecond it was made in. @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7 */
export function uuidV7(now: number = Date.now()): string {
  const random = Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => byte.toString(16).padStart(2, '0'));
  const hex = `${now.toString(16).padStart(12, '0')}7${random.join('').slice(1)}`;
  // The variant is two bits of the 17th digit: one of 8, 9, a, b.
  return hex.replace(
    /(.{8})(.{4})(.{4})(.)(.{3})/,
    (_, a, b, c, d, e) => `${a}-${b}-${c}-${((Number.parseInt(d, 16) & 3) | 8).toString(16)}${e}-`,
  );
}
