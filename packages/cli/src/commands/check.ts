import { extname } from 'node:path';
import { NorenError } from '@noren/model';
import { briefFinding, publishConfig } from '@noren/model/publish';
import type { SiteConfig } from '@noren/model/schema';
import type { Command } from '../command.ts';
import { comingEditions } from '../config/coming-editions.ts';
import { publicationFiles } from '../config/publication-files.ts';
import { publishedIn } from '../config/published-in.ts';
import { type ReadConfig, readConfig } from '../config/read-config.ts';
import { readPublished } from '../config/read-published.ts';
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

const options = {
  strict: { type: 'boolean', about: 'nothing may be left open: what is being confirmed, texts that a language lacks' },
  against: { type: 'string', value: 'FILE', about: 'compares with the published config, whose editions never change' },
  pages: { type: 'string', multiple: true, value: 'FOLDER', about: 'checks every .html and .htm file below it' },
  write: { type: 'string', value: 'FOLDER', about: 'publishes: writes all that a site serves, if there is no error' },
  dist: { type: 'string', value: 'FOLDER', about: 'the built loader, for --write (default: dist of Noren)' },
  json: { type: 'boolean', about: 'one JSON object: { files: [{ file, findings }], errors, warnings }' },
} as const satisfies Options;

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
    const { cwd, stdout, stderr } = surroundings;
    const now = surroundings.now?.() ?? new Date();
    const against = await publishedConfigs(cwd, values);
    // All of them, before anything is said: a file that is missing is found at once.
    const read = await Promise.all(
      configs.map((file) => readConfig(cwd, file, { strict: values.strict, against, now })),
    );
    for (const folder of values.pages ?? []) pages.push(...(await listPages(cwd, folder)));
    const files: FileFindings[] = read.map(({ file, findings }) => ({ file, findings }));
    files.push(...(await checkPages(pages, read[0], now, surroundings)));
    const { errors, warnings } = countFindings(files);
    const [{ config } = {}] = read;
    const publishing = values.write !== undefined && errors === 0 && config;
    stdout.write(
      values.json
        ? `${JSON.stringify({ files, errors, warnings }, undefined, 2)}\n`
        : printFindings(files, { colour: useColour(surroundings) }),
    );
    if (publishing) await write(config, values.write, values.dist, now, surroundings);
    else if (values.write !== undefined) stderr.write('Nothing was written: there are errors.\n');
    return errors > 0 ? EXIT.errors : EXIT.fine;
  },
};

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
): Promise<FileFindings[]> {
  const texts = await Promise.all(pages.map((file) => readText(cwd, file)));
  if (!read?.config) {
    if (pages.length > 0) stderr.write('The pages were not checked: the config has errors.\n');
    return [];
  }
  const site = siteOf(read.config, now);
  return pages.map((file, index) => ({ file, findings: checkPage(texts[index] ?? '', site).map(briefFinding) }));
}

async function write(
  config: SiteConfig,
  folder: string,
  dist: string | undefined,
  now: Date,
  { cwd, stderr }: Surroundings,
): Promise<void> {
  const files = await publicationFiles(cwd, await publishConfig(config, now), dist, now);
  await writeFiles(cwd, folder, files);
  stderr.write(`Wrote ${files.length} files to ${folder}: serve noren.js and what stands beside it.\n`);
  for (const line of comingEditions(config, now)) stderr.write(`${line}\n`);
}
