import type { Decisions } from '@noren/model';
import type { Context } from '../context.ts';
import { overridesOf } from '../members/group-member.ts';
import { inForce } from '../members/member-decisions.ts';
import type { Site } from '../sites/site.ts';
import type { SubjectSecret } from './subject-secret.ts';

/** The subject that a secret belongs to, and what is in force for it, what its member has decided with it. */
export async function findSubject(
  { database, hashSecret, now }: Pick<Context, 'database' | 'hashSecret' | 'now'>,
  { key, published }: Site,
  secret: SubjectSecret,
): Promise<{ readonly subject: string; readonly decisions: Decisions } | undefined> {
  const row = await database.kysely
    .selectFrom('subjects')
    .innerJoin('subject_states', (join) =>
      join.onRef('subject_states.site', '=', 'subjects.site').onRef('subject_states.subject', '=', 'subjects.subject'),
    )
    .leftJoin('attachments', (join) =>
      join
        .onRef('attachments.site', '=', 'subjects.site')
        .onRef('attachments.subject', '=', 'subjects.subject')
        .on('attachments.ends_at', '>', now().getTime()),
    )
    .leftJoin('group_members', 'group_members.member', 'attachments.member')
    .select([
      'subjects.subject',
      'subject_states.decisions',
      'attachments.decisions as here',
      'group_members.member',
      'group_members.decisions as theirs',
    ])
    .where('subjects.site', '=', key)
    .where('secret_hash', '=', hashSecret(key, secret))
    .executeTakeFirst();
  if (!row) return undefined;
  const own = JSON.parse(row.decisions) as Decisions;
  const { member, theirs, here } = row;
  if (member === null || theirs === null || here === null) return { subject: row.subject, decisions: own };
  const overrides = await overridesOf(database.kysely, member, key);
  const attached = { member, decisions: JSON.parse(theirs), overrides };
  return { subject: row.subject, decisions: inForce(published.runtime, JSON.parse(here), attached) };
}
