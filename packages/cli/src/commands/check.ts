import { extname, join } from 'node:path';
import { NorenError } from '@noren/model';
import { briefFinding, publishConfig } from '@noren/model/publish';
import type { SiteConfig } from '@noren/model/schema';
import type { Command } from '../command.ts';
import { comingEditions } from '../config/coming-editions.ts';
import { type Embedding, INTEGRITY, USUAL_SRC } from '../config/embedding.ts';
import { type PublicationOptions, publicationFiles } from '../config/publication-files.ts';
import { publishedIn } from '../config/published-in.ts';
import { type CheckOptions, type ReadConfig, readConfig } from '../config/read-config.ts';
import { readPublished } from '../config/read-published.ts';
import { failedFile } from '../failed-file.ts';
import { countFindings, type FileFindings } from '../located-finding.ts';
import { type Options, readOptions } from '../options.ts';
import { checkPage } from '../pages/check-page.ts';
import { listPages } from '../pages/list-pages.ts';
import { siteOf } from '../pages/site.ts';
import { printFindings } from '../print-findings.ts';
import { readText } from '../read-text.ts';
import { EXIT, type Surroundings } from '../surroundings.ts';
import { useColour } from '../use-colour.ts';
import { writeFiles } from '../write-files.ts';
import { writeJson } from '../write-json.ts';

const options = {
  strict: { type: 'boolean', about: 'nothing may be left open: what is being confirmed, texts that a language lacks' },
  against: { type: 'string', value: 'FILE', about: 'compares with the published config, whose editions never change' },
  pages: { type: 'string', multiple: true, value: 'FOLDER', about: 'checks every .html and .htm file below it' },
  write: { type: 'string', value: 'FOLDER', about: 'publishes: writes all that a site serves, if there is no error' },
  dist: { type: 'string', value: 'FOLDER', about: 'the built loader, for --write (default: dist of Noren)' },
  src: { type: 'string', value: 'URL', about: `address of noren.js in what is to be pasted (default: ${USUAL_SRC})` },
  json: { type: 'boolean', about: 'one JSON object: { files: [{ file, findings }], errors, warnings, written }' },
} as const satisfies Options;

/** Does a part of the work; where that cannot be done, `instead` goes on, or nothing does. */
type OrTold = <T>(work: () => Promise<T>, instead: T) => Promise<T>;

/** `noren check`: configs, and pages against a config; publishes where asked. */
export const check: Command = {
  name: 'check',
  takes: 'FILE… [options]',
  summary: 'checks a config (.json, .jsonc) and the pages (.html) of its site; publishes it with --write',
  about:
    'Pages are checked against the one config that is named beside them. With --write, the config that was\n' +
    'written to that folder before is compared with, as by --against and besides it.',
  options,
  async run(args, surroundings) {
    const { values, positionals } = readOptions('check', args, options);
    const { configs, pages } = sorted(positionals);
    refuseWrongUsage(configs, pages, values);
    const { stderr } = surroundings;
    const now = surroundings.now?.() ?? new Date();
    const failures: FileFindings[] = [];
    // For people the first file that cannot be read ends it; a program gets all that was found, and that.
    const orTold: OrTold = async (work, instead) => {
      try {
        return await work();
      } catch (error) {
        if (!values.json) throw error;
        failures.push(failedFile(error, surroundings));
        return instead;
      }
    };
    const against = await orTold(() => publishedConfigs(surroundings.cwd, values), []);
    const read = await readAll(configs, { strict: values.strict, against, now }, surroundings, orTold);
    for (const folder of values.pages ?? [])
      pages.push(...(await orTold(() => listPages(surroundings.cwd, folder), [])));
    const files: FileFindings[] = read.map(({ file, findings }) => ({ file, findings }));
    files.push(...(await checkPages(pages, read[0], now, surroundings, orTold)));
    if (!values.json) surroundings.stdout.write(printFindings(files, { colour: useColour(surroundings) }));
    const [{ config } = {}] = read;
    const publishing = failures.length === 0 && countFindings(files).errors === 0 && config;
    const { write: folder } = values;
    const written =
      publishing && folder !== undefined
        ? await orTold<Written | undefined>(() => write(config, folder, values, now, surroundings), undefined)
        : undefined;
    if (folder !== undefined && !publishing) stderr.write('Nothing was written: there are errors.\n');
    const all = [...files, ...failures];
    const { errors, warnings } = countFindings(all);
    if (values.json) writeJson(surroundings, { files: all, errors, warnings, ...(written ? { written } : {}) });
    if (failures.length > 0) return EXIT.usage;
    return errors > 0 ? EXIT.errors : EXIT.fine;
  },
};

