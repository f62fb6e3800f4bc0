/** Puts values into the braces of a text: `fill('{count} rows', { count: 3 })`. Unknown braces stay as they are. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (brace, key: string) => (Object.hasOwn(values, key) ? String(values[key]) : brace));
}
