import { canonicalJson, type PublishedConfig, sha256 } from '@noren/model/publish';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';

/**
 * Keeps every text that a visitor can be shown from now on, by its hash, before it is shown: the exact wording behind
 * any record can be had forever. So can the files that pages fetched from this API earlier. What an announced edition
 * will show is kept beforehand: pages switch to it by themselves, at the moment.
 */
export async function archiveWordings(kysely: Kysely<Tables>, published: PublishedConfig): Promise<void> {
  const { config, stamp, documentsFile } = published;
  const site = config.site;
  const shown = [published, ...published.coming];
  const rows = await Promise.all(
    shown
      .flatMap(({ wordings }) => Object.values(wordings))
      .map(async (wording) => {
        const content = canonicalJson(wording);
        return { hash: await sha256(content), site, stamp, content };
      }),
  );
  await kysely
    .insertInto('wordings')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const files = [...shown.flatMap(({ wordingFiles }) => wordingFiles), ...(documentsFile ? [documentsFile] : [])];
  await kysely
    .insertInto('wording_files')
    .values(files.map(({ name, text }) => ({ site, name, text })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
