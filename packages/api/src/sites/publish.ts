import { NorenError } from '@noren/model';
import { canonicalJson, checkAgainst, type Finding, type PublishedConfig, publishConfig } from '@noren/model/publish';
import type { SiteConfig } from '@noren/model/schema';
import type { Kysely } from 'kysely';
import { writeAudit } from '../audit/write-audit.ts';
import type { Database } from '../database/open-database.ts';
import type { Tables } from '../database/tables.ts';
import { Problem } from '../http/problem.ts';
import { archiveWordings } from './archive-wordings.ts';

const UNIQUE_VIOLATION = '23505';
const ATTEMPTS = 5;

/** Who publishes, and what they think is published now. */
export interface PublishOptions {
  /** For the audit log: a person, a key or a program. */
  readonly actor: string;
  /** The version that is to be replaced; any other is refused. */
  readonly replaces?: number | undefined;
  readonly now: Date;
}

/** A config that has been published. */
export interface Publication {
  readonly version: number;
  readonly publishedAt: number;
  readonly published: PublishedConfig;
  /** False when this very config was the newest already: nothing was written. */
  readonly changed: boolean;
}

/**
 * Checks a config and publishes it as the next version of its site. Earlier versions stay.
 * @throws {NorenError} `invalid-config`, with the errors as `received`: of the config itself, or of what it would
 * change under a label that visitors have seen
 * @throws {Problem} `version-mismatch`
 */
export async function publish({ kysely }: Database, input: unknown, options: PublishOptions): Promise<Publication> {
  const published = await publishConfig(input, options.now);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await writeVersion(kysely, published, options);
    } catch (error) {
      // Another process took the next version at the same moment: look again.
      if ((error as { code?: unknown }).code !== UNIQUE_VIOLATION || attempt === ATTEMPTS) throw error;
    }
  }
}

function writeVersion(
  kysely: Kysely<Tables>,
  published: PublishedConfig,
  { actor, replaces, now }: PublishOptions,
): Promise<Publication> {
  const { config, stamp } = published;
  return kysely.transaction().execute(async (transaction) => {
    const newest = await newestVersion(transaction, config.site);
    if (replaces !== undefined && replaces !== (newest?.version ?? 0)) throw new Problem('version-mismatch');
    if (newest?.stamp === stamp) {
      await archiveWordings(transaction, published);
      return { version: newest.version, publishedAt: newest.published_at, published, changed: false };
    }
    const told = newest ? against(await configOf(transaction, config.site, newest.version), config, now) : [];
    const version = (newest?.version ?? 0) + 1;
    const publishedAt = now.getTime();
    await transaction
      .insertInto('config_versions')
      .values({
        site: config.site,
        version,
        stamp,
        config: canonicalJson(config),
        runtime: JSON.stringify(published.runtime),
        published_at: publishedAt,
      })
      .execute();
    await archiveWordings(transaction, published);
    await writeAudit(transaction, {
      site: config.site,
      at: publishedAt,
      actor,
      action: 'config.publish',
      detail: { version, stamp },
    });
    const warnings = [...published.warnings, ...told];
    return { version, publishedAt, published: { ...published, warnings }, changed: true };
  });
}

async function configOf(kysely: Kysely<Tables>, site: string, version: number): Promise<SiteConfig> {
  const row = await kysely
    .selectFrom('config_versions')
    .select('config')
    .where('site', '=', site)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return JSON.parse(row.config);
}

/** @throws {NorenError} `invalid-config` where what was published under a label would change */
function against(published: SiteConfig, next: SiteConfig, now: Date): readonly Finding[] {
  const findings = checkAgainst(published, next, now);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first)
    throw new NorenError({
      code: 'invalid-config',
      path: first.path,
      fix: `${first.code}: ${first.fix}`,
      received: errors,
    });
  return findings;
}

/** The newest published version of a site. */
export function newestVersion(kysely: Kysely<Tables>, site: string) {
  return kysely
    .selectFrom('config_versions')
    .select(['version', 'stamp', 'published_at'])
    .where('site', '=', site)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}
