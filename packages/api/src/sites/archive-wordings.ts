import { canonicalJson, type PublishedConfig, sha256 } from '@noren/model/publish';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';

/**
 * Keeps every text that a visitor can be shown from now on, by its hash, before it is shown: the exact wording behind
 * any record can be had forever. So can the files that pages fetched from this API earlier.
 */
export async function archiveWordings(
  kysely: Kysely<Tables>,
  { config, stamp, wordings, wordingFile, documentsFile }: PublishedConfig,
): Promise<void> {
  const site = config.site;
  const rows = await Promise.all(
    Object.values(wordings).map(async (wording) => {
      const content = canonicalJson(wording);
      return { hash: await sha256(content), site, stamp, content };
    }),
  );
  await kysely
    .insertInto('wordings')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await kysely
    .insertInto('wording_files')
    .values([wordingFile, ...(documentsFile ? [documentsFile] : [])].map(({ name, text }) => ({ site, name, text })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
