import { basename } from 'node:path';
import { NorenError } from '@noren/model';
import { renderPages } from '@noren/model/pages';
import { publishConfig } from '@noren/model/publish';
import type { Command } from '../command.ts';
import { comingEditions } from '../config/coming-editions.ts';
import { publishedIn } from '../config/published-in.ts';
import { readConfig } from '../config/read-config.ts';
import { failedFile } from '../failed-file.ts';
import { countFindings, type FileFindings } from '../located-finding.ts';
import { type Options, readOptions } from '../options.ts';
import { printFindings } from '../print-findings.ts';
import { EXIT } from '../surroundings.ts';
import { useColour } from '../use-colour.ts';
import { writeFiles } from '../write-files.ts';
import { writeJson } from '../write-json.ts';

const options = {
  out: { type: 'string', value: 'FOLDER', about: 'where the pages go; made where it is missing' },
  json: { type: 'boolean', about: 'one JSON object: { files: [{ file, findings }], errors, warnings, written }' },
} as const satisfies Options;

/** `noren render`: the register as pages that need no script. */
export const render: Command = {
  name: 'render',
  takes: 'FILE --out FOLDER',
  summary: "writes the config's register as static HTML pages, which need no script",
  about:
    'Into a folder that holds a published config (site-config.json), only what may be published there is written:\n' +
    'it is compared with, as by "noren check --against".',
  options,
  async run(args, surroundings) {
    const { values, positionals } = readOptions('render', args, options);
    const [file, more] = positionals;
    if (file === undefined || more !== undefined || values.out === undefined)
      throw new NorenError({
        code: 'invalid-usage',
        path: 'render',
        fix: 'name one config and a folder: noren render noren.config.jsonc --out public/cookies',
      });
    const { cwd, stdout, stderr } = surroundings;
    const now = surroundings.now?.() ?? new Date();
    const tell = (files: readonly FileFindings[], written?: object): void =>
      writeJson(surroundings, { files, ...countFindings(files), ...(written ? { written } : {}) });
    try {
      const published = await publishedIn(cwd, values.out);
      const { config, findings } = await readConfig(cwd, file, { against: published ? [published] : [], now });
      const files = [{ file, findings }];
      if (!config) {
        if (values.json) tell(files);
        else stdout.write(printFindings(files, { colour: useColour(surroundings) }));
        return EXIT.errors;
      }
      const pages = renderPages(await publishConfig(config, now), now);
      const names = pages.map(({ name }) => name);
      for (const name of names)
        if (name !== basename(name)) throw new RangeError(`a page's name has no folders: ${name}`);
      await writeFiles(cwd, values.out, pages);
      if (values.json) tell(files, { folder: values.out, files: names });
      else stdout.write(`Wrote ${names.join(', ')} to ${values.out}\n`);
      for (const line of comingEditions(config, now)) stderr.write(`${line}\n`);
    } catch (error) {
      if (!values.json) throw error;
      tell([failedFile(error, surroundings)]);
      return EXIT.usage;
    }
    return EXIT.fine;
  },
};
