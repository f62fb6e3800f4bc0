import type { Transaction } from 'kysely';
import type { Database } from '../database/open-database.ts';
import type { Tables } from '../database/tables.ts';
import { transact } from '../database/transact.ts';
import { GroupCommit } from '../records/group-commit.ts';

interface Job {
  /** The operator's id of the member. */
  readonly member: string;
  readonly run: (transaction: Transaction<Tables>) => Promise<unknown>;
}

/** What became of a job: in a box, since nothing at all may be a result too. */
interface Done {
  readonly value: unknown;
}

/** Writes what members choose, what arrives together in one transaction. */
export class MailWriter {
  readonly #database: Database;
  readonly #onWritten: () => void;
  readonly #commit: GroupCommit<Job, Done>;

  /** @param onWritten called after every transaction */
  constructor(database: Database, onWritten: () => void) {
    this.#database = database;
    this.#onWritten = onWritten;
    this.#commit = new GroupCommit((batch) => this.#write(batch), { largest: 64, singly: true });
  }

  /** Resolves when it is durable. What it does must not reach beyond the database: it may be run again. @throws {Overloaded} */
  async write<Result>(member: string, run: (transaction: Transaction<Tables>) => Promise<Result>): Promise<Result> {
    const { value } = await this.#commit.submit({ member, run });
    return value as Result;
  }

  drain(): Promise<void> {
    return this.#commit.drain();
  }

  async #write(batch: readonly Job[]): Promise<Done[]> {
    // Always in the same order, so that two processes seldom wait for each other; of one member as they came.
    const ordered = [...batch.entries()].sort(([, a], [, b]) =>
      a.member < b.member ? -1 : a.member > b.member ? 1 : 0,
    );
    const done = await transact(this.#database, async (transaction) => {
      const results: Done[] = [];
      for (const [index, { run }] of ordered) results[index] = { value: await run(transaction) };
      return results;
    });
    this.#onWritten();
    return done;
  }
}
