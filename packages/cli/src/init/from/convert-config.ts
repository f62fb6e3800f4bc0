import { NorenError } from '@noren/model';
import type { LocatedFinding } from '../../located-finding.ts';
import { STARTER_LANGUAGES, type StarterLanguage } from '../starter-languages.ts';
import type { DraftSite, Taken } from './draft-site.ts';
import { fromKlaro } from './from-klaro.ts';
import { fromVanilla } from './from-vanilla.ts';
import { fromVanilla2 } from './from-vanilla-2.ts';
import { objectOf } from './object-of.ts';
import { type OtherConfig, placed, type ReadTool, readOtherConfig } from './read-other-config.ts';

/** What was made of another tool's config. */
export interface Converted {
  readonly tool: ReadTool;
  readonly languages: readonly [StarterLanguage, ...StarterLanguage[]];
  readonly draft: DraftSite;
  readonly taken: readonly Taken[];
  /** What was not taken, where it stands and why. */
  readonly left: readonly LocatedFinding[];
}

/**
 * Converts another tool's config, which is read and never run.
 * @param languages those that were asked for; default: those of the file that a new site has texts in
 * @throws {NorenError} `not-a-script`, `no-other-config`
 */
export function convertConfig(
  text: string,
  file: string,
  edition: string,
  languages: readonly [StarterLanguage, ...StarterLanguage[]] | undefined,
): Converted {
  const other = readOtherConfig(text, file);
  const spoken = languages ?? languagesOf(other);
  const taken: Taken[] = [];
  const left: { path: string; why: string; at?: number }[] = [...other.leftOut];
  const isSecond = other.config.categories === undefined;
  const convert = other.tool === 'klaro' ? fromKlaro : isSecond ? fromVanilla2 : fromVanilla;
  const draft = convert(
    other.config,
    {
      languages: spoken,
      taken: (path, as) => taken.push({ path, as }),
      left: (path, why) => left.push({ path, why }),
    },
    edition,
  );
  if (draft.purposes.length < 2) {
    const [unread] = other.leftOut;
    const fix = `a config with at least one category or service that visitors decide about${unread ? `; of this one is left out, for one: ${unread.why}` : ''}`;
    throw new NorenError({
      code: 'no-other-config',
      path: unread ? placed(file, other.positionOf(unread.at)) : file,
      fix,
    });
  }
  const findings = left.map(({ path, why, at = placeOf(other, path) }): LocatedFinding => {
    const position = at === undefined ? {} : other.positionOf(at);
    return { severity: 'warning', code: 'not-taken', path, fix: why, ...position };
  });
  return {
    tool: other.tool,
    languages: spoken,
    draft,
    taken,
    left: findings.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)),
  };
}

/** Those that a new site has texts in, the usual one of the file first. */
function languagesOf({ tool, config }: OtherConfig): [StarterLanguage, ...StarterLanguage[]] {
  const language = objectOf(config.language);
  const isKlaro = tool === 'klaro';
  const all = objectOf(isKlaro ? config.translations : (language.translations ?? config.languages));
  const usual = isKlaro ? config.lang : (language.default ?? config.current_lang);
  const there = STARTER_LANGUAGES.filter((one) => Object.hasOwn(all, one));
  const [first, ...others] = there.toSorted((a, b) => Number(b === usual) - Number(a === usual));
  return first ? [first, ...others] : ['ja', 'en'];
}

/** Where a path stands, or the nearest one around it. */
function placeOf({ places }: OtherConfig, path: string): number | undefined {
  for (let at = path; at; at = at.replace(/(\.[^.[]*|\[[^[]*)$/, '')) {
    const found = places.get(at);
    if (found !== undefined) return found;
    if (!/[.[]/.test(at)) break;
  }
  return undefined;
}
