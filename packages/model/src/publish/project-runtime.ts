import { addressIn } from '../address-in.ts';
import { personalUrlSettings } from '../personal-url.ts';
import { DEFAULT_DAYS } from '../questions.ts';
import type { NoticeAlone, NoticeWords, RuntimeConfig, SiteConfig, Wording } from '../schema/index.ts';
import { consentModeOf } from './consent-mode.ts';
import { editionAt, purposesAffected, rowsInForce } from './edition-at.ts';
import { projectStrict } from './project-strict.ts';
import { projectTakeOver } from './project-take-over.ts';

/** As much of a wording's hash as travels with every page: 72 bits, which name one wording of a site. */
export const shortHash = (hash: string): string => hash.slice(0, 12);

/** What the projection needs beside the config: the words of one moment. */
export interface ShownWords {
  readonly wordings: Readonly<Record<string, Wording>>;
  readonly wordingHashes: Readonly<Record<string, string>>;
}

/** The words of a moment to come. */
export interface ComingWords extends ShownWords {
  /** When they come into force, ISO 8601. */
  readonly effectiveAt: string;
}

/**
 * The runtime projection: the part of a published config that `noren.js` carries.
 * @param coming the words of every announced edition, in order: the moment at which one takes effect needs nobody
 */
export function projectRuntime(
  config: SiteConfig,
  stamp: string,
  now: Date,
  words: ShownWords,
  coming: readonly ComingWords[],
): RuntimeConfig {
  const { layout } = config.notice ?? {};
  const current = projectEdition(config, now, words);
  let before = current;
  const upcoming = coming.map((next) => {
    const after = projectEdition(config, new Date(next.effectiveAt), next);
    const { edition, wording, ...rest } = after;
    const told = Object.entries(rest).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof typeof rest]),
    );
    before = after;
    const at = Math.floor(Date.parse(next.effectiveAt) / 1000);
    return { at, edition, wording, ...(Object.fromEntries(told) as Partial<typeof rest>) };
  });
  const { edition, purposes, services, notice, wording } = current;
  return {
    v: 1,
    site: config.site,
    stamp,
    ...(config.enabled === false ? { off: true } : {}),
    editions: config.editions.map(({ label }) => label),
    edition,
    ...(upcoming.length ? { upcoming } : {}),
    ...(config.language ? { language: config.language } : {}),
    ...(config.api ? { api: config.api } : {}),
    purposes,
    services,
    ...unlessDefault(config),
    ...(layout && layout !== 'bar' ? { layout } : {}),
    notice,
    wording,
    registerUrl: addressIn(config.registerUrl, config.languages[0] ?? '', config.languages),
    ...linksOf(config),
    ...(config.reloadOnWithdrawal ? { reload: true as const } : {}),
    ...(config.takeOver ? { takeOver: projectTakeOver(config, config.takeOver) } : {}),
    ...bridgesOf(config),
    ...pageViewsOf(config),
    ...(config.debug ? { debug: { ...config.debug, rules: projectStrict(config, now) } } : {}),
  };
}

/** The bridges, and for the one that speaks to Google's tags what to say. */
function bridgesOf(config: SiteConfig): Pick<RuntimeConfig, 'bridges'> {
  const { google, ...bridges } = config.bridges ?? {};
  const consentMode = google && consentModeOf(config);
  const all = { ...bridges, ...(consentMode ? { google: { ...google, ...consentMode } } : {}) };
  return Object.keys(all).length ? { bridges: all } : {};
}

type OfEdition = Pick<RuntimeConfig, 'edition' | 'purposes' | 'services' | 'notice' | 'wording'>;

/** What of the projection an edition makes. */
function projectEdition(config: SiteConfig, now: Date, { wordings, wordingHashes }: ShownWords): OfEdition {
  const inForce = config.editions.slice(0, config.editions.indexOf(editionAt(config, now)) + 1);
  const since = (purpose: string): number =>
    inForce.findLastIndex((edition) => purposesAffected(config, edition).includes(purpose)) + 1;
  return {
    edition: inForce.length,
    purposes: requiredFirst(config.purposes).map(({ id, mode, gpc, scope, requires }) => ({
      id,
      mode,
      ...(gpc ? { gpc: true as const } : {}),
      ...(scope === 'group' ? { group: true as const } : {}),
      ...(requires?.length ? { requires } : {}),
      since: since(id),
    })),
    // A service without a mode or a switch of its own runs as its purpose does: the kernel need not know it.
    services: rowsInForce(config, now)
      .filter(({ mode, choice }) => mode || choice)
      .map(({ id, purpose, mode, choice }) => ({
        id,
        purpose,
        ...(mode ? { mode } : {}),
        ...(choice ? {} : { choice: false as const }),
      })),
    notice: Object.fromEntries(
      Object.values(wordings)
        .slice(0, 1)
        .map(({ language, notice }) => [language, firstFrame(notice)]),
    ),
    wording: Object.fromEntries(Object.entries(wordingHashes).map(([language, hash]) => [language, shortHash(hash)])),
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

/** Whether the site has personalised links, and of their settings those that a page needs and that are not the default. */
function linksOf({ personalUrls }: SiteConfig): Partial<RuntimeConfig> {
  if (!personalUrls) return { links: false };
  const { identification, linking, askAgainDays } = personalUrlSettings(personalUrls);
  const links = {
    ...(identification === 'identification' ? {} : { identification }),
    ...(linking === 'linking' ? {} : { linking }),
    ...(askAgainDays === 180 ? {} : { askAgainDays }),
  };
  return Object.keys(links).length ? { links } : {};
}

/** Whether page views are tracked, and what of their addresses is nobody's. */
function pageViewsOf({ pageViews, personalUrls }: SiteConfig): Pick<RuntimeConfig, 'pageViews'> {
  if (!pageViews) return {};
  const { hold } = personalUrls ?? {};
  return { pageViews: { ...(pageViews === true ? {} : pageViews), ...(hold?.length ? { hold } : {}) } };
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

/** The notice's words without those that only some visitors need, which wait in the wording file. */
function firstFrame({ saved: _saved, blocked: _blocked, gpc: _gpc, ...words }: Wording['notice']): NoticeWords {
  return words;
}

/** The file is named by the whole wording and kept for ever: other parts of it need another name. */
export function noticeAlone({ notice, registerUrl }: Wording): NoticeAlone {
  return { ...firstFrame(notice), registerUrl };
}
