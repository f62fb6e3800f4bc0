import type { Purpose } from '../schema/index.ts';
import { canonicalJson } from './canonical-json.ts';

/** What visitors read of a purpose, and what a yes to it lets happen. How the notice's sentence names it may be put right. */
const STANDS = [
  'title',
  'description',
  'refused',
  'mode',
  'gpc',
  'scope',
  'requires',
  'consentMode',
] as const satisfies (keyof Purpose)[];

/** The keys in which a purpose is another one than under the published label. */
export function changedStands(before: Purpose, after: Purpose): (typeof STANDS)[number][] {
  return STANDS.filter((key) => canonicalJson(before[key] ?? null) !== canonicalJson(after[key] ?? null));
}
