import type { Decisions } from '@noren/model';
import { commitment } from '../subjects/commitment.ts';
import type { AttachedMember, MemberDecisions } from './member-decisions.ts';

/** What of a member a record can commit to. */
export interface Committable {
  readonly salt: string;
  /** Keyed hash of the operator's member id. */
  readonly referenceHash: string;
}

/** A time during which a member is signed in at a browser. The end is no part of it. Milliseconds since 1970. */
export interface Attachment extends AttachedMember, Committable {
  readonly attachedAt: number;
  readonly endsAt: number;
  /** What the browser's records amount to for this member; `at` in milliseconds. */
  readonly here: Decisions;
}

/** Whose a record is. */
export interface SignIns {
  /** Who was signed in when it took effect: it is theirs. */
  readonly made: Attachment | undefined;
  /** Who is signed in now that it is kept: what is in force here is theirs too. */
  readonly current: Attachment | undefined;
}

/** Nobody was, or is, signed in. */
export const NOBODY: SignIns = { made: undefined, current: undefined };

/** An attachment as both engines read it, with its member. */
export interface AttachmentJoined {
  readonly member: string;
  readonly salt: string;
  readonly reference_hash: string;
  readonly attached_at: number;
  readonly ends_at: number;
  /** `Decisions` as JSON. */
  readonly here: string;
  /** `MemberDecisions` as JSON. */
  readonly decisions: string;
}

/** @param overrides purposes that are off for the member on this site */
export function attachmentOf(row: AttachmentJoined, overrides: readonly string[]): Attachment {
  return {
    member: row.member,
    salt: row.salt,
    referenceHash: row.reference_hash,
    attachedAt: Number(row.attached_at),
    endsAt: Number(row.ends_at),
    here: JSON.parse(row.here) as Decisions,
    decisions: JSON.parse(row.decisions) as MemberDecisions,
    overrides,
  };
}

/**
 * Who was signed in when a record took effect, and who is when it is kept.
 * @param attachments of one browser
 */
export function signInsAt(attachments: readonly Attachment[], effectiveAt: number, receivedAt: number): SignIns {
  return {
    made: attachments.find(({ attachedAt, endsAt }) => attachedAt <= effectiveAt && effectiveAt < endsAt),
    current: attachments.find(({ endsAt }) => endsAt > receivedAt),
  };
}

/** What a record says of the member who was signed in: another text for each subject, and nothing without both salts. */
export function memberCommitment(subjectSalt: string, { salt, referenceHash }: Committable): string {
  return commitment(`${subjectSalt}${salt}`, referenceHash);
}
