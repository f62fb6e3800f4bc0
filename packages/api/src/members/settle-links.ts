import type { Decisions } from '@noren/model';
import type { Transaction } from 'kysely';
import type { Database } from '../database/open-database.ts';
import type { Tables } from '../database/tables.ts';
import { transact } from '../database/transact.ts';
import type { Site } from '../sites/site.ts';
import { type Attachment, attachmentOf } from './attachment.ts';
import { linkEnd, termsHash } from './link-end.ts';

const PAGE = 500;

/**
 * Works out anew when the links of a site end whose ends another config has said, and ends those that this one does not
 * allow: after an edition, another validity, or where the site has no personalised links any more.
 * @param at milliseconds since 1970
 */
export async function settleLinks(database: Database, site: Site, at: number): Promise<void> {
  for (;;) {
    const isLast = await transact(database, (transaction) => settlePage(transaction, database, site, at));
    if (isLast) return;
  }
}

/** @returns whether nothing is left */
async function settlePage(
  transaction: Transaction<Tables>,
  { engine }: Database,
  { key, linking, published: { runtime } }: Site,
  at: number,
): Promise<boolean> {
  const terms = termsHash({ runtime, linking });
  const links = await transaction
    .selectFrom('links')
    .select(['subject', 'ends_at', 'terms'])
    .where('site', '=', key)
    .where(({ eb, or }) => or([eb('terms', '<', terms), eb('terms', '>', terms)]))
    .limit(PAGE)
    .execute();
  const subjects = links.map(({ subject }) => subject);
  if (subjects.length === 0) return true;
  const select = transaction
    .selectFrom('subject_states')
    .select(['subject', 'decisions'])
    .where('site', '=', key)
    .where('subject', 'in', subjects)
    .orderBy('subject');
  const states = await (engine === 'postgres' ? select.forUpdate() : select).execute();
  const current = await currentOf(transaction, key, subjects, at);
  // What has run out is not made longer. Of a link of before there were ends nobody has said when it does.
  const over = new Set(links.filter((link) => link.terms !== '' && link.ends_at <= at).map(({ subject }) => subject));
  const own = new Map(states.map(({ subject, decisions }) => [subject, JSON.parse(decisions) as Decisions]));
  for (const subject of subjects) {
    const decisions = own.get(subject);
    const end = decisions && linkEnd({ runtime, linking }, decisions, current.get(subject), at);
    if (end === undefined || over.has(subject))
      await transaction.deleteFrom('links').where('site', '=', key).where('subject', '=', subject).execute();
    else
      await transaction
        .updateTable('links')
        .set({ ends_at: end, terms })
        .where('site', '=', key)
        .where('subject', '=', subject)
        .execute();
  }
  return links.length < PAGE;
}

/** Who is signed in at these subjects. */
async function currentOf(
  transaction: Transaction<Tables>,
  site: string,
  subjects: readonly string[],
  at: number,
): Promise<Map<string, Attachment>> {
  const rows = await transaction
    .selectFrom('attachments')
    .innerJoin('group_members', 'group_members.member', 'attachments.member')
    .select([
      'subject',
      'group_members.member',
      'salt',
      'reference_hash',
      'attached_at',
      'ends_at',
      'attachments.decisions as here',
      'group_members.decisions',
    ])
    .where('site', '=', site)
    .where('subject', 'in', subjects)
    .where('ends_at', '>', at)
    .execute();
  const members = rows.map(({ member }) => member);
  const overrides =
    members.length === 0
      ? []
      : await transaction
          .selectFrom('member_overrides')
          .select(['member', 'purpose'])
          .where('site', '=', site)
          .where('member', 'in', members)
          .execute();
  return new Map(
    rows.map((row) => {
      const off = overrides.filter(({ member }) => member === row.member).map(({ purpose }) => purpose);
      return [row.subject, attachmentOf(row, off)];
    }),
  );
}
