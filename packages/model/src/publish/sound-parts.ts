import type { z } from 'zod';
import type { SiteConfig } from '../schema/index.ts';
import type { Finding } from './finding.ts';

/** Lists of which every entry is whole by itself: one with a wrong shape says nothing against those beside it. */
const LISTS = ['entities', 'purposes', 'services', 'editions', 'documents', 'industryOptOuts'] as const;
/** Of the config itself: the editions of a document are in another list. */
const PLACE = new RegExp(`(?<![\\w.])(${LISTS.join('|')})\\[(\\d+)\\]`, 'g');

type Key = keyof SiteConfig;

/**
 * What a finding says is not there, and where it would have been: with that part broken, nobody knows. Places begin as
 * the paths do; `*` is any.
 */
const ABOUT_OTHERS: readonly (readonly [code: string, place: string, needs: readonly Key[]])[] = [
  ['unknown-purpose', '*', ['purposes']],
  ['no-necessary-purpose', '*', ['purposes']],
  ['edition-affects-nothing', '*', ['purposes']],
  ['unknown-entity', '*', ['entities']],
  ['unknown-edition', '*', ['editions']],
  ['no-edition-in-force', '*', ['editions']],
  ['unknown-document', '*', ['documents']],
  ['unknown-section', 'editions', ['editions']],
  ['missing-section', 'editions', ['editions']],
  ['empty-section', 'editions', ['editions', 'jointUse']],
  ['joint-use-untold', '*', ['editions', 'jointUse']],
  ['joint-use-told-twice', '*', ['editions']],
  ['personal-urls-without-api', '*', ['api']],
  ['missing-language', 'languages', ['words']],
  ['mail-without-api', 'mail', ['api']],
  ['topic-without-about', 'mail', ['responsible', 'entity']],
  ['service-notice-not-operators', 'mail', ['responsible', 'entity']],
  ['company-not-signed', 'mail', ['responsible', 'entity', 'jointUse']],
  ['topic-beyond-joint-use', 'mail', ['responsible', 'entity', 'jointUse']],
];

/** What of a config with a wrong shape can be checked for its meaning all the same. */
export interface SoundParts {
  /** Without the broken parts: whole rows are left out, and lists that must be there are empty. */
  readonly config: SiteConfig;
  /** Those of the findings about it that hold whatever the broken parts were meant to be, with paths of the whole config. */
  holding(findings: readonly Finding[]): Finding[];
}

/**
 * What is left of a config when everything with a wrong shape is taken out.
 * @param issues of the whole config's shape
 * @returns `undefined` where it is no object
 */
export function soundParts(input: unknown, issues: readonly z.core.$ZodIssue[]): SoundParts | undefined {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return undefined;
  const rows = new Map<string, Set<number>>(LISTS.map((list) => [list, new Set()]));
  const broken = new Set<string>();
  let misspelt: readonly string[] = [];
  for (const { path, ...issue } of issues) {
    const [key, index] = path;
    if (key === undefined) misspelt = issue.code === 'unrecognized_keys' ? issue.keys : misspelt;
    else if (typeof index === 'number' && rows.has(String(key))) rows.get(String(key))?.add(index);
    else broken.add(String(key));
  }
  const given = input as Readonly<Record<string, unknown>>;
  const empty = { entities: [], purposes: [], services: [], editions: [], languages: [], origins: [] };
  const left = Object.entries(given)
    .filter(([key]) => !broken.has(key) && !misspelt.includes(key))
    .map(([key, value]) => [key, without(value, rows.get(key))]);
  const config = { ...empty, ...Object.fromEntries(left) } as unknown as SiteConfig;
  // Where a key is misspelt, any that is not there may be the one that was meant.
  const isWhole = (key: Key): boolean =>
    !broken.has(key) && !rows.get(key)?.size && (misspelt.length === 0 || Object.hasOwn(given, key));
  const inWhole = (text: string): string =>
    text.replace(PLACE, (_, list: string, at: string) => `${list}[${placeOf(Number(at), rows.get(list))}]`);
  return {
    config,
    holding: (findings) =>
      findings
        .filter(({ code, path }) =>
          ABOUT_OTHERS.every(
            ([other, place, needs]) =>
              other !== code || (place !== '*' && !path.startsWith(place)) || needs.every(isWhole),
          ),
        )
        .map((found) => ({ ...found, path: inWhole(found.path), fix: inWhole(found.fix) })),
  };
}

function without(value: unknown, rows: ReadonlySet<number> | undefined): unknown {
  return rows?.size && Array.isArray(value) ? value.filter((_, at) => !rows.has(at)) : value;
}

/** Where the entry stands that is at this place once the others are left out. */
function placeOf(left: number, gone: ReadonlySet<number> = new Set()): number {
  let place = -1;
  for (let count = -1; count < left; ) {
    place += 1;
    if (!gone.has(place)) count += 1;
  }
  return place;
}