/** All of them, before anything is said: a file that is missing is found at once. */
async function readAll(
  configs: readonly string[],
  how: CheckOptions,
  { cwd }: Surroundings,
  orTold: OrTold,
): Promise<ReadConfig[]> {
  const read = await Promise.all(
    configs.map((file) => orTold<ReadConfig | undefined>(() => readConfig(cwd, file, how), undefined)),
  );
  return read.filter((config) => config !== undefined);
}

function sorted(positionals: readonly string[]): { configs: string[]; pages: string[] } {
  const is = (file: string, ...endings: string[]): boolean => endings.includes(extname(file).toLowerCase());
  const configs = positionals.filter((file) => is(file, '.json', '.jsonc'));
  const pages = positionals.filter((file) => is(file, '.html', '.htm'));
  const other = positionals.find((file) => !configs.includes(file) && !pages.includes(file));
  if (other !== undefined)
    throw new NorenError({
      code: 'unknown-kind-of-file',
      path: other,
      received: other,
      fix: 'a config (.json, .jsonc) or a page (.html, .htm); for a folder of pages use --pages',
    });
  return { configs, pages };
}

function refuseWrongUsage(
  configs: readonly string[],
  pages: readonly string[],
  said: { pages?: readonly string[] | undefined; against?: string | undefined; write?: string | undefined },
): void {
  const fail = (path: string, fix: string): NorenError => new NorenError({ code: 'invalid-usage', path, fix });
  if (configs.length === 0) throw fail('check', 'name a config, e.g. noren check noren.config.jsonc --pages public');
  const single = [
    pages.length > 0 || said.pages ? 'pages' : '',
    said.against === undefined ? '' : '--against',
    said.write === undefined ? '' : '--write',
  ].find(Boolean);
  if (single && configs.length > 1) throw fail(configs[1] ?? '', `name one config: ${single} would not know which`);
}

/** What is published now: the file that was named, and what an earlier `--write` left in the same folder. */
async function publishedConfigs(
  cwd: string,
  { against, write: folder }: { against?: string | undefined; write?: string | undefined },
): Promise<SiteConfig[]> {
  const named = against === undefined ? undefined : await readPublished(cwd, against);
  const before = folder === undefined ? undefined : await publishedIn(cwd, folder);
  return [named, before].filter((config) => config !== undefined);
}

async function checkPages(
  pages: readonly string[],
  read: ReadConfig | undefined,
  now: Date,
  { cwd, stderr }: Surroundings,
  orTold: OrTold,
): Promise<FileFindings[]> {
  const site = read?.config && siteOf(read.config, now);
  const checked: FileFindings[] = [];
  // One after another: a site has more pages than a process may have open, or would hold at once.
  for (const file of pages) {
    const text = await orTold<string | undefined>(() => readText(cwd, file), undefined);
    if (text !== undefined && site) checked.push({ file, findings: checkPage(text, site).map(briefFinding) });
  }
  if (pages.length > 0 && !site) stderr.write('The pages were not checked: the config has errors.\n');
  return checked;
}

/** What was written, for `--json`. */
interface Written extends Embedding {
  readonly folder: string;
  readonly files: readonly string[];
}

async function write(
  config: SiteConfig,
  folder: string,
  options: PublicationOptions,
  now: Date,
  { cwd, stderr }: Surroundings,
): Promise<Written> {
  const { files, embedding } = await publicationFiles(cwd, await publishConfig(config, now), now, options);
  await writeFiles(cwd, folder, files);
  const { tag, headSnippet, strict } = embedding;
  stderr.write(
    `Wrote ${files.length} files to ${folder}: serve noren.js and what stands beside it.
To paste, first in the head: ${tag}
  or, before all else, the head snippet: ${join(folder, headSnippet.file)}; for a Content-Security-Policy '${headSnippet.cspHash}'
  or, in strict mode, first of all and without async: ${strict.tag}
  or, pinned to exactly these files: ${join(folder, INTEGRITY)}
`,
  );
  for (const line of comingEditions(config, now)) stderr.write(`${line}\n`);
  return { folder, files: files.map(({ name }) => name), ...embedding };
}
