import { type MailSettings, type MailWording, mailSettings, mailWording } from '@noren/model/mail';
import { canonicalJson, sha256 } from '@noren/model/publish';
import type { Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import type { Site } from '../sites/site.ts';

/** What a site offers. @throws {Problem} `mail-off` */
export function settingsOf({ published: { config } }: Site): MailSettings {
  const settings = mailSettings(config);
  if (!settings) throw new Problem('mail-off');
  return settings;
}

/** What members are shown, with the hash that proves it. */
export interface ShownMail {
  readonly wording: MailWording;
  readonly hash: string;
}

// A site object is replaced whenever anything in it changes, or an edition comes into force: so its words hang on it.
const shown = new WeakMap<Site, Map<string, Promise<ShownMail>>>();

/**
 * What members are shown in a language of the site, archived before anybody sees it, so that what a hash stands for can be
 * read as long as proof is kept.
 * @throws {Problem} `mail-off`
 */
export function shownMail(context: Context, site: Site, language: string): Promise<ShownMail> {
  const known = shown.get(site) ?? new Map<string, Promise<ShownMail>>();
  shown.set(site, known);
  const made = known.get(language) ?? archive(context, site, language);
  known.set(language, made);
  made.catch(() => known.delete(language));
  return made;
}

async function archive({ database: { kysely }, now }: Context, site: Site, language: string): Promise<ShownMail> {
  const wording = mailWording(site.published.config, language, now());
  if (!wording) throw new Problem('mail-off');
  const content = canonicalJson(wording);
  const hash = await sha256(content);
  await kysely
    .insertInto('mail_wordings')
    .values({ hash, site: site.key, content })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return { wording, hash };
}

/** The language of a wording that this site has shown. @throws {Problem} `wording-not-archived` */
export async function languageOfWording({ database: { kysely } }: Context, site: Site, hash: string): Promise<string> {
  const row = await kysely
    .selectFrom('mail_wordings')
    .select('content')
    .where('hash', '=', hash)
    .where('site', '=', site.key)
    .executeTakeFirst();
  const wording = row && (JSON.parse(row.content) as MailWording);
  // That of an import was shown elsewhere.
  if (wording?.kind !== 'mail')
    throw new Problem('wording-not-archived', [
      { code: 'wording-not-archived', path: 'wording', received: hash, fix: 'the "wording" that GET answered' },
    ]);
  return wording.language;
}

/** Every site that has been published, by its key. */
export async function allSites({ database: { kysely }, sites }: Context): Promise<ReadonlyMap<string, Site>> {
  const rows = await kysely.selectFrom('config_versions').select('site').distinct().execute();
  return new Map(await Promise.all(rows.map(async ({ site }) => [site, await sites.get(site)] as const)));
}
