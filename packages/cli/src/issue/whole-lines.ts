import { createReadStream } from 'node:fs';

/** What a list with links holds. */
export interface Counts {
  lines: number;
  /** With a personalised link. */
  tracked: number;
  /** With the plain address. */
  plain: number;
  /** Without a link. */
  problems: number;
}

const QUOTE = 0x22;
const LINE_END = 0x0a;
/** The three columns that every line ends with; none of them is ever in quotes. */
const END = /,([01]?),[01]?,([a-z0-9-]*)\n$/;

/**
 * What of a file that was being written when it was cut off is whole: each line that ends, and has its last columns. Power
 * that fails may leave a piece of a line, or zeros in the place of it.
 * @param header what it must begin with; a file that does not is taken for empty
 * @returns bytes up to the end of the last whole line, and what these lines hold
 */
export async function wholeLines(file: string, header: string): Promise<Counts & { bytes: number }> {
  const found = { bytes: 0, lines: 0, tracked: 0, plain: 0, problems: 0 };
  const first = Buffer.from(header);
  let rest: Buffer = Buffer.alloc(0);
  let isQuoted = false;
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      const from = rest.length;
      const bytes = from === 0 ? chunk : Buffer.concat([rest, chunk]);
      let start = 0;
      for (let at = from; at < bytes.length; at += 1) {
        if (bytes[at] === QUOTE) isQuoted = !isQuoted;
        if (bytes[at] !== LINE_END || isQuoted) continue;
        const line = bytes.subarray(start, at + 1);
        if (found.bytes === 0 ? !line.equals(first) : !count(line, found)) return found;
        found.bytes += line.length;
        start = at + 1;
      }
      rest = bytes.subarray(start);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return found;
}

function count(line: Buffer, counts: Counts): boolean {
  if (line.includes(0)) return false;
  const [, tracked, problem] = END.exec(line.subarray(-120).toString('latin1')) ?? [];
  if (problem === undefined) return false;
  counts.lines += 1;
  counts[problem ? 'problems' : tracked === '1' ? 'tracked' : 'plain'] += 1;
  return true;
}
