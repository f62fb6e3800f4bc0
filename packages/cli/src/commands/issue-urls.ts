import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { NorenError } from '@noren/model';
import { CsvError, parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import type { Command } from '../command.ts';
import { type Answer, askForLinks } from '../issue/ask-for-links.ts';
import type { IssueTerms, Line } from '../issue/issue-terms.ts';
import { openPartFile, type PartFile } from '../issue/part-file.ts';
import { progress } from '../issue/progress.ts';
import { type Options, readOptions } from '../options.ts';
import { EXIT } from '../surroundings.ts';

const options = {
  out: { type: 'string', value: 'FILE', about: 'where the list with the links goes' },
  api: { type: 'string', value: 'URL', about: 'the consent API, e.g. https://consent.example.net' },
  campaign: { type: 'string', value: 'NAME', about: 'what the links are counted under' },
  class: { type: 'string', value: 'notice|newsletter', about: 'what the mail is; service notices carry no such links' },
  url: { type: 'string', value: 'URL', about: 'where the links lead, for lines without a url of their own' },
  carrier: { type: 'string', value: 'fragment|query', about: 'where the token stands (default: fragment)' },
  days: { type: 'string', value: 'N', about: 'how long a link can recognise somebody (default: as the config says)' },
} as const satisfies Options;

/** Columns that are added to the list. */
const ADDED = ['personal_url', 'track_links', 'track_opens', 'problem'];
const BATCH = 10_000;
/** Lines that are turned into text together. */
const PIECE = 500;
/** Where there is much memory, V8 spends hundreds of megabytes of it rather than look for what is not needed any more. */
const FRUGAL = ['--semi-space-growth-factor=1', '--heap-growing-percent=10'];

/** `noren issue-urls`: a personalised link for each line of a list. */
export const issueUrls: Command = {
  name: 'issue-urls',
  takes: 'FILE.csv --out FILE.csv --api URL --campaign NAME --class notice|newsletter [options]',
  summary: 'makes personalised links for a mail, from a list of members',
  about:
    'The list is CSV in UTF-8 with a header: a column "member", perhaps a column "url"; all others stay as they are.\n' +
    `Added are ${ADDED.join(', ')}. The server key (scope personal-urls:write) is read from NOREN_KEY,\n` +
    'never from the command line. A run that was stopped goes on where it was, when it is started again.',
  options,
  async run(args, { stdout, stderr, cwd, env }) {
    const { values, positionals } = readOptions('issue-urls', args, options);
    const [name, more] = positionals;
    const { out, api, campaign, class: mailClass } = values;
    if (!name || more !== undefined || !out || !api || !campaign || !mailClass)
      throw new NorenError({
        code: 'invalid-usage',
        path: 'issue-urls',
        fix: 'name a list, and --out, --api, --campaign and --class ("noren help issue-urls")',
      });
    const { NOREN_KEY: key } = env;
    if (!key) throw new NorenError({ code: 'no-key', path: 'NOREN_KEY', fix: 'set it to a server key of your site' });
    const { url, carrier, days } = values;
    const terms: IssueTerms = {
      campaign,
      class: mailClass,
      ...(url ? { url } : {}),
      ...(carrier ? { carrier } : {}),
      ...(days ? { expiresInDays: Number(days) } : {}),
    };
    const file = resolve(cwd, name);
    const size = await sizeOf(file, name);
    const part = await openPartFile(resolve(cwd, out), JSON.stringify({ file, ...size, api, ...terms }));
    for (const flag of FRUGAL) setFlagsFromString(flag);
    const show = progress(stderr);
    try {
      const counts = await issue({ file, name, part, source: { api, key }, terms }, (read, done) =>
        show(size.bytes === 0 ? 1 : read / size.bytes, `${done.toLocaleString('en')} lines`),
      );
      await part.finish();
      show(1, `${counts.lines.toLocaleString('en')} lines`);
      stdout.write(
        `Wrote ${counts.lines} lines to ${out}: ${counts.tracked} personalised, ${counts.plain} plain, ${counts.problems} with a problem\n`,
      );
      return counts.problems > 0 ? EXIT.errors : EXIT.fine;
    } catch (error) {
      await part.close().catch(() => {});
      throw error;
    }
  },
};

interface Job {
  readonly file: string;
  /** As the caller named it. */
  readonly name: string;
  readonly part: PartFile;
  readonly source: { readonly api: string; readonly key: string };
  readonly terms: IssueTerms;
}

async function issue(
  { file, name, part, source, terms }: Job,
  told: (read: number, done: number) => void,
): Promise<{ lines: number; tracked: number; plain: number; problems: number }> {
  const input = createReadStream(file);
  let columns: string[] = [];
  const records = input.pipe(
    parse({
      bom: true,
      columns: (header: string[]) => {
        columns = header.map((column) => column.trim());
        checkHeader(columns, name);
        return columns;
      },
      skip_empty_lines: true,
    }),
  );
  const counts = { lines: 0, tracked: 0, plain: 0, problems: 0 };
  let batch: Line[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    const lines = batch;
    batch = [];
    const answers = await askForLinks(source, terms, lines);
    await part.append(textsOf(columns, lines, answers, counts.lines === 0));
    counts.lines += lines.length;
    for (const { code, trackLinks } of answers) counts[code ? 'problems' : trackLinks ? 'tracked' : 'plain'] += 1;
    told(input.bytesRead, counts.lines);
  };
  try {
    for await (const line of records as AsyncIterable<Line>) {
      if (counts.lines < part.done) {
        // Made by an earlier run.
        counts.lines += 1;
        continue;
      }
      batch.push(line);
      if (batch.length === BATCH) await flush();
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new NorenError({ code: 'list-not-csv', path: name, fix: error.message });
  }
  await flush();
  if (columns.length === 0) checkHeader(columns, name);
  return counts;
}

/** A batch as it is written, a piece at a time: all of it as one text would be held three times over. */
function* textsOf(
  columns: readonly string[],
  lines: readonly Line[],
  answers: readonly Answer[],
  isFirst: boolean,
): Generator<string> {
  if (isFirst) yield stringify([[...columns, ...ADDED]]);
  for (let from = 0; from < lines.length; from += PIECE)
    yield stringify(lines.slice(from, from + PIECE).map((line, index) => rowOf(columns, line, answers[from + index])));
}

function rowOf(columns: readonly string[], line: Line, answer: Answer | undefined): string[] {
  const { url = '', trackLinks, trackOpens, code = '' } = answer ?? {};
  const flag = (value: boolean | undefined) => (value === undefined ? '' : value ? '1' : '0');
  return [...columns.map((column) => line[column] ?? ''), url, flag(trackLinks), flag(trackOpens), code];
}

function checkHeader(columns: readonly string[], name: string): void {
  if (!columns.includes('member'))
    throw new NorenError({
      code: 'no-member-column',
      path: name,
      received: columns.join(', '),
      fix: 'a first line with the names of the columns, one of them "member"',
    });
  const taken = ADDED.find((column) => columns.includes(column));
  if (taken)
    throw new NorenError({ code: 'column-taken', path: name, received: taken, fix: 'another name: this one is added' });
}

/** What tells a list from an earlier one under the same name. */
async function sizeOf(file: string, name: string): Promise<{ bytes: number; modifiedAt: number }> {
  try {
    const { size: bytes, mtimeMs: modifiedAt } = await stat(file);
    return { bytes, modifiedAt };
  } catch {
    throw new NorenError({ code: 'unreadable-file', path: name, fix: 'no such file' });
  }
}
