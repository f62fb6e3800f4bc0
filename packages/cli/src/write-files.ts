import { lstat, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { NorenError } from '@noren/model';
import { makeFolder } from './make-folder.ts';

/** A file to be written. */
export interface NewFile {
  /** A plain name, without folders. */
  readonly name: string;
  readonly text: string;
}

/**
 * Writes files into a folder, which is made where it is missing. First all of them are written aside; then each takes its
 * place at once, in the order given: nobody ever reads half of one. Other files in the folder stay as they are.
 * @throws {NorenError} `unwritable-folder`
 */
export async function writeFiles(cwd: string, folder: string, files: readonly NewFile[]): Promise<void> {
  const target = resolve(cwd, folder);
  let aside: string | undefined;
  try {
    await makeFolder(target);
    for (const { name } of files) await refuseFolder(folder, join(target, name));
    // Inside the folder itself: a rename is at once only within one file system.
    aside = await mkdtemp(join(target, '.noren-'));
    for (const { name, text } of files) await writeFile(join(aside, name), text);
    for (const { name } of files) await rename(join(aside, name), join(target, name));
  } catch (error) {
    if (error instanceof NorenError) throw error;
    throw unwritable(folder, error instanceof Error ? error.message : String(error));
  } finally {
    if (aside) await rm(aside, { recursive: true, force: true });
  }
}

async function refuseFolder(folder: string, path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isDirectory()) throw unwritable(folder, `${path} is a folder, and a file goes there`);
}

function unwritable(folder: string, fix: string): NorenError {
  return new NorenError({ code: 'unwritable-folder', path: folder, fix });
}
