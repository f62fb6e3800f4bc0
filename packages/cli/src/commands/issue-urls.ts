import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { NorenError } from '@noren/model';
import { stringify } from 'csv-stringify/sync';
import type { Command } from '../command.ts';
import type { ApiSource } from '../issue/ask-api.ts';
import { type Answer, askForLinks } from '../issue/ask-for-links.ts';
import { type Batch, Batches } from '../issue/batches.ts';
import { checkList } from '../issue/check-list.ts';
import { checkSource } from '../issue/check-source.ts';
import { hasEscapedToken, warnOfEscapedToken } from '../issue/escaped-token.ts';
import { checkTerms, type IssueTerms } from '../issue/issue-terms.ts';
import { listEncoding } from '../issue/list-encoding.ts';
import { openPartFile, type PartFile } from '../issue/part-file.ts';
import { progress } from '../issue/progress.ts';
import { ADDED, type Line, type List, readList } from '../issue/read-list.ts';
import type { Counts } from '../issue/whole-lines.ts';
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
  encoding: { type: 'string', value: 'NAME', about: 'of the list, where it is not UTF-8, e.g. shift_jis' },
  force: { type: 'boolean', about: 'takes the place of a file that is there already' },
} as const satisfies Options;

/** Lines that are turned into text together. */
const PIECE = 500;
/** Where there is much memory, V8 spends hundreds of megabytes of it rather than look for what is not needed any more. */
const FRUGAL = ['--semi-space-growth-factor=1', '--heap-growing-percent=10'];

/** What a line gets. */
type Said = Partial<Omit<Answer, 'member'>>;

/** `noren issue-urls`: a personalised link for each line of a list. */
export const issueUrls: Command = {
  name: 'issue-urls',
  takes: 'FILE.csv --out FILE.csv --api URL --campaign NAME --class notice|newsletter [options]',
  summary: 'makes personalised links for a mail, from a list of members',
  about:
    'The list is CSV with a header: a column "member", perhaps a column "url"; all others stay as they are.\n' +
    `Added are ${ADDED.join(', ')}; written is UTF-8, readable by you alone.\n` +
    'The list is checked first: a line that is wrong is told with its number, gets no link, and holds up no other.\n' +
    'The server key (scope personal-urls:write) is read from NOREN_KEY, never from the command line. A run that was\n' +
    'stopped goes on where it was, when it is started again.',
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
    const { url, carrier, days, encoding, force = false } = values;
    const source = checkSource(api, env.NOREN_KEY);
    const terms: IssueTerms = {
      campaign,
      class: mailClass,
      ...(url === undefined ? {} : { url }),
      ...(carrier === undefined ? {} : { carrier }),
      ...(days === undefined ? {} : { expiresInDays: Number(days) }),
    };
    checkTerms(terms);
    if (url !== undefined && hasEscapedToken(url)) warnOfEscapedToken(stderr, '--url', url);
    const file = resolve(cwd, name);
    const size = await sizeOf(file, name);
    await checkOut(resolve(cwd, out), out, file, force);
    const list: List = { file, name, encoding: await listEncoding(file, encoding) };
    for (const flag of FRUGAL) setFlagsFromString(flag);
    const header = await checkList(list, stderr);
    const job = JSON.stringify({ file, ...size, api, ...terms });
    const part = await openPartFile(resolve(cwd, out), job, stringify([[...header, ...ADDED]]));
    const show = progress(stderr);
    try {
      const counts = await issue({ list, part, source, terms }, (read, done) =>
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
  readonly list: List;
  readonly part: PartFile;
  readonly source: ApiSource;
  readonly terms: IssueTerms;
}

async function issue(
  { list, part, source, terms }: Job,
  told: (read: number, done: number) => void,
): Promise<Readonly<Counts>> {
  const counts = { ...part.done };
  const batches = new Batches(terms);
  const flush = async (batch: Batch, read: number) => {
    if (batch.lines.length === 0) return;
    const asked = batch.count > 0 ? await askForLinks(source, batch) : [];
    let next = 0;
    const answers = batch.lines.map(({ problem }): Said => (problem ? { code: problem } : (asked[next++] as Answer)));
    await part.append(textsOf(batch.lines, answers));
    counts.lines += answers.length;
    for (const { code, trackLinks } of answers) counts[code ? 'problems' : trackLinks ? 'tracked' : 'plain'] += 1;
    told(read, counts.lines);
  };
  let seen = 0;
  let read = 0;
  await readList(list, {
    header: () => {},
    line: async (line, bytes) => {
      read = bytes;
      seen += 1;
      // Made by an earlier run.
      if (seen <= part.done.lines) return;
      const full = batches.add(line);
      if (full) await flush(full, bytes);
    },
  });
  await flush(batches.take(), read);
  return counts;
}

/** A batch as it is written, a piece at a time: all of it as one text would be held three times over. */
function* textsOf(lines: readonly Line[], answers: readonly Said[]): Generator<string> {
  for (let from = 0; from < lines.length; from += PIECE)
    yield stringify(lines.slice(from, from + PIECE).map(({ cells }, index) => rowOf(cells, answers[from + index])));
}

function rowOf(cells: readonly string[], said: Said = {}): string[] {
  const { url = '', trackLinks, trackOpens, code = '' } = said;
  const flag = (value: boolean | undefined) => (value === undefined ? '' : value ? '1' : '0');
  return [...cells, url, flag(trackLinks), flag(trackOpens), code];
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

/** A list that was written may be in use already, and cannot be made again: its links are others each time. */
async function checkOut(path: string, out: string, file: string, force: boolean): Promise<void> {
  const [there, list] = await Promise.all([path, file].map((each) => stat(each).catch(() => undefined)));
  if (!there) return;
  if (there.ino === list?.ino && there.dev === list.dev)
    throw new NorenError({ code: 'out-is-list', path: out, fix: 'another name: the list itself would be gone' });
  if (!there.isFile()) throw new NorenError({ code: 'unwritable-file', path: out, fix: 'it is not a file' });
  if (!force)
    throw new NorenError({ code: 'out-exists', path: out, fix: 'another name, or --force to write in its place' });
}
