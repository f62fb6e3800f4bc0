import { sql, type Transaction } from 'kysely';
import type { Context } from '../context.ts';
import type { MailMemberRow, MailPreferenceRow, MailQueueRow } from '../database/mail-tables.ts';
import { readSnapshot } from '../database/read-snapshot.ts';
import type { AttachmentRow, DocumentRecordRow, GroupMemberRow, LinkRow, Tables } from '../database/tables.ts';
import { findMailMember, preferencesOf } from '../mail/mail-member.ts';
import { GROUP } from './group-member.ts';

/** A browser that a member was signed in at, or is linked to. */
export interface MemberBrowser {
  readonly site: string;
  readonly subject: string;
  readonly salt: string;
  /** Of its last record: later ones are none of the snapshot. */
  readonly last: number;
  /** Another member was signed in, or is linked, there too. */
  readonly isShared: boolean;
}

/** Everything about a member that may change, as it was at one moment, and how far what only grows had grown by then. */
export interface MemberSnapshot {
  /** Undefined where they have never signed in, been linked or been spoken of, and after they have left. */
  readonly member: GroupMemberRow | undefined;
  readonly departedAt: number | null;
  readonly overrides: readonly { readonly site: string; readonly purpose: string }[];
  readonly signIns: readonly Pick<AttachmentRow, 'site' | 'subject' | 'attached_at' | 'ends_at'>[];
  readonly links: readonly Omit<LinkRow, 'member' | 'terms'>[];
  readonly browsers: readonly MemberBrowser[];
  readonly documents: readonly Pick<DocumentRecordRow, 'site' | 'body' | 'evidence'>[];
  readonly mail: MailMemberRow | undefined;
  readonly preferences: readonly MailPreferenceRow[];
  readonly confirmations: readonly Pick<MailQueueRow, 'sealed' | 'created_at' | 'expires_at'>[];
}

/** @param reference the operator's id of the member */
export function memberSnapshot(context: Context, reference: string): Promise<MemberSnapshot> {
  return readSnapshot(context.database, async (transaction) => {
    const hash = context.hashMember(GROUP, reference);
    const member = await transaction
      .selectFrom('group_members')
      .selectAll()
      .where('reference_hash', '=', hash)
      .executeTakeFirst();
    const departed = await transaction
      .selectFrom('departed_members')
      .select('departed_at')
      .where('reference_hash', '=', hash)
      .executeTakeFirst();
    const mail = await findMailMember(transaction, context, reference);
    return {
      member,
      departedAt: departed?.departed_at ?? null,
      ...(await signedInOf(transaction, member?.member)),
      documents: await documentsOf(transaction, context, reference),
      mail,
      preferences: mail ? await preferencesOf(transaction, mail.member) : [],
      confirmations: mail ? await confirmationsOf(transaction, mail.member) : [],
    };
  });
}

async function signedInOf(transaction: Transaction<Tables>, member: string | undefined) {
  if (member === undefined) return { overrides: [], signIns: [], links: [], browsers: [] };
  const overrides = await transaction
    .selectFrom('member_overrides')
    .select(['site', 'purpose'])
    .where('member', '=', member)
    .orderBy('site')
    .orderBy('purpose')
    .execute();
  const signIns = await transaction
    .selectFrom('attachments')
    .select(['site', 'subject', 'attached_at', 'ends_at'])
    .where('member', '=', member)
    .orderBy('attached_at')
    .execute();
  const links = await transaction
    .selectFrom('links')
    .select(['site', 'subject', 'linked_at', 'ends_at', 'campaign', 'record'])
    .where('member', '=', member)
    .orderBy('linked_at')
    .execute();
  return { overrides, signIns, links, browsers: await browsersOf(transaction, member) };
}

async function browsersOf(transaction: Transaction<Tables>, member: string): Promise<MemberBrowser[]> {
  const { rows } = await sql<Omit<MemberBrowser, 'last'> & { last: number | null }>`
    SELECT subjects.site, subjects.subject, subjects.salt, subject_states.sequence AS last,
      EXISTS (SELECT 1 FROM attachments AS other WHERE other.site = subjects.site AND other.subject = subjects.subject
        AND other.member <> ${member}) OR
      EXISTS (SELECT 1 FROM links AS other WHERE other.site = subjects.site AND other.subject = subjects.subject
        AND other.member <> ${member}) AS "isShared"
    FROM (SELECT site, subject FROM attachments WHERE member = ${member}
      UNION SELECT site, subject FROM links WHERE member = ${member}) AS theirs
    JOIN subjects ON subjects.site = theirs.site AND subjects.subject = theirs.subject
    LEFT JOIN subject_states ON subject_states.site = theirs.site AND subject_states.subject = theirs.subject
    ORDER BY subjects.site, subjects.subject`.execute(transaction);
  return rows.map((row) => ({ ...row, last: Number(row.last ?? 0), isShared: Boolean(row.isShared) }));
}

/** A member is another one on each site, as far as documents go. */
async function documentsOf(transaction: Transaction<Tables>, { hashMember }: Context, reference: string) {
  const sites = await transaction.selectFrom('config_versions').select('site').distinct().orderBy('site').execute();
  const rows: Pick<DocumentRecordRow, 'site' | 'body' | 'evidence'>[] = [];
  for (const { site } of sites)
    rows.push(
      ...(await transaction
        .selectFrom('members')
        .innerJoin('document_records', (join) =>
          join
            .onRef('document_records.site', '=', 'members.site')
            .onRef('document_records.member', '=', 'members.member'),
        )
        .select(['members.site', 'body', 'evidence'])
        .where('members.site', '=', site)
        .where('reference_hash', '=', hashMember(site, reference))
        .orderBy('sequence')
        .execute()),
    );
  return rows;
}

function confirmationsOf(transaction: Transaction<Tables>, member: string) {
  return transaction
    .selectFrom('mail_queue')
    .select(['sealed', 'created_at', 'expires_at'])
    .where('member', '=', member)
    .orderBy('created_at')
    .execute();
}
