import { stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';

/**
 * The file that a URL's path names inside a folder, or `undefined` when there is none. The path is decoded once and
 * may never leave the folder, whatever it contains.
 */
export async function fileInFolder(folder: string, pathname: string): Promise<string | undefined> {
  const name = decoded(pathname);
  if (name === undefined || /[\0\\]/.test(name)) return undefined;
  const root = resolve(folder);
  const file = resolve(root, `.${name.startsWith('/') ? '' : '/'}${name}`);
  if (!file.startsWith(root + sep)) return undefined;
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? file : undefined;
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}
