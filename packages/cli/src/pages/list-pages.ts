import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { NorenError } from '@noren/model';

/**
 * The HTML pages below a folder, in order of their names. Hidden folders and installed packages hold no pages of the site.
 * @throws {NorenError} `unreadable-file`
 */
export async function listPages(cwd: string, folder: string): Promise<string[]> {
  let entries: Dirent[];
  try {
    entries = await readdir(resolve(cwd, folder), { withFileTypes: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const fix = code === 'ENOENT' ? 'no such folder' : code === 'ENOTDIR' ? 'this is not a folder' : message;
    throw new NorenError({ code: 'unreadable-file', path: folder, fix });
  }
  const pages: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.') && entry.name !== 'node_modules') pages.push(...(await listPages(cwd, path)));
    } else if (/\.html?$/i.test(entry.name)) pages.push(path);
  }
  return pages;
}
