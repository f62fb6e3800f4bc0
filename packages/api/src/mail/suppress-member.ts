import type { MailChannel } from '@noren/model/schema';
import type { Transaction } from 'kysely';
import type { Context } from '../context.ts';
import type { MailMemberRow, MailPreferenceRow, Tables } from '../database/tables.ts';
import { transact } from '../database/transact.ts';
import { newId } from '../new-id.ts';
import type { Site } from '../sites/site.ts';
import { appendEvents, type MailDraft } from './append-events.ts';
import { choiceOf, preferencesOf } from './mail-member.ts';
import { allSites } from './mail-site.ts';
import { draftOf } from './plan-change.ts';

/** What came back. */
export interface Returned {
  readonly kind: 'bounce' | 'complaint';
  /** When, milliseconds since 1970. */
  readonly reported: number;
  readonly evidence: string;
}

/**
 * Silences a member's e-mail, unless it is already, or a mail has arrived since. The member is locked.
 * @param site that acts
 * @param sites every site, looked up before the transaction began: SQLite has one connection
 */
export async function suppressLocked(
  transaction: Transaction<Tables>,
  context: Context,
  site: Site,
  sites: ReadonlyMap<string, Site>,
  member: MailMemberRow,
  { kind, reported, evidence }: Returned,
): Promise<'suppressed' | 'repeated' | 'outdated'> {
  if (member.suppressed === kind || member.suppressed === 'complaint') return 'repeated';
  if (reported <= (member.confirmed_at ?? 0)) return 'outdated';
  const at = context.now().getTime();
  await appendEvents(
    transaction,
    context,
    member,
    draftsOf(sites, member, await preferencesOf(transaction, member.member), kind),
    {
      site,
      source: 'report',
      actor: 'system',
      wording: null,
      language: null,
      reportedAt: new Date(reported).toISOString(),
      evidence,
      at,
    },
    { batch: newId(at), changes: { suppressed: kind } },
  );
  return 'suppressed';
}

/** Of a confirmation mail that was refused for good: the address does not work. */
export async function suppressMember(context: Context, id: string, siteKey: string, evidence: string): Promise<void> {
  const sites = await allSites(context);
  const site = sites.get(siteKey);
  if (!site) return;
  const { database } = context;
  await transact(database, async (transaction) => {
    const found = transaction.selectFrom('mail_members').selectAll().where('member', '=', id);
    const member = await (database.engine === 'postgres' ? found.forUpdate() : found).executeTakeFirst();
    if (!member || member.departed_at !== null) return;
    const reported = context.now().getTime();
    await suppressLocked(transaction, context, site, sites, member, { kind: 'bounce', reported, evidence });
  });
}

/** That the whole channel is silent, and what that is for each topic that was wanted by it, on all sites. */
function draftsOf(
  sites: ReadonlyMap<string, Site>,
  member: MailMemberRow,
  rows: readonly MailPreferenceRow[],
  reason: Returned['kind'],
): MailDraft[] {
  const event = { kind: 'suppress', reason } as const;
  const topics = rows
    .filter(({ channel, state }) => channel === 'email' && state !== 'off')
    .flatMap((row) => {
      const site = sites.get(row.site);
      const before = choiceOf(row, row.channel, member.suppressed);
      const drafts = site ? draftOf(row.topic, row.channel as MailChannel, before, event) : [];
      return drafts.map((draft) => ({ ...draft, ...(site ? { site } : {}) }));
    });
  const before = choiceOf(undefined, 'email', member.suppressed);
  return [
    { kind: 'suppress', topic: null, channel: 'email', before, after: { state: 'suppressed', reason } },
    ...topics,
  ];
}
