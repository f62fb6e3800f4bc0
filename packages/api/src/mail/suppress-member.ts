import type { Transaction } from 'kysely';
import type { Context } from '../context.ts';
import type { MailMemberRow } from '../database/mail-tables.ts';
import type { Tables } from '../database/tables.ts';
import { transact } from '../database/transact.ts';
import { newId } from '../new-id.ts';
import type { Site } from '../sites/site.ts';
import { appendEvents } from './append-events.ts';
import { choiceOf, lockKnownMember, preferencesOf } from './mail-member.ts';
import { allSites } from './mail-site.ts';
import { draftsOf } from './plan-change.ts';

/** What came back. */
export interface Returned {
  readonly kind: 'bounce' | 'complaint';
  /** When, milliseconds since 1970. */
  readonly reported: number;
  readonly evidence: string;
}

/**
 * Silences a member's e-mail, unless it is already, or a mail has arrived since: the whole channel, and each topic that was wanted by
 * it, on all sites. The member is locked.
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
  if (member.suppressed === 'complaint') return 'repeated';
  const arrived = Math.max(Number(member.confirmed_at ?? 0), Number(member.delivered_at ?? 0));
  if (kind === 'bounce' && reported > arrived) await keepBounce(transaction, member, reported);
  if (member.suppressed === kind) return 'repeated';
  if (reported <= (member.confirmed_at ?? 0)) return 'outdated';
  const at = context.now().getTime();
  const before = choiceOf(undefined, 'email', member.suppressed);
  const rows = (await preferencesOf(transaction, member.member)).filter(({ channel }) => channel === 'email');
  const topics = draftsOf(sites, rows, member.suppressed, { kind: 'suppress', reason: kind });
  await appendEvents(
    transaction,
    context,
    member,
    [
      { kind: 'suppress', topic: null, channel: 'email', before, after: { state: 'suppressed', reason: kind } },
      ...topics,
    ],
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

/** Between the first and the last bounce no mail has arrived (R8.2). Reports may come in any order. */
async function keepBounce(transaction: Transaction<Tables>, member: MailMemberRow, reported: number): Promise<void> {
  const { bounced_at, last_bounced_at } =
    member.suppressed === 'bounce' ? member : { bounced_at: null, last_bounced_at: null };
  await transaction
    .updateTable('mail_members')
    .set({
      bounced_at: Math.min(Number(bounced_at ?? reported), reported),
      last_bounced_at: Math.max(Number(last_bounced_at ?? reported), reported),
    })
    .where('member', '=', member.member)
    .execute();
}

/**
 * What came back before a mail arrived says nothing any more (R8.2). Silence stays: that a mailbox takes mail does not say that
 * somebody wants any. The member is locked.
 * @param reported when it arrived, milliseconds since 1970
 */
export async function keepDelivery(
  transaction: Transaction<Tables>,
  { member, bounced_at, last_bounced_at, delivered_at }: MailMemberRow,
  reported: number,
): Promise<void> {
  if (reported <= Number(delivered_at ?? 0)) return;
  const last = last_bounced_at !== null && Number(last_bounced_at) > reported ? last_bounced_at : null;
  const first = last !== null && Number(bounced_at) > reported ? bounced_at : last;
  await transaction
    .updateTable('mail_members')
    .set({ bounced_at: first, last_bounced_at: last, delivered_at: reported })
    .where('member', '=', member)
    .execute();
}

/** Of a confirmation mail that was refused for good: the address does not work. */
export async function suppressMember(context: Context, id: string, siteKey: string, evidence: string): Promise<void> {
  const sites = await allSites(context);
  const site = sites.get(siteKey);
  if (!site) return;
  const { database } = context;
  await transact(database, async (transaction) => {
    const member = await lockKnownMember(transaction, database, { id });
    if (!member || member.departed_at !== null) return;
    const reported = context.now().getTime();
    await suppressLocked(transaction, context, site, sites, member, { kind: 'bounce', reported, evidence });
  });
}
