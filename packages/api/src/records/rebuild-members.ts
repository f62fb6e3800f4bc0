import type { Transaction } from 'kysely';
import { everyMember } from '../database/every-member.ts';
import type { Database } from '../database/open-database.ts';
import type { Tables } from '../database/tables.ts';
import { RunAgain, transact } from '../database/transact.ts';
import { memberCommitment } from '../members/attachment.ts';
import { followChoice, type MemberDecisions } from '../members/member-decisions.ts';
import { projectRecords } from './apply-record.ts';
import { readRecords, readRuntimes } from './read-history.ts';

/**
 * Makes what members have decided again, from the records that commit to them, on all sites. What no record proves any more,
 * since the browser that it was made in was erased, stays where it is a refusal, and goes where it is not. Safe beside a
 * running API.
 * @returns how many members were written
 */
export async function rebuildMembers(database: Database): Promise<number> {
  let count = 0;
  for await (const member of everyMember(database, 'group_members')) {
    await transact(database, (transaction) => rebuild(transaction, database.engine, member));
    count += 1;
  }
  return count;
}

async function rebuild(transaction: Transaction<Tables>, engine: Database['engine'], member: string): Promise<void> {
  const browsers = await browsersOf(transaction, member);
  // The subjects first, as whoever writes a record does.
  for (const { site, subject } of browsers) {
    const lock = transaction
      .selectFrom('subject_states')
      .select('sequence')
      .where('site', '=', site)
      .where('subject', '=', subject);
    await (engine === 'postgres' ? lock.forUpdate() : lock).execute();
  }
  const select = transaction
    .selectFrom('group_members')
    .select(['salt', 'reference_hash', 'decisions'])
    .where('member', '=', member);
  const row = await (engine === 'postgres' ? select.forUpdate() : select).executeTakeFirst();
  if (!row) return;
  if ((await browsersOf(transaction, member)).length !== browsers.length)
    throw new RunAgain('a sign-in came in between');
  const whose = { salt: row.salt, referenceHash: row.reference_hash };
  let decisions: MemberDecisions = {};
  for (const { site, subject, salt } of browsers)
    decisions = await followBrowser(transaction, { site, subject, member }, memberCommitment(salt, whose), decisions);
  const before = JSON.parse(row.decisions) as MemberDecisions;
  const refused = Object.entries(before).filter(([id, { granted, at }]) => !granted && at >= (decisions[id]?.at ?? 0));
  await transaction
    .updateTable('group_members')
    .set({ decisions: JSON.stringify({ ...decisions, ...Object.fromEntries(refused) }) })
    .where('member', '=', member)
    .execute();
}

/** Browsers in which a member was ever signed in. */
function browsersOf(transaction: Transaction<Tables>, member: string) {
  return transaction
    .selectFrom('attachments')
    .innerJoin('subjects', (join) =>
      join.onRef('subjects.site', '=', 'attachments.site').onRef('subjects.subject', '=', 'attachments.subject'),
    )
    .select(['attachments.site', 'attachments.subject', 'salt'])
    .distinct()
    .where('member', '=', member)
    .orderBy('attachments.site')
    .orderBy('attachments.subject')
    .execute();
}

/** What a member has decided, after what they decided in one browser: record by record, as they arrived. */
async function followBrowser(
  transaction: Transaction<Tables>,
  { site, subject, member }: { readonly site: string; readonly subject: string; readonly member: string },
  commitment: string,
  before: MemberDecisions,
): Promise<MemberDecisions> {
  const records = await readRecords(transaction, site, subject);
  const stamps = records.map(({ config }) => config);
  const runtimeOf = await readRuntimes(transaction, site, stamps);
  const times = await transaction
    .selectFrom('attachments')
    .select(['attached_at', 'ends_at'])
    .where('site', '=', site)
    .where('subject', '=', subject)
    .where('member', '=', member)
    .execute();
  const isSignedIn = (at: number) => times.some(({ attached_at, ends_at }) => attached_at <= at && at < ends_at);
  return records.reduce<MemberDecisions>((decisions, record, index) => {
    if (record.member !== commitment) return decisions;
    const here = isSignedIn(Date.parse(record.receivedAt))
      ? projectRecords(records.slice(0, index + 1), runtimeOf, commitment)
      : undefined;
    const { chosen, edition, effectiveAt } = record;
    const choice = { chosen: chosen.purposes, edition, at: Date.parse(effectiveAt), here };
    return followChoice(runtimeOf(record.config), decisions, choice);
  }, before);
}
