import type { Kysely, Transaction } from 'kysely';
import type { Engine } from '../database/migrations.ts';
import type { Tables } from '../database/tables.ts';
import { newId } from '../new-id.ts';
import type { AttachedMember, MemberDecisions } from './member-decisions.ts';

/** Stands where a site would, in the hash of a member who is the same on every site of the group. */
export const GROUP = '';

/** The member of a reference, made where there is none yet, and locked until the transaction ends. */
export async function lockMember(
  transaction: Transaction<Tables>,
  engine: Engine,
  referenceHash: string,
  site: string,
): Promise<AttachedMember> {
  await transaction
    .insertInto('group_members')
    .values({ member: newId(), reference_hash: referenceHash, decisions: '{}', untracked_links: 0 })
    .onConflict((conflict) => conflict.column('reference_hash').doNothing())
    .execute();
  const select = transaction
    .selectFrom('group_members')
    .select(['member', 'decisions'])
    .where('reference_hash', '=', referenceHash);
  // SQLite has one writer at a time, and this transaction is it.
  const { member, decisions } = await (engine === 'postgres' ? select.forUpdate() : select).executeTakeFirstOrThrow();
  return memberWith(transaction, site, member, decisions);
}

/** Who is signed in at a subject, locked until the transaction ends. */
export async function lockAttached(
  transaction: Transaction<Tables>,
  engine: Engine,
  site: string,
  subject: string,
): Promise<AttachedMember | undefined> {
  const select = transaction
    .selectFrom('attachments')
    .innerJoin('group_members', 'group_members.member', 'attachments.member')
    .select(['group_members.member', 'decisions'])
    .where('site', '=', site)
    .where('subject', '=', subject);
  const row = await (engine === 'postgres' ? select.forUpdate('group_members') : select).executeTakeFirst();
  return row && memberWith(transaction, site, row.member, row.decisions);
}

async function memberWith(
  transaction: Transaction<Tables>,
  site: string,
  member: string,
  decisions: string,
): Promise<AttachedMember> {
  const overrides = await overridesOf(transaction, member, site);
  return { member, decisions: JSON.parse(decisions) as MemberDecisions, overrides };
}

/** Purposes that the operator has switched off for a member on a site (R1.3). */
export async function overridesOf(kysely: Kysely<Tables>, member: string, site: string): Promise<string[]> {
  const rows = await kysely
    .selectFrom('member_overrides')
    .select('purpose')
    .where('member', '=', member)
    .where('site', '=', site)
    .execute();
  return rows.map(({ purpose }) => purpose);
}
