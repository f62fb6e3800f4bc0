import type { MailChoice } from '@noren/model/mail';
import type { MailChannel } from '@noren/model/schema';
import type { Kysely, Transaction } from 'kysely';
import type { Context } from '../context.ts';
import type { MailMemberRow, MailPreferenceRow } from '../database/mail-tables.ts';
import type { Database } from '../database/open-database.ts';
import { statement } from '../database/statement.ts';
import type { Tables } from '../database/tables.ts';
import { RunAgain } from '../database/transact.ts';
import { GROUP } from '../members/group-member.ts';
import { newId } from '../new-id.ts';
import { randomText } from '../subjects/random-text.ts';

const addMember = statement<never, [member: string, hash: string, sealed: string, salt: string]>(`
  INSERT INTO mail_members (member, reference_hash, reference_sealed, salt, sequence) VALUES ($1, $2, $3, $4, 0)
  ON CONFLICT (reference_hash) DO NOTHING`);
const byHash = statement<MailMemberRow, [hash: string]>('SELECT * FROM mail_members WHERE reference_hash = $1', {
  lock: 'mail_members',
});
const byId = statement<MailMemberRow, [member: string]>('SELECT * FROM mail_members WHERE member = $1', {
  lock: 'mail_members',
});

/** The member of a reference, made where there is none yet, and locked until the transaction ends. */
export async function lockMailMember(
  transaction: Transaction<Tables>,
  { database: { engine }, hashMember, mail }: Context,
  reference: string,
): Promise<MailMemberRow> {
  const hash = hashMember(GROUP, reference);
  const [known] = await byHash(transaction, engine, hash);
  if (known) return known;
  await addMember(transaction, engine, newId(), hash, mail.references.seal(reference), randomText(16, 'base64url'));
  const [row] = await byHash(transaction, engine, hash);
  if (!row) throw new RunAgain('a member who was there is gone');
  return row;
}

/** A member who is known already, by hash or by id, locked until the transaction ends. */
export async function lockKnownMember(
  transaction: Transaction<Tables>,
  { engine }: Database,
  known: { readonly hash: string } | { readonly id: string },
): Promise<MailMemberRow | undefined> {
  const [row] =
    'hash' in known ? await byHash(transaction, engine, known.hash) : await byId(transaction, engine, known.id);
  return row;
}

/** What is known of a member, without a lock; undefined where nothing is. */
export function findMailMember(
  kysely: Kysely<Tables>,
  { hashMember }: Context,
  reference: string,
): Promise<MailMemberRow | undefined> {
  return kysely
    .selectFrom('mail_members')
    .selectAll()
    .where('reference_hash', '=', hashMember(GROUP, reference))
    .executeTakeFirst();
}

/** What a member has chosen, on all sites. */
export function preferencesOf(kysely: Kysely<Tables>, member: string): Promise<MailPreferenceRow[]> {
  return kysely
    .selectFrom('mail_preferences')
    .selectAll()
    .where('member', '=', member)
    .orderBy('site')
    .orderBy('topic')
    .orderBy('channel')
    .execute();
}

/** What is in force by a row, with a suppression of the member over it. */
export function choiceOf(
  row: Pick<MailPreferenceRow, 'state' | 'frequency'> | undefined,
  channel: string,
  suppressed: MailMemberRow['suppressed'],
): MailChoice {
  const state = row?.state ?? 'off';
  const frequency = row?.frequency ?? undefined;
  if (channel === 'email' && suppressed) return { state: 'suppressed', under: state, reason: suppressed, frequency };
  return { state, frequency };
}

/** Key of a member's choice about a topic by a channel. */
export function choiceKey(site: string, topic: string, channel: MailChannel | string): string {
  return `${site}\n${topic}\n${channel}`;
}
