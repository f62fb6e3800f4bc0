import type { ConsentRecord, RuntimeConfig } from '@noren/model/schema';
import type { Pool, PoolClient } from 'pg';
import {
  append,
  created,
  emptyHead,
  full,
  type Head,
  isFull,
  isLate,
  type Link,
  type Stored,
  seenBefore,
  storedHead,
} from './chain.ts';
import { keyOf } from './key-of.ts';
import { type HeadOf, postgresFollower } from './postgres-follower.ts';
import {
  addFirst,
  addNext,
  findHistories,
  findRecords,
  findRuntimes,
  lockHeads,
  SEPARATOR,
} from './postgres-statements.ts';
import type { Outcome, RecordStore, Submission } from './record-store.ts';

/** Another process wrote the same chain at the same moment, and this one must read it again. */
const AGAIN = ['23505', '40001', '40P01'];
const ATTEMPTS = 5;

/** Writes records to PostgreSQL, each batch as one transaction. */
export function postgresStore(pool: Pool): RecordStore {
  // While one batch waits for the disk, the next one is made: PostgreSQL syncs both at once where it can.
  return { lanes: 2, write: (batch) => write(pool, batch, 1) };
}

async function write(pool: Pool, batch: readonly Submission[], attempt: number): Promise<(Outcome | Error)[]> {
  try {
    return await writeBatch(pool, batch);
  } catch (error) {
    const state = sqlState(error);
    if (!(error instanceof Error) || !state || isOutage(state)) throw error;
    if (batch.length === 1) {
      return AGAIN.includes(state) && attempt < ATTEMPTS ? await write(pool, batch, attempt + 1) : [error];
    }
    // One of them cannot be written, or not now. Its neighbours can, each on its own.
    const outcomes: (Outcome | Error)[] = [];
    for (const submission of batch) outcomes.push(...(await write(pool, [submission], 1)));
    return outcomes;
  }
}

/** The SQLSTATE, where the server itself refused. */
function sqlState(error: unknown): string | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** Connection lost, no resources, shutting down, read only, timed out: it would be the same for every other record. */
function isOutage(state: string): boolean {
  return ['08', '25', '53', '57', '58', 'XX'].includes(state.slice(0, 2));
}

async function writeBatch(pool: Pool, batch: readonly Submission[]): Promise<Outcome[]> {
  const outcomes = new Map<Submission, Outcome>();
  // Most visitors choose once, so every subject is taken for new at first: one statement, one round trip. Those that
  // turn out to be known, and second records of one subject in one batch, are written after that.
  const first = new Map<string, { submission: Submission; link: Link }>();
  for (const submission of batch) {
    const key = keyOf(submission.site, submission.secretHash);
    if (!first.has(key)) first.set(key, { submission, link: append(emptyHead(), submission) });
  }
  const entries = [...first.values()];
  const fresh = await pool.query<{ subject: string }>({
    ...addFirst,
    values: [
      ...columnsOf(entries.map(({ link }) => link)),
      column(entries, ({ submission }) => submission.secretHash),
      column(entries, ({ link }) => link.head.salt),
    ],
  });
  const made = new Set(fresh.rows.map(({ subject }) => subject));
  for (const { submission, link } of entries) if (made.has(link.row.subject)) outcomes.set(submission, created(link));
  const rest = batch.filter((submission) => !outcomes.has(submission));
  if (rest.length > 0) await writeRest(pool, rest, outcomes);
  return batch.map((submission) => outcomes.get(submission) as Outcome);
}

