import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { NorenError } from '@noren/model';
import type { NewFile } from './write-files.ts';

/**
 * Refuses to write over files that are there.
 * @param evenSame names of files that may be there already, if they hold exactly what would be written
 * @throws {NorenError} `file-exists`
 */
export async function refuseOverwriting(
  cwd: string,
  folder: string,
  files: readonly NewFile[],
  evenSame: readonly string[] = [],
): Promise<void> {
  for (const { name, text } of files) {
    const there = await readFile(resolve(cwd, folder, name), 'utf8').catch(() => undefined);
    if (there === undefined || (evenSame.includes(name) && there === text)) continue;
    throw new NorenError({
      code: 'file-exists',
      path: join(folder, name),
      fix: 'name another folder, or overwrite it with --force',
    });
  }
}
