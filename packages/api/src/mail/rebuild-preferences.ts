import type { MailEventRecord } from '@noren/model/schema';
import type { Transaction } from 'kysely';
import { everyMember } from '../database/every-member.ts';
import type { MailMemberRow, MailPreferenceRow } from '../database/mail-tables.ts';
import type { Database } from '../database/open-database.ts';
import type { Tables } from '../database/tables.ts';
import { transact } from '../database/transact.ts';
import { recordHash } from '../records/chain.ts';
import { choiceKey, lockKnownMember } from './mail-member.ts';

/** What was made again, and whose entries are not as they were written. */
export interface RebuiltPreferences {
  readonly members: number;
  /** Random ids of members whose chain is broken: an entry was changed, or one is missing. Nothing of theirs was touched. */
  readonly broken: readonly string[];
}

/** Makes what is in force for every member again, from their entries. Safe beside a running API. */
export async function rebuildPreferences(database: Database): Promise<RebuiltPreferences> {
  const broken: string[] = [];
  let members = 0;
  for await (const member of everyMember(database, 'mail_members'))
    if (await transact(database, (transaction) => rebuild(transaction, database, member))) members += 1;
    else broken.push(member);
  return { members, broken };
}

async function rebuild(transaction: Transaction<Tables>, database: Database, id: string): Promise<boolean> {
  const member = await lockKnownMember(transaction, database, { id });
  if (!member) return true;
  const rows = await transaction
    .selectFrom('mail_events')
    .select(['hash', 'body'])
    .where('member', '=', id)
    .orderBy('sequence')
    .execute();
  const events = rows.map(({ body }) => JSON.parse(body) as MailEventRecord);
  if (!isWhole(member, rows, events)) return false;
  await transaction.deleteFrom('mail_preferences').where('member', '=', id).execute();
  const choices = project(id, events);
  if (choices.length > 0) await transaction.insertInto('mail_preferences').values(choices).execute();
  return true;
}

/** Whether each entry is what its hash says, names the one before it, and the member the last one. */
function isWhole(
  { sequence, hash }: MailMemberRow,
  rows: readonly { readonly hash: string; readonly body: string }[],
  events: readonly MailEventRecord[],
): boolean {
  const isChained = rows.every(
    (row, at) =>
      recordHash(row.body) === row.hash &&
      events[at]?.sequence === at + 1 &&
      events[at]?.previous === (rows[at - 1]?.hash ?? null),
  );
  return isChained && rows.length === sequence && (rows.at(-1)?.hash ?? null) === hash;
}

/** What entries amount to; who has left has chosen nothing. */
function project(member: string, events: readonly MailEventRecord[]): MailPreferenceRow[] {
  const choices = new Map<string, MailPreferenceRow>();
  for (const { site, topic, channel, state, under = 'off', frequency = null, batch, receivedAt, source } of events) {
    if (source === 'departure') choices.clear();
    else if (topic !== null && channel !== null)
      choices.set(choiceKey(site, topic, channel), {
        member,
        site,
        topic,
        channel,
        state: (state === 'suppressed' ? under : state) as MailPreferenceRow['state'],
        frequency,
        batch,
        changed_at: Date.parse(receivedAt),
      });
  }
  return [...choices.values()];
}
