import type { ConsentRecord, RuntimeConfig } from '@noren/model/schema';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../database/open-database.ts';
import type { Tables } from '../database/tables.ts';
import { memberCommitment } from '../members/attachment.ts';
import { BEFORE_EVERY_ID } from '../new-id.ts';
import { projectRecords } from './apply-record.ts';

const PAGE = 500;

/**
 * Makes what is in force for every subject of a site again, from the records alone. Safe beside a running API: each
 * subject is read and written in one transaction.
 * @returns how many subjects were written
 */
export async function rebuildProjection({ kysely, engine }: Database, site: string): Promise<number> {
  const runtimes = new Map<string, RuntimeConfig>();
  for (const { stamp, runtime } of await kysely
    .selectFrom('config_versions')
    .select(['stamp', 'runtime'])
    .where('site', '=', site)
    .execute()) {
    runtimes.set(stamp, JSON.parse(runtime));
  }
  let count = 0;
  for (let after = BEFORE_EVERY_ID; ; ) {
    const page = await kysely
      .selectFrom('subjects')
      .select('subject')
      .where('site', '=', site)
      .where('subject', '>', after)
      .orderBy('subject')
      .limit(PAGE)
      .execute();
    const last = page.at(-1);
    if (!last) return count;
    await kysely.transaction().execute(async (transaction) => {
      for (const { subject } of page) await rebuild(transaction, engine, site, subject, runtimes);
    });
    count += page.length;
    after = last.subject;
  }
}

async function rebuild(
  transaction: Transaction<Tables> | Kysely<Tables>,
  engine: Database['engine'],
  site: string,
  subject: string,
  runtimes: ReadonlyMap<string, RuntimeConfig>,
): Promise<void> {
  // SQLite has one writer at a time, and this transaction is it.
  const lock = transaction
    .selectFrom('subject_states')
    .select('sequence')
    .where('site', '=', site)
    .where('subject', '=', subject);
  await (engine === 'postgres' ? lock.forUpdate() : lock).execute();
  const rows = await transaction
    .selectFrom('records')
    .select(['sequence', 'hash', 'effective_at', 'body'])
    .where('site', '=', site)
    .where('subject', '=', subject)
    .orderBy('sequence')
    .execute();
  const last = rows.at(-1);
  if (!last) return;
  const records = rows.map(({ body }) => JSON.parse(body) as ConsentRecord);
  const runtimeOf = (stamp: string) => {
    const runtime = runtimes.get(stamp);
    if (!runtime) throw new RangeError(`no config ${stamp} of ${site}, which a record names`);
    return runtime;
  };
  const decisions = projectRecords(records, runtimeOf);
  const state = {
    sequence: last.sequence,
    hash: last.hash,
    effective_at: Math.max(...rows.map((row) => row.effective_at)),
    decisions: JSON.stringify(decisions),
  };
  await transaction
    .insertInto('subject_states')
    .values({ site, subject, ...state })
    .onConflict((conflict) => conflict.columns(['site', 'subject']).doUpdateSet(state))
    .execute();
  const attached = await transaction
    .selectFrom('attachments')
    .innerJoin('group_members', 'group_members.member', 'attachments.member')
    .innerJoin('subjects', (join) =>
      join.onRef('subjects.site', '=', 'attachments.site').onRef('subjects.subject', '=', 'attachments.subject'),
    )
    .select(['group_members.member', 'group_members.salt', 'reference_hash', 'subjects.salt as subject_salt'])
    .distinct()
    .where('attachments.site', '=', site)
    .where('attachments.subject', '=', subject)
    .execute();
  for (const { member, salt, reference_hash, subject_salt } of attached) {
    const viewer = memberCommitment(subject_salt, { salt, referenceHash: reference_hash });
    await transaction
      .updateTable('attachments')
      .set({ decisions: JSON.stringify(projectRecords(records, runtimeOf, viewer)) })
      .where('site', '=', site)
      .where('subject', '=', subject)
      .where('member', '=', member)
      .execute();
  }
}
