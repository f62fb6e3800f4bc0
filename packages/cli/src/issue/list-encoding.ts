import { open } from 'node:fs/promises';
import { NorenError } from '@noren/model';

/** Byte order marks, in hexadecimal. */
const MARKS: readonly [mark: string, encoding: string][] = [
  ['efbbbf', 'utf-8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
];

/**
 * The encoding of a list: what its byte order mark says, else what the caller named, else UTF-8. It is never guessed: bytes
 * that are text in two encodings would be other names in one of them.
 * @param named a label such as `shift_jis`
 * @throws {NorenError} `unknown-encoding`
 * @see https://encoding.spec.whatwg.org/#names-and-labels
 */
export async function listEncoding(file: string, named = 'utf-8'): Promise<string> {
  const handle = await open(file);
  const { buffer } = await handle.read(Buffer.alloc(3), 0, 3, 0).finally(() => handle.close());
  const start = buffer.toString('hex');
  const [, marked] = MARKS.find(([mark]) => start.startsWith(mark)) ?? [];
  if (marked) return marked;
  try {
    return new TextDecoder(named).encoding;
  } catch {
    throw new NorenError({
      code: 'unknown-encoding',
      path: '--encoding',
      received: named,
      fix: 'for example utf-8, shift_jis or euc-jp',
    });
  }
}

/** Turns the bytes of a list into text, piece by piece. @throws {NorenError} `list-not-text`, rather than spoil a name */
export async function* decoded(bytes: AsyncIterable<Buffer>, encoding: string, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const piece of bytes) yield decoder.decode(piece, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new NorenError({
      code: 'list-not-text',
      path: name,
      received: encoding,
      fix: 'save it as UTF-8 (in a spreadsheet: "CSV UTF-8"), or name its encoding, e.g. --encoding shift_jis',
    });
  }
}
