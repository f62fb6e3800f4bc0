import { hash as digest } from 'node:crypto';
import { type Decisions, UNDECIDED } from '@noren/model';
import { canonicalJson } from '@noren/model/publish';
import type { ConsentRecord, RuntimeConfig } from '@noren/model/schema';
import type { RecordRow } from '../database/tables.ts';
import { memberCommitment, NOBODY, type SignIns } from '../members/attachment.ts';
import { newId } from '../new-id.ts';
import { commitment } from '../subjects/commitment.ts';
import { randomText } from '../subjects/random-text.ts';
import { applyRecord, projectRecords } from './apply-record.ts';
import type { Outcome, Submission } from './record-store.ts';

/** The end of a subject's chain. */
export interface Head {
  readonly subject: string;
  readonly salt: string;
  /** 0 before the first record. */
  readonly sequence: number;
  readonly hash: string | null;
  readonly effectiveAt: number;
  /** What was decided without a member, and what members have refused here. */
  readonly decisions: Decisions;
}

/** A record that arrives late is weighed against all others of its subject: nobody may make that take for ever. */
const LONGEST_CHAIN = 2000;

/** A record in its place, and the end of the chain after it. */
export interface Link {
  readonly row: RecordRow;
  readonly record: ConsentRecord;
  readonly head: Head;
  /** What the records amount to for the member who is signed in now. */
  readonly here: Decisions | undefined;
}

/** The head of a chain that has no record yet, of a subject that is known or new. */
export function emptyHead(subject: string = newId(), salt: string = randomText(16, 'base64url')): Head {
  return { subject, salt, sequence: 0, hash: null, effectiveAt: 0, decisions: UNDECIDED };
}

/** The head as it is stored; columns of the state are null where there is none. */
export function storedHead(row: Record<string, unknown>): Head {
  const head = emptyHead(String(row.subject), String(row.salt));
  // A subject that a member brought along has a state before its first record.
  if (!row.sequence) return head;
  const decisions = JSON.parse(String(row.decisions)) as Decisions;
  return {
    ...head,
    sequence: Number(row.sequence),
    hash: String(row.hash),
    effectiveAt: Number(row.effective_at),
    decisions,
  };
}

/** SHA-256 of a record's canonical JSON. */
export function recordHash(body: string): string {
  return digest('sha256', body, 'base64url');
}

/** Whether a record took effect before (or with) the newest one, so that the projection needs the whole history. */
export function isLate(head: Head, { effectiveAt }: Submission): boolean {
  return head.sequence > 0 && effectiveAt <= head.effectiveAt;
}

/**
 * Puts a record at the end of a chain.
 * @param signIns who was signed in when it took effect, and who is now
 * @param late the records before it and their configs, for a record that arrives late
 */
export function append(
  head: Head,
  { site, secretHash, fingerprint, effectiveAt, draft, runtime }: Submission,
  { made, current }: SignIns = NOBODY,
  late?: { readonly records: readonly ConsentRecord[]; readonly runtimeOf: (stamp: string) => RuntimeConfig },
): Link {
  const sequence = head.sequence + 1;
  const subject = commitment(head.salt, secretHash);
  const member = made && { member: memberCommitment(head.salt, made) };
  const record: ConsentRecord = { ...draft, subject, ...member, sequence, previous: head.hash };
  const body = canonicalJson(record);
  const hash = recordHash(body);
  const runtimeOf = (stamp: string) => (stamp === draft.config || !late ? runtime : late.runtimeOf(stamp));
  const after = (before: Decisions, viewer?: string) =>
    late ? projectRecords([...late.records, record], runtimeOf, viewer) : applyRecord(runtime, before, record, viewer);
  const decisions = after(head.decisions);
  return {
    record,
    here: current && after(current.here, memberCommitment(head.salt, current)),
    row: { site, subject: head.subject, sequence, id: draft.id, fingerprint, hash, effective_at: effectiveAt, body },
    head: { ...head, sequence, hash, effectiveAt: Math.max(head.effectiveAt, effectiveAt), decisions },
  };
}

/** What to answer for a record that has just been appended. */
export function created({ row, head }: Link): Outcome {
  return {
    status: 'created',
    sequence: row.sequence,
    hash: row.hash,
    effectiveAt: row.effective_at,
    decisions: head.decisions,
  };
}

export function isFull({ sequence }: Head): boolean {
  return sequence >= LONGEST_CHAIN;
}

/** What to answer when the chain has no room for another record. */
export function full(head: Head): Outcome {
  return {
    status: 'full',
    sequence: head.sequence,
    hash: head.hash ?? '',
    effectiveAt: head.effectiveAt,
    decisions: head.decisions,
  };
}

/** What of a stored record tells a repetition from a conflict. */
export type Stored = Pick<RecordRow, 'id' | 'sequence' | 'fingerprint' | 'hash' | 'effective_at'>;

/** What to answer where the id was here before. */
export function seenBefore(row: Stored, head: Head, submission: Submission): Outcome {
  return {
    status: row.fingerprint === submission.fingerprint ? 'repeated' : 'conflict',
    sequence: row.sequence,
    hash: row.hash,
    effectiveAt: row.effective_at,
    decisions: head.decisions,
  };
}
