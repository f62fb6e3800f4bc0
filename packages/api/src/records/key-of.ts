/** Several texts, none with a line break in it, as one key of a map. */
export function keyOf(...parts: readonly string[]): string {
  return parts.join('\n');
}
