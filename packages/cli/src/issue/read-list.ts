import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { NorenError } from '@noren/model';
import { httpsUrl, memberReference } from '@noren/model/schema';
import { CsvError, parse } from 'csv-parse';
import { decoded } from './list-encoding.ts';

/** Columns that are added to the list. */
export const ADDED = ['personal_url', 'track_links', 'track_opens', 'problem'];

/** A list of members, in a file. */
export interface List {
  readonly file: string;
  /** As the caller named it. */
  readonly name: string;
  readonly encoding: string;
}

/** One member of a list. */
export interface Line {
  /** Where it stands in the file: of several lines the last. */
  readonly at: number;
  /** All that stands in it, column by column, as it was. */
  readonly cells: readonly string[];
  readonly member: string;
  /** Where its link leads; empty where that is not said here. */
  readonly url: string;
  /** Why no link can be asked for. */
  readonly problem?: 'member-missing' | 'member-invalid' | 'landing-invalid';
}

/** How a list is read: its header once, then each line of it. */
export interface ListReader {
  header(cells: readonly string[]): void;
  /** @param bytes of the file that have been read so far */
  line(line: Line, bytes: number): void | Promise<void>;
}

/**
 * Reads a list from its beginning to its end, holding a few lines of it at a time.
 * @throws {NorenError} `list-not-text`, `list-not-csv`, `no-member-column`, `duplicate-column`, `column-taken`
 */
export async function readList({ file, name, encoding }: List, reader: ListReader): Promise<void> {
  const input = createReadStream(file);
  const records = Readable.from(decoded(input, encoding, name)).compose(
    parse({ bom: true, info: true, skip_empty_lines: true }),
  ) as AsyncIterable<{ record: string[]; info: { lines: number } }>;
  let columns: { member: number; url: number } | undefined;
  try {
    for await (const { record, info } of records) {
      if (columns) await reader.line(lineOf(record, info.lines, columns), input.bytesRead);
      else {
        columns = columnsOf(record, name);
        reader.header(record);
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new NorenError({ code: 'list-not-csv', path: name, fix: error.message });
  } finally {
    input.destroy();
  }
  if (!columns) columnsOf([], name);
}

function lineOf(cells: readonly string[], at: number, columns: { member: number; url: number }): Line {
  // An id has no spaces: those around it are from whoever typed the list.
  const member = (cells[columns.member] ?? '').trim();
  const url = (cells[columns.url] ?? '').trim();
  const problem = problemOf(member, url);
  return { at, cells, member, url, ...(problem ? { problem } : {}) };
}

function problemOf(member: string, url: string): Line['problem'] {
  if (member === '') return 'member-missing';
  if (!memberReference.safeParse(member).success) return 'member-invalid';
  return url === '' || httpsUrl.safeParse(url).success ? undefined : 'landing-invalid';
}

function columnsOf(header: readonly string[], name: string): { member: number; url: number } {
  const names = header.map((column) => column.trim());
  if (!names.includes('member'))
    throw new NorenError({
      code: 'no-member-column',
      path: name,
      received: names.join(', '),
      fix: 'a first line with the names of the columns, separated by commas, one of them "member"',
    });
  const twice = names.find((column, at) => column !== '' && names.indexOf(column) !== at);
  if (twice)
    throw new NorenError({
      code: 'duplicate-column',
      path: name,
      received: twice,
      fix: 'give each column its own name',
    });
  const taken = ADDED.find((column) => names.includes(column));
  if (taken)
    throw new NorenError({ code: 'column-taken', path: name, received: taken, fix: 'another name: this one is added' });
  return { member: names.indexOf('member'), url: names.indexOf('url') };
}
