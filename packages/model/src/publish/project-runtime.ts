import type { RuntimeConfig, SiteConfig, Wording } from '../schema/index.ts';
import { editionAt, purposesAffected } from './edition-at.ts';

/** What the projection needs beside the config. */
export interface ProjectionInput {
  readonly stamp: string;
  readonly wordings: readonly Wording[];
  readonly wordingFile: string;
  readonly wordingHash: Readonly<Record<string, string>>;
  readonly now: Date;
}

/** The runtime projection: the part of a published config that `noren.js` carries. */
export function projectRuntime(config: SiteConfig, input: ProjectionInput): RuntimeConfig {
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
    languages: config.languages,
    ...(config.language ? { language: config.language } : {}),
    ...(config.api ? { api: config.api } : {}),
    purposes: config.purposes.map(({ id, mode, gpc, scope, requires, consentMode }) => ({
      id,
      mode,
      ...(gpc ? { gpc: true as const } : {}),
      ...(scope === 'group' ? { group: true as const } : {}),
      ...(requires?.length ? { requires } : {}),
      ...(consentMode?.length ? { consentMode } : {}),
      since: since(id),
    })),
    services: config.services.map(({ id, purpose, mode, choice }) => ({
      id,
      purpose,
      ...(mode ? { mode } : {}),
      ...(choice ? { choice: true as const } : {}),
    })),
    cookie: {
      ...(config.cookie?.domain ? { domain: config.cookie.domain } : {}),
      maxAgeDays: config.cookie?.maxAgeDays ?? 365,
    },
    validityDays: config.validityDays ?? 365,
    layout: config.notice?.layout ?? 'bar',
    notice: Object.fromEntries(input.wordings.map((wording) => [wording.language, wording.notice])),
    wording: { file: input.wordingFile, hash: { ...input.wordingHash } },
    registerUrl: config.registerUrl,
    ...(config.reloadOnWithdrawal ? { reload: true as const } : {}),
  };
}
