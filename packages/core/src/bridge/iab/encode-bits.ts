const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A number, and how many bits it takes. */
export type Field = readonly [value: number, bits: number];

/** Fields one after another, filled up to whole bytes, in base64url: how the IAB writes a segment. */
export function encodeBits(fields: readonly Field[]): string {
  const bits = fields.map(([value, width]) => value.toString(2).padStart(width, '0')).join('');
  const bytes = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
  const sixes = bytes.padEnd(Math.ceil(bytes.length / 6) * 6, '0').match(/.{6}/g) ?? [];
  return sixes.map((six) => ALPHABET[Number.parseInt(six, 2)]).join('');
}

/** One bit for each id from 1 to `last`. */
export function bitField(ids: Iterable<number>, last: number): Field[] {
  const set = new Set(ids);
  return Array.from({ length: last }, (_, at) => [set.has(at + 1) ? 1 : 0, 1]);
}