async function writeRest(pool: Pool, rest: readonly Submission[], outcomes: Map<Submission, Outcome>): Promise<void> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    for (const [submission, outcome] of await writeNext(client, rest)) outcomes.set(submission, outcome);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch((reason: Error) => {
      broken = reason;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

async function writeNext(client: PoolClient, rest: readonly Submission[]): Promise<[Submission, Outcome][]> {
  const wanted = new Map(rest.map((submission) => [keyOf(submission.site, submission.secretHash), submission]));
  const subjects = [...wanted.values()];
  const found = await client.query({
    ...lockHeads,
    values: [subjects.map(({ site }) => site), subjects.map(({ secretHash }) => secretHash)],
  });
  const heads = new Map<string, Head>(found.rows.map((row) => [keyOf(row.site, row.secret_hash), storedHead(row)]));
  const headOf = ({ site, secretHash }: Submission): Head => {
    const head = heads.get(keyOf(site, secretHash));
    // Erased between the two statements: its sender's next attempt finds nothing and starts a new chain.
    if (!head) throw Object.assign(new Error('the subject is gone'), { code: '40001' });
    return head;
  };
  const known = await findKnown(client, rest, headOf);
  const counts = Map.groupBy(rest, (submission) => headOf(submission).subject);
  const mayBeLate = (submission: Submission) =>
    isLate(headOf(submission), submission) || (counts.get(headOf(submission).subject)?.length ?? 0) > 1;
  const late = await findLate(client, rest.filter(mayBeLate), headOf);
  const follow = await postgresFollower(client, rest, headOf);
  const links: Link[] = [];
  // In the order of the records: a batch may hold several of one subject, and several of one member.
  const outcomes = rest.map((submission): [Submission, Outcome] => {
    const head = headOf(submission);
    const idKey = keyOf(submission.site, head.subject, submission.draft.id);
    const same = known.get(idKey);
    if (same) return [submission, follow.next(submission, head, seenBefore(same, head, submission))];
    if (isFull(head)) return [submission, follow.next(submission, head, full(head))];
    const signIns = follow.signIns(submission, head);
    const link = append(
      head,
      submission,
      signIns,
      isLate(head, submission) ? late(submission, head, links) : undefined,
    );
    links.push(link);
    heads.set(keyOf(submission.site, submission.secretHash), link.head);
    known.set(idKey, link.row);
    return [submission, follow.next(submission, link.head, created(link), link.here)];
  });
  if (links.length > 0) await client.query({ ...addNext, values: columnsOf(links) });
  await follow.write();
  return outcomes;
}

async function findKnown(
  client: PoolClient,
  rest: readonly Submission[],
  headOf: HeadOf,
): Promise<Map<string, Stored>> {
  const { rows } = await client.query({
    ...findRecords,
    values: [
      rest.map(({ site }) => site),
      rest.map((submission) => headOf(submission).subject),
      rest.map(({ draft }) => draft.id),
    ],
  });
  return new Map(rows.map((row) => [keyOf(row.site, row.subject, row.id), row]));
}

/** @returns what `append` needs for a record that took effect before others of its subject. */
async function findLate(client: PoolClient, submissions: readonly Submission[], headOf: HeadOf) {
  const stored: { site: string; subject: string; record: ConsentRecord }[] = [];
  const runtimes = new Map<string, RuntimeConfig>();
  if (submissions.length > 0) {
    const subjects = [...new Map(submissions.map((submission) => [headOf(submission).subject, submission.site]))];
    const histories = await client.query({
      ...findHistories,
      values: [subjects.map(([, site]) => site), subjects.map(([subject]) => subject)],
    });
    for (const { site, subject, body } of histories.rows) stored.push({ site, subject, record: JSON.parse(body) });
    const stamps = [
      ...new Map(
        stored.map(({ site, record }) => [keyOf(site, record.config), [site, record.config] as const]),
      ).values(),
    ];
    const configs = await client.query({
      ...findRuntimes,
      values: [stamps.map(([site]) => site), stamps.map(([, stamp]) => stamp)],
    });
    for (const { site, stamp, runtime } of configs.rows) runtimes.set(keyOf(site, stamp), JSON.parse(runtime));
  }
  return ({ site, draft, runtime }: Submission, { subject }: Head, links: readonly Link[]) => ({
    records: [
      ...stored.filter((entry) => entry.site === site && entry.subject === subject).map(({ record }) => record),
      ...links
        .filter(({ row }) => row.site === site && row.subject === subject)
        .map(({ row }) => JSON.parse(row.body) as ConsentRecord),
    ],
    runtimeOf: (stamp: string) => (stamp === draft.config ? runtime : runtimes.get(keyOf(site, stamp))) ?? runtime,
  });
}

/** A batch as the statements take it. */
function columnsOf(links: readonly Link[]): string[] {
  return [
    column(links, ({ row }) => row.site),
    column(links, ({ row }) => row.subject),
    column(links, ({ row }) => row.sequence),
    column(links, ({ row }) => row.id),
    column(links, ({ row }) => row.fingerprint),
    column(links, ({ row }) => row.hash),
    column(links, ({ row }) => row.effective_at),
    column(links, ({ row }) => row.body),
    column(links, ({ head }) => JSON.stringify(head.decisions)),
    column(links, ({ head }) => head.effectiveAt),
  ];
}

function column<Item>(list: readonly Item[], value: (item: Item) => string | number): string {
  return list.map(value).join(SEPARATOR);
}
