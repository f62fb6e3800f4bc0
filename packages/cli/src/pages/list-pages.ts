import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { NorenError } from '@noren/model';

/**
 * The HTML pages below a folder, in order of their names. Hidden folders and installed packages hold no pages of the site. A link
 * to a folder is followed, as web servers do; no folder is looked into twice.
 * @throws {NorenError} `unreadable-file`
 */
export async function listPages(cwd: string, folder: string, seen = new Set<string>()): Promise<string[]> {
  let entries: Dirent[];
  try {
    const real = await realpath(resolve(cwd, folder));
    if (seen.has(real)) return [];
    seen.add(real);
    entries = await readdir(real, { withFileTypes: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const fix = code === 'ENOENT' ? 'no such folder' : code === 'ENOTDIR' ? 'this is not a folder' : message;
    throw new NorenError({ code: 'unreadable-file', path: folder, fix });
  }
  const pages: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (await isFolder(entry, resolve(cwd, path))) {
      if (!entry.name.startsWith('.') && entry.name !== 'node_modules')
        pages.push(...(await listPages(cwd, path, seen)));
    } else if (/\.html?$/i.test(entry.name)) pages.push(path);
  }
  return pages;
}

async function isFolder(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  // One that leads nowhere is told where it has the name of a page.
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
