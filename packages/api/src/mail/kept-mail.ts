import type { MailEventRecord } from '@noren/model/schema';
import type { Kysely } from 'kysely';
import type { MailMemberRow } from '../database/mail-tables.ts';
import type { Tables } from '../database/tables.ts';
import { instantOf } from '../instant-of.ts';

/** Entries that are read together. */
const CHUNK = 200;

/** What is kept about a member's mail beside choices and entries; instants are ISO 8601, UTC. */
export interface MailStanding {
  readonly suppressed: MailMemberRow['suppressed'];
  readonly departedAt: string | null;
  /** Of who has left: when the entries are deleted. */
  readonly keptUntil: string | null;
}

export function mailStanding({
  suppressed,
  departed_at,
  keep_until,
}: Pick<MailMemberRow, 'suppressed' | 'departed_at' | 'keep_until'>): MailStanding {
  return { suppressed, departedAt: instantOf(departed_at), keptUntil: instantOf(keep_until) };
}

/** An entry as it is kept, with its hash. */
export interface KeptMailEvent {
  readonly record: MailEventRecord;
  readonly hash: string;
}

/**
 * The entries about a member's mail, oldest first, a few at a time.
 * @param member the random id, as in the table
 * @param last sequence of the last one that is wanted
 */
export async function* mailEventsOf(
  kysely: Kysely<Tables>,
  member: string,
  last: number,
): AsyncGenerator<KeptMailEvent[]> {
  for (let after = 0; after < last; ) {
    const rows = await kysely
      .selectFrom('mail_events')
      .select(['sequence', 'hash', 'body'])
      .where('member', '=', member)
      .where('sequence', '>', after)
      .where('sequence', '<=', last)
      .orderBy('sequence')
      .limit(CHUNK)
      .execute();
    const end = rows.at(-1);
    if (!end) return;
    yield rows.map(({ hash, body }) => ({ hash, record: JSON.parse(body) as MailEventRecord }));
    after = end.sequence;
  }
}
