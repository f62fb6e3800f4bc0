import { GroupCommit } from './group-commit.ts';
import type { Outcome, RecordStore, Submission } from './record-store.ts';

/** Writes records as they come, in groups. */
export type RecordWriter = GroupCommit<Submission, Outcome>;

export function recordWriter(store: RecordStore): RecordWriter {
  return new GroupCommit((batch) => store.write(batch), { lanes: store.lanes });
}
