import { type FileHandle, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { NorenError } from '@noren/model';
import { claimFile } from './claim-file.ts';
import { type Counts, wholeLines } from './whole-lines.ts';

/** A file that is being written, line by line, and can be gone on with after a break. */
export interface PartFile {
  /** What is in it already, without the header. */
  readonly done: Counts;
  /** Appends one text after the other, and returns when all of them are on the disk. */
  append(texts: Iterable<string>): Promise<void>;
  /** Gives the file its name. */
  finish(): Promise<void>;
  /** Leaves what is to be gone on with; nothing, where no line is in it. */
  close(): Promise<void>;
}

/**
 * Opens what an earlier run of the same job has left, or a new file, for this process alone. Nobody but its owner may
 * read it: whoever has a link is taken for its member.
 * @param job names everything that the file depends on; one of another job is not gone on with
 * @param header its first line, with the end of it
 * @throws {NorenError} `another-job`, `running-already`, `unwritable-file`
 */
export async function openPartFile(file: string, job: string, header: string): Promise<PartFile> {
  const part = `${file}.part`;
  const name = `${part}.job`;
  const release = await claimFile(`${part}.lock`).catch((error: unknown) => {
    throw error instanceof NorenError ? error : unwritable(file, error);
  });
  try {
    const earlier = await readFile(name, 'utf8').catch(() => undefined);
    if (earlier !== undefined && earlier !== job)
      throw new NorenError({
        code: 'another-job',
        path: part,
        fix: `it is the beginning of another list, or of other links: finish that one, or delete ${part} and ${name}`,
      });
    if (earlier === undefined) await rm(part, { force: true });
    const { bytes, ...done } = await wholeLines(part, header);
    await writeFile(name, job, { mode: 0o600 });
    const handle = await open(part, 'a', 0o600);
    await handle.truncate(bytes);
    if (bytes === 0) await handle.appendFile(header);
    return partFile({ file, part, name, handle, done, release });
  } catch (error) {
    await release();
    throw error;
  }
}

interface Opened {
  readonly file: string;
  readonly part: string;
  readonly name: string;
  readonly handle: FileHandle;
  readonly done: Counts;
  release(): Promise<void>;
}

function partFile({ file, part, name, handle, done, release }: Opened): PartFile {
  let isEmpty = done.lines === 0;
  return {
    done,
    async append(texts) {
      isEmpty = false;
      for (const text of texts) await handle.appendFile(text);
      await handle.datasync();
    },
    async finish() {
      await handle.datasync();
      await handle.close();
      await rename(part, file);
      await rm(name);
      await release();
    },
    async close() {
      await handle.close();
      if (isEmpty) for (const left of [part, name]) await rm(left, { force: true });
      await release();
    },
  };
}

function unwritable(path: string, error: unknown): NorenError {
  return new NorenError({
    code: 'unwritable-file',
    path,
    fix: error instanceof Error ? error.message : String(error),
  });
}
