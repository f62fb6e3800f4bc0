import { type Decisions, UNDECIDED } from '@noren/model';
import type { ConsentRecord, RuntimeConfig } from '@noren/model/schema';
import { applyRecord, byEffect } from '../records/apply-record.ts';
import type { JoinedRow, JoinedWords } from './joined-words.ts';

/** A record as it is kept, with its hash. */
export interface KeptRecord {
  readonly record: ConsentRecord;
  readonly hash: string;
}

/** That a visitor allowed, or refused, a recipient that joins what it receives to a person: one line of the export. */
export type JoinedPermission = ReturnType<typeof permission>;

/**
 * What a subject's records say about such recipients, in the order in which they took effect. A record speaks of a
 * recipient where it decides its purpose or its own switch, and where it ends what was allowed without naming it: by
 * refusing what its purpose requires, or with Global Privacy Control.
 * @param records all of one subject
 * @param wordsOf wording hash → what was told in it
 * @param runtimeOf config stamp → the config in force then
 */
export function joinedPermissions(
  records: readonly KeptRecord[],
  wordsOf: (hash: string) => JoinedWords,
  runtimeOf: (stamp: string) => RuntimeConfig,
): JoinedPermission[] {
  let decisions: Decisions = UNDECIDED;
  return records
    .toSorted((a, b) => byEffect(a.record, b.record))
    .flatMap((kept) => {
      const { record } = kept;
      const words = wordsOf(record.wording);
      const before = decisions;
      // Whoever was signed in: the record is the proof of what was said then.
      const runtime = runtimeOf(record.config);
      decisions = applyRecord(runtime, before, record, record.member);
      const { chosen } = record;
      const after = (row: JoinedRow): boolean =>
        isGranted(decisions, row) || hasOwnYes(runtime, decisions, record, row);
      return words.rows
        .filter(
          (row) =>
            chosen.purposes[row.purpose] !== undefined ||
            chosen.services[row.id] !== undefined ||
            (isGranted(before, row) && !after(row)),
        )
        .map((row) => permission(kept, words, row, after(row)));
    });
}

function isGranted({ purposes, services }: Decisions, { id, purpose }: JoinedRow): boolean {
  return purposes[purpose]?.granted === true && services[id] !== false;
}

/** A yes to the tag alone, where it runs until a no and nothing was said about its purpose. */
function hasOwnYes(
  { purposes, services }: RuntimeConfig,
  decisions: Decisions,
  { chosen }: ConsentRecord,
  { id, purpose }: JoinedRow,
): boolean {
  if (decisions.purposes[purpose] !== undefined || chosen.services[id] !== true) return false;
  const own = services.find((service) => service.id === id)?.mode ?? purposes.find((one) => one.id === purpose)?.mode;
  return own === 'opt-out';
}

function permission({ record, hash }: KeptRecord, words: JoinedWords, row: JoinedRow, granted: boolean) {
  const { id, subject, sequence, decidedAt, effectiveAt, receivedAt, edition, wording, language } = record;
  const { control, surface, basis, actingEntity, responsibleEntity } = record;
  const { id: service, ...told } = row;
  return {
    granted,
    service,
    ...told,
    decidedAt,
    effectiveAt,
    receivedAt,
    obtainedBy: { id: actingEntity, name: words.entity },
    responsible: { id: responsibleEntity, name: words.responsible },
    edition,
    wording,
    language,
    control,
    surface,
    basis,
    record: { id, hash, subject, sequence },
  };
}
