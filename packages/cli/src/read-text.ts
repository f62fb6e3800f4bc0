import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { NorenError } from '@noren/model';

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'this is a folder',
  EACCES: 'this file may not be read',
  ENOTDIR: 'a part of the path is not a folder',
};

/** Byte order marks; that of UTF-8 changes nothing. */
const MARKS: Readonly<Record<string, string>> = { fffe: 'utf-16le', feff: 'utf-16be' };

/**
 * Reads a text file in the encoding that it names itself: a byte order mark, or the `charset` of an HTML page, else UTF-8.
 * @throws {NorenError} `unreadable-file`
 */
export async function readText(cwd: string, file: string): Promise<string> {
  const fail = (fix: string): NorenError => new NorenError({ code: 'unreadable-file', path: file, fix });
  let bytes: Buffer;
  try {
    bytes = await readFile(resolve(cwd, file));
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw fail(WHY[code] ?? message);
  }
  const marked = MARKS[bytes.subarray(0, 2).toString('hex')];
  if (!marked && bytes.includes(0)) throw fail('this is not a text file');
  const encoding = marked ?? ((/\.html?$/i.test(file) && namedCharset(bytes)) || 'utf-8');
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw fail(`this is not text in ${encoding}`);
  }
}

/** Pages that are older than UTF-8 name their encoding in the first kilobyte. @see https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding */
function namedCharset(bytes: Buffer): string | undefined {
  const label = /<meta[^>]*charset\s*=\s*["']?([\w-]+)/i.exec(bytes.subarray(0, 1024).toString('latin1'))?.[1];
  try {
    return label && new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}
