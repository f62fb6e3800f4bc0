import type { Surroundings } from './surroundings.ts';

/** What `--json` says: one value, and nothing else on stdout. */
export function writeJson({ stdout }: Pick<Surroundings, 'stdout'>, value: unknown): void {
  stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}
