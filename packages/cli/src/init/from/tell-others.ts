import type { Conversion } from './draft-site.ts';

/** Tells of every key that nothing was made of. */
export function tellOthers(
  value: Readonly<Record<string, unknown>>,
  path: string,
  known: readonly string[],
  left: Conversion['left'],
  why = 'there is no such setting here',
): void {
  for (const [key, inner] of Object.entries(value))
    if (inner !== undefined && !known.includes(key)) left(path ? `${path}.${key}` : key, why);
}
