import type { DatabaseSync } from 'node:sqlite';
import type { ConsentRecord, RuntimeConfig } from '@noren/model/schema';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import {
  type Attachment,
  type AttachmentJoined,
  attachmentOf,
  NOBODY,
  type SignIns,
  signInsAt,
} from '../members/attachment.ts';
import { termsHash } from '../members/link-end.ts';
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

  const findAttachments = sqlite.prepare(`
    SELECT member, salt, reference_hash, attached_at, ends_at, attachments.decisions AS here, group_members.decisions, (
      SELECT json_group_array(purpose) FROM member_overrides
      WHERE member = attachments.member AND member_overrides.site = attachments.site) AS overrides
    FROM attachments JOIN group_members USING (member) WHERE site = ? AND subject = ? AND ends_at > ?`);
  const setHere = sqlite.prepare(
    'UPDATE attachments SET decisions = ? WHERE site = ? AND subject = ? AND attached_at = ? AND member = ?',
  );
  const setMember = sqlite.prepare('UPDATE group_members SET decisions = ? WHERE member = ?');
  const unlinkSubject = sqlite.prepare('DELETE FROM links WHERE site = ? AND subject = ?');
  const unlinkMember = sqlite.prepare('DELETE FROM links WHERE member = ?');
  const setLinkEnd = sqlite.prepare(
    'UPDATE links SET ends_at = ?, terms = ? WHERE site = ? AND subject = ? AND ends_at > ?',
  );

  const signInsOf = ({ site, effectiveAt, receivedAt }: Submission, subject: string): SignIns => {
    const rows = findAttachments.all(site, subject, Math.min(effectiveAt, receivedAt));
    const attachments = rows.map((row) =>
      attachmentOf(row as unknown as AttachmentJoined, JSON.parse(String(row.overrides))),
    );
    return signInsAt(attachments, effectiveAt, receivedAt);
  };

  /** Lets the member and the links follow, and says what is in force. */
  const follow = (
    submission: Submission,
    { subject, decisions }: Head,
    signIns: SignIns,
    outcome: Outcome,
  ): Outcome => {
    const { site } = submission;
    const followed = followMember(submission, decisions, signIns, outcome.status === 'created');
    const { changed, linkEnd } = followed;
    if (changed) setMember.run(JSON.stringify(changed.decisions), changed.member);
    if (linkEnd === undefined) unlinkSubject.run(site, subject);
    else setLinkEnd.run(linkEnd, termsHash(submission), site, subject, submission.receivedAt);
    if (followed.unlinkMember !== undefined) unlinkMember.run(followed.unlinkMember);
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
    const signIns = found ? signInsOf(submission, before.subject) : NOBODY;
    if (found) {
      const same = findRecord.get(site, before.subject, draft.id);
      if (same) return follow(submission, before, signIns, seenBefore(same as unknown as Stored, before, submission));
    } else {
      addSubject.run(site, before.subject, secretHash, before.salt);
    }
    if (isFull(before)) return follow(submission, before, signIns, full(before));
    const late = isLate(before, submission) ? history(site, before.subject) : undefined;
    const link = append(before, submission, signIns, late);
    const { row, head } = link;
    addRecord.run(site, row.subject, row.sequence, row.id, row.fingerprint, row.hash, row.effective_at, row.body);
    setState.run(site, row.subject, head.sequence, row.hash, head.effectiveAt, JSON.stringify(head.decisions));
    if (!found) return created(link);
    const current: Attachment | undefined = signIns.current && {
      ...signIns.current,
      here: link.here ?? signIns.current.here,
    };
    if (current) setHere.run(JSON.stringify(current.here), site, row.subject, current.attachedAt, current.member);
    return follow(submission, head, { ...signIns, current }, created(link));
  };
}
