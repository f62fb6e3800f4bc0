import type { Transaction } from 'kysely';
import type { Engine } from '../database/migrations.ts';
import type { Database } from '../database/open-database.ts';
import { statement } from '../database/statement.ts';
import type { Tables } from '../database/tables.ts';
import { Problem } from '../http/problem.ts';

/** Adds to what a campaign has issued. @throws {Problem} `campaign-ended` */
export async function countIssued({ kysely }: Database, site: string, campaign: string, count: number): Promise<void> {
  const row = await kysely
    .insertInto('link_campaigns')
    .values({ site, campaign, issued: count, counted: 0, linked: 0, revoked_at: null })
    .onConflict((conflict) =>
      conflict
        .columns(['site', 'campaign'])
        .doUpdateSet(({ eb, ref }) => ({ issued: eb('link_campaigns.issued', '+', ref('excluded.issued')) }))
        .where('link_campaigns.revoked_at', 'is', null),
    )
    .returning('campaign')
    .executeTakeFirst();
  if (!row) throw new Problem('campaign-ended');
}

const addRedeemed = statement<never, [site: string, campaign: string, counted: number, linked: number]>(`
  UPDATE link_campaigns SET counted = counted + $3, linked = linked + $4 WHERE site = $1 AND campaign = $2`);

/** Adds to what was redeemed of a campaign. */
export async function countRedeemed(
  transaction: Transaction<Tables>,
  engine: Engine,
  site: string,
  campaign: string,
  { counted, linked }: { readonly counted: number; readonly linked: number },
): Promise<void> {
  if (counted + linked > 0) await addRedeemed(transaction, engine, site, campaign, counted, linked);
}

/** Ends a campaign: links that it has sent recognise nobody any more, and it issues no others. */
export async function endCampaign({ kysely }: Database, site: string, campaign: string, at: number): Promise<boolean> {
  const ended = await kysely
    .updateTable('link_campaigns')
    .set({ revoked_at: at })
    .where('site', '=', site)
    .where('campaign', '=', campaign)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

/** The numbers of a campaign. */
export function campaignNumbers({ kysely }: Database, site: string, campaign: string) {
  return kysely
    .selectFrom('link_campaigns')
    .select(['issued', 'counted', 'linked', 'revoked_at'])
    .where('site', '=', site)
    .where('campaign', '=', campaign)
    .executeTakeFirst();
}
