import { NorenError } from '@noren/model';
import { type CatalogueRow, catalogue, catalogueRow } from '@noren/model/catalogue';
import type { Command } from '../command.ts';
import { type Options, readOptions } from '../options.ts';
import { EXIT, type Surroundings } from '../surroundings.ts';
import { textTable } from '../text-table.ts';

const options = {
  language: { type: 'string', value: 'ja|en', about: 'language of the names (default: of the terminal)' },
  json: { type: 'boolean', about: 'a JSON list, with the names in both languages' },
} as const satisfies Options;

const BEING_CONFIRMED = { ja: '確認中', en: 'being confirmed' };

/** `noren providers`: what a row of the register can name as its `provider`. */
export const providers: Command = {
  name: 'providers',
  takes: '[TEXT] [options]',
  summary: 'lists the providers of the catalogue, or those that match a text',
  about: 'The text is looked for in ids, names, recipients and categories, in Japanese and English.',
  options,
  async run(args, { stdout, stderr, env }) {
    const { values, positionals } = readOptions('providers', args, options);
    const language = values.language ?? languageOf(env);
    if (language !== 'ja' && language !== 'en')
      throw new NorenError({ code: 'invalid-option', path: '--language', received: language, fix: 'ja or en' });
    const wanted = positionals.join(' ');
    const rows = listProviders().filter((row) => matches(row, wanted));
    if (values.json) {
      stdout.write(`${JSON.stringify(rows.map(listed), undefined, 2)}\n`);
    } else if (rows.length > 0) {
      stdout.write(
        textTable([
          ['ID', 'CATEGORY', 'NAME', 'RECIPIENT'],
          ...rows.map(({ id, category, name, recipient }) => [
            id,
            category ?? '',
            name[language] ?? '',
            recipient?.[language] ?? BEING_CONFIRMED[language],
          ]),
        ]),
      );
    }
    if (rows.length === 0) stderr.write(`No provider matches "${wanted}". Rows can also say everything themselves.\n`);
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

function matches({ id, category, name, recipient }: CatalogueRow, wanted: string): boolean {
  return [id, category ?? '', ...Object.values(name), ...Object.values(recipient ?? {})].some((text) =>
    text.toLowerCase().normalize('NFKC').includes(wanted.toLowerCase().normalize('NFKC')),
  );
}

function listed({ id, category, name, recipient, country, policyUrl }: CatalogueRow): object {
  return { id, category, name, recipient, country, policyUrl };
}

function languageOf({ LC_ALL, LC_MESSAGES, LANG }: Surroundings['env']): 'ja' | 'en' {
  return (LC_ALL || LC_MESSAGES || LANG || '').startsWith('ja') ? 'ja' : 'en';
}
