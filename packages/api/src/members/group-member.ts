import type { Kysely, Transaction } from 'kysely';
import type { Engine } from '../database/migrations.ts';
import { statement } from '../database/statement.ts';
import type { Tables } from '../database/tables.ts';
import { RunAgain } from '../database/transact.ts';
import { newId } from '../new-id.ts';
import { randomText } from '../subjects/random-text.ts';
import type { Committable } from './attachment.ts';
import type { AttachedMember, MemberDecisions } from './member-decisions.ts';

/** Stands where a site would, in the hash of a member who is the same on every site of the group. */
export const GROUP = '';

const addMember = statement<never, [member: string, referenceHash: string, salt: string]>(`
  INSERT INTO group_members (member, reference_hash, salt, decisions, untracked_links) VALUES ($1, $2, $3, '{}', 0)
  ON CONFLICT (reference_hash) DO NOTHING`);
const findMember = statement<{ member: string; salt: string; decisions: string }, [referenceHash: string]>(
  'SELECT member, salt, decisions FROM group_members WHERE reference_hash = $1',
  { lock: 'group_members' },
);
const findOverrides = statement<{ purpose: string }, [member: string, site: string]>(
  'SELECT purpose FROM member_overrides WHERE member = $1 AND site = $2',
);

/** The member of a reference, made where there is none yet, and locked until the transaction ends. */
export async function lockMember(
  transaction: Transaction<Tables>,
  engine: Engine,
  referenceHash: string,
  site: string,
): Promise<AttachedMember & Committable> {
  await addMember(transaction, engine, newId(), referenceHash, randomText(16, 'base64url'));
  const [row] = await findMember(transaction, engine, referenceHash);
  // Erased while this waited: the next attempt makes another one, or finds that they have left.
  if (!row) throw new RunAgain('a member who was there is gone');
  const overrides = await findOverrides(transaction, engine, row.member, site);
  const decisions = JSON.parse(row.decisions) as MemberDecisions;
  const { member, salt } = row;
  return { member, salt, referenceHash, decisions, overrides: overrides.map(({ purpose }) => purpose) };
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
