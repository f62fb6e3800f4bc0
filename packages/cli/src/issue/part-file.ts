import { createReadStream } from 'node:fs';
import { type FileHandle, open, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { NorenError } from '@noren/model';
import { parse } from 'csv-parse';

/** A file that is being written, line by line, and can be gone on with after a break. */
export interface PartFile {
  /** Lines that are in it already, without the header. */
  readonly done: number;
  /** Appends one text after the other, and returns when all of them are on the disk. */
  append(texts: Iterable<string>): Promise<void>;
  /** Gives the file its name. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens what an earlier run of the same job has left, or a new file.
 * @param job names everything that the file depends on; one of another job is not gone on with
 * @throws {NorenError} `another-job`
 */
export async function openPartFile(file: string, job: string): Promise<PartFile> {
  const part = `${file}.part`;
  const name = `${part}.job`;
  const earlier = await readFile(name, 'utf8').catch(() => undefined);
  if (earlier !== undefined && earlier !== job)
    throw new NorenError({
      code: 'another-job',
      path: part,
      fix: `it is the beginning of another list, or of other links: finish that one, or delete ${part} and ${name}`,
    });
  const { lines, bytes } = earlier === undefined ? { lines: 0, bytes: 0 } : await completeLines(part);
  if (earlier === undefined) await rm(part, { force: true });
  else if (bytes > 0) await truncate(part, bytes);
  await writeFile(name, job);
  const handle: FileHandle = await open(part, 'a');
  return {
    done: Math.max(0, lines - 1),
    async append(texts) {
      for (const text of texts) await handle.appendFile(text);
      await handle.datasync();
    },
    async finish() {
      await handle.close();
      await rename(part, file);
      await rm(name);
    },
    close: () => handle.close(),
  };
}

/** How many whole lines a file has, and where the last of them ends: the one behind it was cut off. */
async function completeLines(file: string): Promise<{ lines: number; bytes: number }> {
  let lines = 0;
  let bytes = 0;
  try {
    const records = createReadStream(file).pipe(parse({ info: true, relax_column_count: true }));
    let last = 0;
    for await (const { info } of records as AsyncIterable<{ info: { bytes: number } }>) {
      // The end of a line is known by the line after it, or by what the file ends with.
      lines += 1;
      last = bytes;
      bytes = info.bytes;
    }
    const handle = await open(file);
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, Math.max(0, bytes - 1));
    await handle.close();
    return buffer.toString() === '\n' ? { lines, bytes } : { lines: Math.max(0, lines - 1), bytes: last };
  } catch {
    // Cut off within quotes, or not there: what came before it is whole.
    return { lines, bytes };
  }
}
