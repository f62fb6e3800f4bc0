import type { Database } from '../database/open-database.ts';
import { sweepMail } from '../mail/sweep-mail.ts';
import type { SiteStore } from '../sites/site-store.ts';
import { sweepUndeclared } from '../undeclared/undeclared-hosts.ts';
import { settleLinks } from './settle-links.ts';

const DAY_MS = 86_400_000;
/** No link in mail lives longer. */
const LONGEST_LINK_DAYS = 400;
/** Another process may have sealed for a moment with a key that had just been retired. */
const GRACE_DAYS = 1;

/**
 * Forgets what has run out: links whose permission has, tokens that have expired, keys that no valid link needs any more, and
 * who has left once no mail to them can recognise anybody. Nothing that counts waits for it: whatever has an end is not looked at after it.
 * @param at milliseconds since 1970
 */
export async function sweep({ database, sites }: Sweepable, at: number): Promise<void> {
  const { kysely } = database;
  const keys = await kysely.selectFrom('config_versions').select('site').distinct().execute();
  // Another process may have written by an older config while this one was published.
  for (const { site } of keys) {
    const current = await sites.current(site);
    if (current) await settleLinks(database, current, at);
  }
  await kysely.deleteFrom('links').where('ends_at', '<=', at).execute();
  await kysely.deleteFrom('link_tokens').where('expires_at', '<', at).execute();
  await kysely
    .deleteFrom('link_keys')
    .where('retired_at', '<', at - (LONGEST_LINK_DAYS + GRACE_DAYS) * DAY_MS)
    .execute();
  await kysely
    .deleteFrom('departed_members')
    .where('departed_at', '<', at - LONGEST_LINK_DAYS * DAY_MS)
    .execute();
  await sweepMail(database, at);
  await sweepUndeclared(database, at);
}

interface Sweepable {
  readonly database: Database;
  readonly sites: SiteStore;
}
