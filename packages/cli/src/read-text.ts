import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { NorenError } from '@noren/model';

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'this is a folder',
  EACCES: 'this file may not be read',
  ENOTDIR: 'a part of the path is not a folder',
};

/** Byte order marks. What a file says of itself otherwise does not count beside one. */
const MARKS: readonly (readonly [mark: string, encoding: string])[] = [
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
  ['efbbbf', 'utf-8'],
];

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
  const first = bytes.subarray(0, 3).toString('hex');
  const marked = MARKS.find(([mark]) => first.startsWith(mark))?.[1];
  if (!marked?.startsWith('utf-16') && bytes.includes(0)) throw fail('this is not a text file');
  const isPage = /\.html?$/i.test(file);
  const text = bytes.toString('latin1', 0, LATEST_NAME);
  const encoding = marked ?? (isPage ? namedCharset(text.slice(0, 1024)) : undefined) ?? 'utf-8';
  // Further down browsers heed it as well; what is UTF-8 may only speak of another one there.
  const later = marked || !isPage ? undefined : namedCharset(text);
  for (const one of [encoding, later])
    try {
      if (one) return new TextDecoder(one, { fatal: true }).decode(bytes);
    } catch {
      // Another one may fit.
    }
  throw fail(`this is not text in ${encoding}`);
}

const LATEST_NAME = 65_536;
const NAMES = [/<meta[^>]*charset\s*=\s*["']?([\w-]+)/i, /^<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/i];

/** Pages that are older than UTF-8 name their encoding. @see https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding */
function namedCharset(text: string): string | undefined {
  const label = NAMES.map((pattern) => pattern.exec(text)?.[1]).find(Boolean);
  try {
    const encoding = label && new TextDecoder(label).encoding;
    // What can be read so far cannot be in two bytes each.
    return encoding?.startsWith('utf-16') ? 'utf-8' : encoding;
  } catch {
    return undefined;
  }
}
