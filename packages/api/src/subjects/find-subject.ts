import type { Decisions } from '@noren/model';
import type { Context } from '../context.ts';
import type { SubjectSecret } from './subject-secret.ts';

/** The subject that a secret belongs to, and what is in force for it. */
export async function findSubject(
  { database, hashSecret }: Pick<Context, 'database' | 'hashSecret'>,
  site: string,
  secret: SubjectSecret,
): Promise<{ readonly subject: string; readonly decisions: Decisions } | undefined> {
  const row = await database.kysely
    .selectFrom('subjects')
    .innerJoin('subject_states', (join) =>
      join.onRef('subject_states.site', '=', 'subjects.site').onRef('subject_states.subject', '=', 'subjects.subject'),
    )
    .select(['subjects.subject', 'decisions'])
    .where('subjects.site', '=', site)
    .where('secret_hash', '=', hashSecret(site, secret))
    .executeTakeFirst();
  return row && { subject: row.subject, decisions: JSON.parse(row.decisions) };
}
