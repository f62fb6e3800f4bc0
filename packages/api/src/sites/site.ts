import { personalUrlSettings, startOfDay } from '@noren/model';
import type { PublishedConfig } from '@noren/model/publish';
import type { Mode, SiteConfig } from '@noren/model/schema';

/** A site as it is served now: its newest config, made up for this moment. */
export interface Site {
  readonly key: string;
  /** Counts the published configs from 1. */
  readonly version: number;
  readonly publishedAt: number;
  readonly published: PublishedConfig;
  /** When the next edition of anything takes effect and everything is made again; `Infinity` when none is announced. */
  readonly nextEditionAt: number;
  readonly origins: ReadonlySet<string>;
  /** Mode of each purpose, for records. */
  readonly modes: Readonly<Record<string, Mode>>;
  /** Purposes that must all be granted for a link between subject and member; empty where the site links nobody. */
  readonly linking: readonly string[];
}

/** Puts together what requests need of a config. */
export function makeSite(version: number, publishedAt: number, published: PublishedConfig, now: Date): Site {
  const { config } = published;
  const { editions, documents = [], jointUse } = config;
  const { timeZone } = Object.values(published.wordings)[0] ?? {};
  const moments = [
    ...[editions, ...documents.map((document) => document.editions)]
      .flat()
      .map(({ effectiveAt }) => Date.parse(effectiveAt)),
    ...(jointUse?.users ?? []).map(({ signedAt }) => startOfDay(signedAt, timeZone ?? 'UTC')),
  ];
  const coming = moments.filter((at) => at > now.getTime());
  return {
    key: config.site,
    version,
    publishedAt,
    published,
    nextEditionAt: Math.min(...coming),
    origins: new Set(config.origins),
    modes: Object.fromEntries(config.purposes.map(({ id, mode }) => [id, mode])),
    linking: linkingPurposes(config),
  };
}

/** To be recognised, to be joined, and whatever these require: a no to any of it is a no to a link. */
function linkingPurposes({ personalUrls, purposes }: SiteConfig): readonly string[] {
  if (!personalUrls) return [];
  const { identification, linking } = personalUrlSettings(personalUrls);
  const needed = new Set([identification, linking]);
  // What is added while it is walked is walked too.
  for (const id of needed)
    for (const need of purposes.find((purpose) => purpose.id === id)?.requires ?? []) needed.add(need);
  return [...needed];
}

/** Entity tag of a config version. */
export function configTag({ version, published }: Site): string {
  return `"${version}-${published.stamp.slice(0, 12)}"`;
}
