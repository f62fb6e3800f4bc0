import type { DatabaseSync } from 'node:sqlite';
import type { ConsentRecord, RuntimeConfig } from '@noren/model/schema';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { AttachedMember } from '../members/member-decisions.ts';
import {
  append,
  created,
  emptyHead,
  full,
  type Head,
  isFull,
  isLate,
  type Stored,
  seenBefore,
  storedHead,
} from './chain.ts';
import { followMember } from './follow-member.ts';
import type { Outcome, RecordStore, Submission } from './record-store.ts';

/** Writes records to SQLite, each batch as one transaction. */
export function sqliteStore(sqlite: DatabaseSync, kysely: Kysely<Tables>): RecordStore {
  let write: ((submission: Submission) => Outcome) | undefined;
  return {
    lanes: 1,
    // SQLite has one connection: a batch must not fall between the statements of somebody else's transaction.
    write: (batch) =>
      kysely.connection().execute(async () => {
        write ??= prepareWrite(sqlite);
        return writeBatch(sqlite, write, batch);
      }),
  };
}

function writeBatch(
  sqlite: DatabaseSync,
  write: (submission: Submission) => Outcome,
  batch: readonly Submission[],
): (Outcome | Error)[] {
  sqlite.exec('BEGIN IMMEDIATE');
  try {
    const outcomes = batch.map(write);
    sqlite.exec('COMMIT');
    return outcomes;
  } catch (error) {
    if (sqlite.isTransaction) sqlite.exec('ROLLBACK');
    if (batch.length === 1) return [error instanceof Error ? error : new Error('the record cannot be written')];
    // One of them cannot be written. Its neighbours can, each on its own.
    return batch.flatMap((submission) => writeBatch(sqlite, write, [submission]));
  }
}

/** @returns a function that writes one record inside the transaction that its caller has begun. */
function prepareWrite(sqlite: DatabaseSync): (submission: Submission) => Outcome {
  const findHead = sqlite.prepare(`
    SELECT subjects.subject, salt, sequence, hash, effective_at, decisions
    FROM subjects LEFT JOIN subject_states USING (site, subject)
    WHERE subjects.site = ? AND secret_hash = ?`);
  const findRecord = sqlite.prepare(
    'SELECT id, sequence, fingerprint, hash, effective_at FROM records WHERE site = ? AND subject = ? AND id = ?',
  );
  const findHistory = sqlite.prepare('SELECT body FROM records WHERE site = ? AND subject = ? ORDER BY sequence');
  const findRuntime = sqlite.prepare('SELECT runtime FROM config_versions WHERE site = ? AND stamp = ? LIMIT 1');
  const addSubject = sqlite.prepare('INSERT INTO subjects (site, subject, secret_hash, salt) VALUES (?, ?, ?, ?)');
  const addRecord = sqlite.prepare(`
    INSERT INTO records (site, subject, sequence, id, fingerprint, hash, effective_at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const setState = sqlite.prepare(`
    INSERT INTO subject_states (site, subject, sequence, hash, effective_at, decisions) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (site, subject) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash,
      effective_at = excluded.effective_at, decisions = excluded.decisions`);

  const findMember = sqlite.prepare(`
    SELECT member, decisions, (
      SELECT json_group_array(purpose) FROM member_overrides
      WHERE member = attachments.member AND member_overrides.site = attachments.site) AS overrides
    FROM attachments JOIN group_members USING (member) WHERE site = ? AND subject = ?`);
  const setMember = sqlite.prepare('UPDATE group_members SET decisions = ? WHERE member = ?');
  const unlinkSubject = sqlite.prepare('DELETE FROM links WHERE site = ? AND subject = ?');
  const unlinkMember = sqlite.prepare('DELETE FROM links WHERE member = ?');

  const attachedTo = (site: string, subject: string): AttachedMember | undefined => {
    const row = findMember.get(site, subject);
    return (
      row && {
        member: String(row.member),
        decisions: JSON.parse(String(row.decisions)),
        overrides: JSON.parse(String(row.overrides)),
      }
    );
  };

  /** Lets the member and the links follow, and says what is in force. */
  const follow = (submission: Submission, { subject, decisions }: Head, outcome: Outcome): Outcome => {
    const { site } = submission;
    const attached = attachedTo(site, subject);
    const followed = followMember(submission, decisions, attached, outcome.status === 'created');
    if (followed.unlinkSubject) unlinkSubject.run(site, subject);
    if (attached && followed.member) setMember.run(JSON.stringify(followed.member), attached.member);
    if (attached && followed.unlinkMember) unlinkMember.run(attached.member);
    return { ...outcome, decisions: followed.decisions };
  };

  const history = (site: string, subject: string) => ({
    records: findHistory.all(site, subject).map(({ body }) => JSON.parse(String(body)) as ConsentRecord),
    runtimeOf: (stamp: string) => JSON.parse(String(findRuntime.get(site, stamp)?.runtime)) as RuntimeConfig,
  });

  return (submission) => {
    const { site, secretHash, draft } = submission;
    const found = findHead.get(site, secretHash);
    const before = found ? storedHead(found) : emptyHead();
    if (found) {
      const same = findRecord.get(site, before.subject, draft.id);
      if (same) return follow(submission, before, seenBefore(same as unknown as Stored, before, submission));
    } else {
      addSubject.run(site, before.subject, secretHash, before.salt);
    }
    if (isFull(before)) return follow(submission, before, full(before));
    const link = append(before, submission, isLate(before, submission) ? history(site, before.subject) : undefined);
    const { row, head } = link;
    addRecord.run(site, row.subject, row.sequence, row.id, row.fingerprint, row.hash, row.effective_at, row.body);
    setState.run(site, row.subject, head.sequence, row.hash, head.effectiveAt, JSON.stringify(head.decisions));
    return found ? follow(submission, head, created(link)) : created(link);
  };
}
