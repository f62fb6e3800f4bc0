import { join } from 'node:path';
import { NorenError } from '@noren/model';
import type { CatalogueRow } from '@noren/model/catalogue';
import { checkConfig } from '@noren/model/publish';
import { siteConfigJsonSchema } from '@noren/model/schema';
import type { Command } from '../command.ts';
import { parseConfig } from '../config/parse-config.ts';
import { conversionText } from '../init/from/conversion-text.ts';
import { convertConfig } from '../init/from/convert-config.ts';
import { pasteHints, toPaste } from '../init/paste-hints.ts';
import { FIRST_EDITION, SCHEMA_FILE, starterConfig } from '../init/starter-config.ts';
import { STARTER_LANGUAGES, type StarterLanguage } from '../init/starter-languages.ts';
import { nearest } from '../nearest.ts';
import { type Options, readOptions } from '../options.ts';
import { readText } from '../read-text.ts';
import { refuseOverwriting } from '../refuse-overwriting.ts';
import { EXIT } from '../surroundings.ts';
import { writeFiles } from '../write-files.ts';
import { writeJson } from '../write-json.ts';
import { listProviders } from './providers.ts';

const CONFIG_FILE = 'noren.config.jsonc';

const options = {
  site: { type: 'string', value: 'KEY', about: 'key of the site: small letters, digits, hyphens' },
  name: { type: 'string', value: 'NAME', about: 'name of the site, as visitors see it' },
  company: { type: 'string', value: 'NAME', about: 'legal name of the company that runs it' },
  origin: {
    type: 'string',
    multiple: true,
    value: 'URL',
    about: 'address of the site, e.g. https://www.example.co.jp',
  },
  language: { type: 'string', multiple: true, value: 'ja,en', about: 'languages of the texts, the usual one first' },
  provider: {
    type: 'string',
    multiple: true,
    value: 'ID',
    about: 'a provider whose tag the site uses: noren providers',
  },
  from: {
    type: 'string',
    value: 'FILE',
    about:
      'config of vanilla-cookieconsent or Klaro (JavaScript, TypeScript or JSON) to start from; it is read, never run',
  },
  force: { type: 'boolean', about: 'overwrites what is there' },
  json: { type: 'boolean', about: 'one JSON object: { folder, files, site, tag, links }, with --from also { from }' },
} as const satisfies Options;

/** Config path → the option that said it. */
const SAID_BY: readonly (readonly [start: string, option: string])[] = [
  ['site', '--site'],
  ['name', '--name'],
  ['entities', '--company'],
  ['origins', '--origin'],
  ['services', '--provider'],
];

/** `noren init`: a config to start from. */
export const init: Command = {
  name: 'init',
  takes: '[FOLDER] [options]',
  summary: 'writes a commented config to start from, and says what to paste',
  about: 'It asks nothing: what is not said stands in the file, to be put right there.',
  options,
  async run(args, surroundings) {
    const { cwd, stdout, now } = surroundings;
    const { values, positionals } = readOptions('init', args, options);
    const [folder = '.', more] = positionals;
    if (more !== undefined)
      throw new NorenError({ code: 'invalid-usage', path: more, fix: 'name one folder, or none for this one' });
    const asked = values.language && languagesIn(values.language);
    const file = values.from;
    const from = file === undefined ? undefined : convertConfig(await readText(cwd, file), file, FIRST_EDITION, asked);
    const languages = asked ?? from?.languages ?? languagesIn();
    const site = values.site ?? 'my-site';
    const said = {
      site,
      name: values.name,
      company: values.company,
      origins: values.origin ?? ['https://www.example.co.jp'],
      languages,
      providers: [...new Set(values.provider)].map(providerOf),
      now: now?.() ?? new Date(),
    };
    // Of a draft the gaps are told by check, once the file is there.
    refuseWhatFails(starterConfig(said));
    const config = starterConfig({ ...said, draft: from?.draft });
    const schema = `${JSON.stringify(siteConfigJsonSchema(), undefined, 2)}\n`;
    const files = [
      { name: SCHEMA_FILE, text: schema },
      { name: CONFIG_FILE, text: config },
    ];
    if (!values.force) await refuseOverwriting(cwd, folder, files, [SCHEMA_FILE]);
    await writeFiles(cwd, folder, files);
    if (values.json)
      writeJson(surroundings, {
        folder,
        files: files.map(({ name }) => name),
        site,
        ...toPaste(site, languages),
        ...(from && file ? { from: { file, tool: from.tool, taken: from.taken, left: from.left } } : {}),
      });
    else {
      if (from && file) stdout.write(conversionText(file, from, surroundings));
      stdout.write(pasteHints(join(folder, CONFIG_FILE), site, languages));
    }
    return EXIT.fine;
  },
};

function languagesIn(said: readonly string[] = ['ja,en']): [StarterLanguage, ...StarterLanguage[]] {
  const languages = new Set(said.flatMap((list) => list.split(',')).map((one) => one.trim()));
  const known = [...languages].filter((one): one is StarterLanguage => STARTER_LANGUAGES.some((is) => is === one));
  const unknown = [...languages].find((one) => !known.some((is) => is === one));
  const [first, ...others] = known;
  if (unknown === undefined && first) return [first, ...others];
  throw new NorenError({
    code: 'invalid-option',
    path: '--language',
    received: unknown,
    fix: `${STARTER_LANGUAGES.join(' and ')} have texts; add "${unknown}" to the config by hand, with its texts`,
  });
}

function providerOf(id: string): CatalogueRow {
  const all = listProviders();
  const found = all.find((row) => row.id === id);
  if (found) return found;
  const near = nearest(
    id,
    all.map((row) => row.id),
  );
  throw new NorenError({
    code: 'unknown-provider',
    path: '--provider',
    received: id,
    fix: `${near ? `did you mean ${near}? ` : ''}"noren providers" lists the ids, and "${id}" is none`,
  });
}

/** The starter itself has no errors, so each one is of something that was said. */
function refuseWhatFails(text: string): void {
  const found = checkConfig(parseConfig(text, { comments: true }).value).findings.find(
    ({ severity }) => severity === 'error',
  );
  if (!found) return;
  const option = SAID_BY.find(([start]) => found.path.startsWith(start))?.[1];
  throw new NorenError({
    code: 'invalid-option',
    path: option ?? found.path,
    received: found.received,
    fix: found.fix,
  });
}
