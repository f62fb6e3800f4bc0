import type { Decisions } from '@noren/model';
import type { ConsentRecord, RuntimeConfig } from '@noren/model/schema';

/** A record without what only its place in the chain decides. */
export type RecordDraft = Omit<ConsentRecord, 'subject' | 'member' | 'sequence' | 'previous'>;

/** A checked record on its way to the database. */
export interface Submission {
  readonly site: string;
  /** Keyed hash of the subject secret. */
  readonly secretHash: string;
  /** SHA-256 of the request without `sentAt`. */
  readonly fingerprint: string;
  /** `draft.effectiveAt` in milliseconds. */
  readonly effectiveAt: number;
  /** `draft.receivedAt` in milliseconds. */
  readonly receivedAt: number;
  readonly draft: RecordDraft;
  /** Runtime config of `draft.config`. */
  readonly runtime: RuntimeConfig;
  /** Purposes that must all be granted for a link between subject and member; empty where the site links nobody. */
  readonly linking: readonly string[];
}

/** What became of a submission, after it was committed. */
export interface Outcome {
  /**
   * `repeated`: the same record was here before. `conflict`: another record with this id was. `full`: the subject has
   * more records than anybody makes, and no further one is kept.
   */
  readonly status: 'created' | 'repeated' | 'conflict' | 'full';
  readonly sequence: number;
  readonly hash: string;
  readonly effectiveAt: number;
  /** What is in force for the subject now, what its member has decided with it; `at` in milliseconds. */
  readonly decisions: Decisions;
}

/** Writes records. */
export interface RecordStore {
  /** Batches that it can write at the same time. */
  readonly lanes: number;
  /**
   * Writes a batch in one transaction and one sync to disk. Where one submission cannot be written, its place holds
   * the error, and the others are written without it.
   * @throws when the database cannot be reached: nothing of the batch was acknowledged
   */
  write(batch: readonly Submission[]): Promise<(Outcome | Error)[]>;
}
