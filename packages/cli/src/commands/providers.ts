import { NorenError } from '@noren/model';
import {
  type CatalogueRow,
  catalogue,
  catalogueRow,
  INDUSTRY_PROGRAMMES,
  industryProgramme,
} from '@noren/model/catalogue';
import type { IndustryOptOut } from '@noren/model/schema';
import type { Command } from '../command.ts';
import { type Options, readOptions } from '../options.ts';
import { EXIT, type Surroundings } from '../surroundings.ts';
import { textTable } from '../text-table.ts';

const options = {
  language: { type: 'string', value: 'ja|en', about: 'language of the names (default: of the terminal)' },
  json: { type: 'boolean', about: 'a JSON list, with the names in both languages' },
} as const satisfies Options;

const BEING_CONFIRMED = { ja: '確認中', en: 'being confirmed' };

const PROGRAMMES = 'Programmes of the industry, which a config names in "industryOptOuts" and never in "services":';

/** `noren providers`: what a row of the register, and of the industry's programmes, can name as its `provider`. */
export const providers: Command = {
  name: 'providers',
  takes: '[TEXT] [options]',
  summary: 'lists the providers of the catalogue, or those that match a text',
  about:
    'The text is looked for in ids, names, recipients and categories, in Japanese and English. The programmes of the\n' +
    'industry, for industryOptOuts, come last.',
  options,
  async run(args, { stdout, stderr, env }) {
    const { values, positionals } = readOptions('providers', args, options);
    const language = values.language ?? languageOf(env);
    if (language !== 'ja' && language !== 'en')
      throw new NorenError({ code: 'invalid-option', path: '--language', received: language, fix: 'ja or en' });
    const wanted = positionals.join(' ');
    const rows = listProviders().filter(({ id, category, name, recipient }) =>
      matches([id, category ?? '', ...Object.values(name), ...Object.values(recipient ?? {})], wanted),
    );
    const programmes = INDUSTRY_PROGRAMMES.map((id) => ({ ...industryProgramme(id), id })).filter(
      ({ id, name, operator }) => matches([id, ...Object.values(name), ...Object.values(operator)], wanted),
    );
    if (values.json) {
      const all = [...rows.map(listed), ...programmes.map(listedProgramme)];
      stdout.write(`${JSON.stringify(all, undefined, 2)}\n`);
    } else {
      const tables = [
        ...(rows.length > 0 ? [providerTable(rows, language)] : []),
        ...(programmes.length > 0 ? [`${PROGRAMMES}\n${programmeTable(programmes, language)}`] : []),
      ];
      stdout.write(tables.join('\n'));
    }
    if (rows.length + programmes.length === 0)
      stderr.write(`No provider matches "${wanted}". Rows can also say everything themselves.\n`);
    return EXIT.fine;
  },
};

/** Every provider that a row can name: not the programmes of the industry, which are in the catalogue too. */
export function listProviders(): CatalogueRow[] {
  return catalogue.flatMap(({ id }) => {
    try {
      return [catalogueRow(id)];
    } catch {
      return [];
    }
  });
}

type Language = 'ja' | 'en';
type Programme = IndustryOptOut & { readonly id: string };

function providerTable(rows: readonly CatalogueRow[], language: Language): string {
  return textTable([
    ['ID', 'CATEGORY', 'NAME', 'RECIPIENT'],
    ...rows.map(({ id, category, name, recipient }) => [
      id,
      category ?? '',
      name[language] ?? '',
      recipient?.[language] ?? BEING_CONFIRMED[language],
    ]),
  ]);
}

function programmeTable(programmes: readonly Programme[], language: Language): string {
  return textTable([
    ['ID', 'NAME', 'OPERATOR'],
    ...programmes.map(({ id, name, operator }) => [id, name[language] ?? '', operator[language] ?? '']),
  ]);
}

function matches(texts: readonly string[], wanted: string): boolean {
  const plain = (text: string): string => text.toLowerCase().normalize('NFKC');
  return texts.some((text) => plain(text).includes(plain(wanted)));
}

function listed({ id, category, name, recipient, country, policyUrl }: CatalogueRow): object {
  return { kind: 'provider', id, category, name, recipient, country, policyUrl };
}

/** Nothing is sent to a programme, so that it has no recipient: whoever runs it is its operator. */
function listedProgramme({ id, name, operator, covers, url }: Programme): object {
  return { kind: 'industry-programme', id, name, operator, covers, url };
}

function languageOf({ LC_ALL, LC_MESSAGES, LANG }: Surroundings['env']): Language {
  return (LC_ALL || LC_MESSAGES || LANG || '').startsWith('ja') ? 'ja' : 'en';
}
