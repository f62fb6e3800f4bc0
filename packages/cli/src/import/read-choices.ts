import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { NorenError } from '@noren/model';
import { type MailImportRequest, mailImportRequest } from '@noren/model/schema';
import { CsvError, parse } from 'csv-parse';
import { decoded, listEncoding } from '../issue/list-encoding.ts';
import { choiceId } from './choice-id.ts';

/** One line of a list of choices. */
export interface ChoiceLine {
  /** Where it stands in the file: of several lines the last. */
  readonly at: number;
  readonly choice?: MailImportRequest['choices'][number];
  /** Why it is none, with the name of the column. */
  readonly problem?: string;
}

const NEEDED = ['member', 'topic', 'on', 'at', 'proof'];
const KNOWN = [...NEEDED, 'id', 'address', 'channel', 'frequency'];
const YES = /^(?:1|true|yes|on)$/i;
const NO = /^(?:0|false|no|off)$/i;

const choiceSchema = mailImportRequest.shape.choices.element;

/**
 * Reads choices of before, one line after the other: CSV with a header. Columns that are not known stay unread.
 * @param options `site` whose choices they are, where it is named: the same line is another choice on another site
 * @throws {NorenError} `list-not-text`, `list-not-csv`, `column-missing`
 */
export async function* readChoices(
  file: string,
  name: string,
  { encoding, site }: { readonly encoding?: string | undefined; readonly site?: string | undefined } = {},
): AsyncGenerator<ChoiceLine> {
  const input = createReadStream(file);
  const records = Readable.from(decoded(input, await listEncoding(file, encoding), name)).compose(
    parse({ bom: true, info: true, skip_empty_lines: true, trim: true, columns: (header) => columnsOf(header, name) }),
  ) as AsyncIterable<{ record: Record<string, string>; info: { lines: number } }>;
  try {
    for await (const { record, info } of records) yield lineOf(record, info.lines, site);
  } catch (error) {
    // What is thrown for a header comes back as it was, or within the reader's own.
    const cause = error instanceof NorenError ? error : (error as { cause?: unknown }).cause;
    if (cause instanceof NorenError) throw cause;
    if (!(error instanceof CsvError)) throw error;
    throw new NorenError({ code: 'list-not-csv', path: name, fix: error.message });
  } finally {
    input.destroy();
  }
}

function columnsOf(header: readonly string[], path: string): (string | undefined)[] {
  const names = header.map((column) => column.trim());
  const missing = NEEDED.filter((column) => !names.includes(column));
  if (missing.length > 0)
    throw new NorenError({
      code: 'column-missing',
      path,
      received: names.join(', '),
      fix: `a first line with the names of the columns; missing: ${missing.join(', ')}`,
    });
  return names.map((column) => (KNOWN.includes(column) ? column : undefined));
}

function lineOf(record: Record<string, string>, at: number, site: string | undefined): ChoiceLine {
  const { on = '', id, ...rest } = Object.fromEntries(Object.entries(record).filter(([, cell]) => cell !== ''));
  if (!YES.test(on) && !NO.test(on)) return { at, problem: 'on – 1 or 0, yes or no, on or off, true or false' };
  const wanted = { ...rest, on: YES.test(on) };
  const { data, error } = choiceSchema.safeParse({ ...wanted, id: id ?? choiceId({ ...wanted, site }) });
  const [issue] = error?.issues ?? [];
  return data ? { at, choice: data } : { at, problem: `${issue?.path.join('.')} – ${issue?.message}` };
}
