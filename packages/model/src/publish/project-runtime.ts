import { personalUrlSettings } from '../personal-url.ts';
import { DEFAULT_DAYS } from '../questions.ts';
import type { NoticeWords, RuntimeConfig, SiteConfig, Wording } from '../schema/index.ts';
import { editionAt, purposesAffected, rowsInForce } from './edition-at.ts';

/** How much of a wording's hash travels with every page: 72 bits, which name one wording of a site. */
const SHORT_HASH = 12;

/** What the projection needs beside the config. */
export interface ProjectionInput {
  readonly stamp: string;
  readonly wordings: readonly Wording[];
  readonly wordingFile: string;
  readonly wordingHashes: Readonly<Record<string, string>>;
  readonly now: Date;
}

/** The runtime projection: the part of a published config that `noren.js` carries. */
export function projectRuntime(config: SiteConfig, input: ProjectionInput): RuntimeConfig {
  const { layout } = config.notice ?? {};
  const current = editionAt(config, input.now);
  const sequenceOf = (label: string): number => config.editions.findIndex((edition) => edition.label === label) + 1;
  const inForce = config.editions.slice(0, sequenceOf(current.label));
  const since = (purpose: string): number =>
    inForce.findLastIndex((edition) => purposesAffected(config, edition).includes(purpose)) + 1;
  const upcoming = config.editions.slice(inForce.length).map((edition) => ({
    sequence: sequenceOf(edition.label),
    at: Math.floor(Date.parse(edition.effectiveAt) / 1000),
    purposes: purposesAffected(config, edition),
  }));
  return {
    v: 1,
    site: config.site,
    stamp: input.stamp,
    ...(config.enabled === false ? { off: true } : {}),
    editions: config.editions.map(({ label }) => label),
    edition: inForce.length,
    ...(upcoming.length ? { upcoming } : {}),
    ...(config.language ? { language: config.language } : {}),
    ...(config.api ? { api: config.api } : {}),
    purposes: requiredFirst(config.purposes).map(({ id, mode, gpc, scope, requires }) => ({
      id,
      mode,
      ...(gpc ? { gpc: true as const } : {}),
      ...(scope === 'group' ? { group: true as const } : {}),
      ...(requires?.length ? { requires } : {}),
      since: since(id),
    })),
    // A service without a mode or a switch of its own runs as its purpose does: the kernel need not know it.
    services: rowsInForce(config, input.now)
      .filter(({ mode, choice }) => mode || choice)
      .map(({ id, purpose, mode, choice }) => ({
        id,
        purpose,
        ...(mode ? { mode } : {}),
        ...(choice ? {} : { choice: false as const }),
      })),
    ...unlessDefault(config),
    ...(layout && layout !== 'bar' ? { layout } : {}),
    notice: Object.fromEntries(
      input.wordings.slice(0, 1).map(({ language, notice }) => [language, firstFrame(notice)]),
    ),
    wording: {
      file: input.wordingFile,
      hash: Object.fromEntries(
        Object.entries(input.wordingHashes).map(([language, hash]) => [language, hash.slice(0, SHORT_HASH)]),
      ),
    },
    registerUrl: config.registerUrl,
    ...linksOf(config),
    ...(config.reloadOnWithdrawal ? { reload: true as const } : {}),
  };
}

/** What lasts a year, and is kept for this host alone, need not be said to every visitor. */
function unlessDefault({ cookie, validityDays = DEFAULT_DAYS }: SiteConfig): Partial<RuntimeConfig> {
  const { domain, maxAgeDays = DEFAULT_DAYS } = cookie ?? {};
  const own = { ...(domain ? { domain } : {}), ...(maxAgeDays === DEFAULT_DAYS ? {} : { maxAgeDays }) };
  return {
    ...(Object.keys(own).length ? { cookie: own } : {}),
    ...(validityDays === DEFAULT_DAYS ? {} : { validityDays }),
  };
}

/** Where the site has personalised links: of their settings, those that a page needs and that are not the default. */
function linksOf({ personalUrls }: SiteConfig): Partial<RuntimeConfig> {
  if (!personalUrls) return {};
  const { identification, linking, askAgainDays } = personalUrlSettings(personalUrls);
  return {
    links: {
      ...(identification === 'identification' ? {} : { identification }),
      ...(linking === 'linking' ? {} : { linking }),
      ...(askAgainDays === 180 ? {} : { askAgainDays }),
    },
  };
}

/** A purpose after those that it requires, otherwise as configured; cycles were refused before. */
function requiredFirst(purposes: SiteConfig['purposes']): SiteConfig['purposes'] {
  const ordered: SiteConfig['purposes'] = [];
  const add = (purpose: SiteConfig['purposes'][number]): void => {
    if (ordered.includes(purpose)) return;
    for (const need of purposes) if (purpose.requires?.includes(need.id)) add(need);
    ordered.push(purpose);
  };
  for (const purpose of purposes) add(purpose);
  return ordered;
}

/** Words that only some visitors need wait in the wording file. */
function firstFrame({ saved: _saved, blocked: _blocked, gpc: _gpc, ...words }: Wording['notice']): NoticeWords {
  return words;
}
