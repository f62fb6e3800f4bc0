import type { CatalogueRow } from '@noren/model/catalogue';
import type { DraftSite } from './from/draft-site.ts';
import { comments } from './starter-comments.ts';
import type { StarterLanguage } from './starter-languages.ts';
import { PURPOSE_OF, starterPurposes } from './starter-purposes.ts';

/** What a new site says of itself. */
export interface NewSite {
  readonly site: string;
  readonly name: string | undefined;
  readonly company: string | undefined;
  readonly origins: readonly string[];
  /** The first is the site's fallback, and the language of the comments. */
  readonly languages: readonly [StarterLanguage, ...StarterLanguage[]];
  readonly providers: readonly CatalogueRow[];
  /** What another tool's config has become. */
  readonly draft?: DraftSite | undefined;
  /** Local midnight of the day of the first edition is its effective date. */
  readonly now: Date;
}

/** Address of one of Noren's own pages in a new site: in its first language without a tag, `/noren/register.en.html` in another. */
export function pageUrl(page: 'register' | 'ad-opt-out', language: string, [first]: readonly string[]): string {
  return `/noren/${page}${language === first ? '' : `.${language}`}.html`;
}

/** Label of the first edition of a new site. */
export const FIRST_EDITION = '1';

/** The text of a new site's config: JSON with comments. */
export function starterConfig({ site, name, company, origins, languages, providers, now, draft }: NewSite): string {
  const [language] = languages;
  const note = (key: keyof typeof comments): string => comments[key][language].replace(/^/gm, '  // ');
  const text = (words: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(languages.map((one) => [one, words[one] ?? '']));
  const same = (word: string | undefined, words: Readonly<Record<StarterLanguage, string>>): Record<string, string> =>
    word === undefined ? text(words) : text({ ja: word, en: word });
  const embeds = providers.some(({ category }) => category === 'embed');
  const starters = starterPurposes({ embeds }).map(({ title, phrase, description, refused, ...purpose }) => ({
    ...purpose,
    title: text(title),
    ...(phrase ? { phrase: text(phrase) } : {}),
    description: text(description),
    ...(refused ? { refused: text(refused) } : {}),
  }));
  const purposes = draft?.purposes ?? starters;
  const drafted = draft?.rows ?? [];
  // One that the other tool's config has named too stands there once.
  const more = providers.filter(({ id }) => !drafted.some((row) => 'provider' in row && row.provider === id));
  const rows = more.map(({ id, category }) => ({
    provider: id,
    purpose: category ? PURPOSE_OF[category] : 'statistics',
    firstEdition: FIRST_EDITION,
  }));
  const settings = Object.entries(draft?.settings ?? {}).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${inline(value)},\n`,
  );
  const personalUrls = {
    joined: [text({ ja: '会社名', en: 'Company' }), text({ ja: '閲覧したページ', en: 'Pages that you view' })],
    keptFor: text({ ja: '解除するまで', en: 'Until you end it' }),
    hold: ['mkt_tok'],
  };
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const edition = {
    label: FIRST_EDITION,
    date: [midnight.getFullYear(), midnight.getMonth() + 1, midnight.getDate()]
      .map((part) => String(part).padStart(2, '0'))
      .join('-'),
    effectiveAt: midnight.toISOString().replace('.000Z', 'Z'),
    material: true,
    affects: ['*'],
    changes: [text({ ja: 'はじめて公開しました。', en: 'First published.' })],
  };
  const registers = languages.map((one) => [one, pageUrl('register', one, languages)] as const);
  const registerUrl = inline(registers.length > 1 ? Object.fromEntries(registers) : registers[0]?.[1]);
  return `{
${note('file')}

${note('schema')}
  "$schema": "./${SCHEMA_FILE}",

${note('site')}
  "site": ${JSON.stringify(site)},
${note('name')}
  "name": ${inline(same(name, { ja: 'サンプルのサイト', en: 'Sample site' }))},

${note('entities')}
  "entities": [
    { "id": "company", "name": ${inline(same(company, { ja: '株式会社サンプル', en: 'Sample Corporation' }))} },
  ],
  "entity": "company",
  "responsible": "company",

${note('origins')}
  "origins": ${inline(origins)},
${note('languages')}
  "languages": ${inline(languages)},
${note('api')}
  // "api": "/noren",
${note('personalUrls')}
  // "personalUrls": ${inline(personalUrls)},
${note('registerUrl')}
  "registerUrl": ${registerUrl},

${note('purposes')}
  "purposes": ${block(purposes)},

${note('services')}
  "services": ${servicesText(rows, drafted)},
${draft ? `\n${settings.join('')}${wordsText(draft)}\n${note('takeOver')}\n  "takeOver": ${lines(draft.takeOver)},\n` : ''}
${note('editions')}
  "editions": ${block([edition])},
}
`;
}

/** The JSON Schema that the starter names, beside it. */
export const SCHEMA_FILE = 'site-config.schema.json';

function servicesText(rows: readonly object[], drafted: readonly object[]): string {
  if (!rows.length && !drafted.length) return '[]';
  const short = rows.map((row) => `    ${inline(row)},\n`).join('');
  return drafted.length ? block(drafted).replace('[\n', `[\n${short}`) : `[\n${short}  ]`;
}

function wordsText({ words }: DraftSite): string {
  return Object.keys(words).length ? `  "words": ${lines(words)},\n` : '';
}

/** JSON in lines, as the value of a key. */
function lines(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(/\n/g, '\n  ');
}

/** JSON in one line, with a space where people put one. A text has no line break that is not escaped. */
function inline(value: unknown): string {
  return JSON.stringify(value, undefined, 1)
    .replace(/(?<=\[)\n *|\n *(?=\])/g, '')
    .replace(/\n */g, ' ');
}

/** JSON in lines, inside an object; lists and texts that fit stay in one. */
function block(values: readonly object[]): string {
  const items = values.map((value) => {
    const lines = Object.entries(value).map(([key, inner]) => {
      const short = `      ${JSON.stringify(key)}: ${inline(inner)},`;
      if ([...short].length <= 100 || typeof inner !== 'object') return short;
      const long = JSON.stringify(inner, undefined, 2).replace(/\n/g, '\n      ');
      return `      ${JSON.stringify(key)}: ${long},`;
    });
    return `    {\n${lines.join('\n')}\n    },\n`;
  });
  return `[\n${items.join('')}  ]`;
}
