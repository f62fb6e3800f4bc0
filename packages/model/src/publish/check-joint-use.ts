import { sectionsAt } from '../document-at.ts';
import type { JointUse, Section, SiteConfig, Text } from '../schema/index.ts';
import { isShipped } from '../words/shipped.ts';
import { deniesUse, sentencesOf } from './denies-use.ts';
import { type Finding, pathText } from './finding.ts';
import { isPlaceholder } from './is-placeholder.ts';
import { plainWords } from './plain-words.ts';
import { sourceOfRule } from './source-of-rule.ts';
import { vagueWord } from './vague-word.ts';

/** Words that begin a purpose: the section around the list may not tell of another one. */
const PURPOSE = new RegExp(
  [
    '目的|(?:(?<![そこ])の|る)ため(?:[にのでとだ、。]|$)|用途',
    // 「会員の登録に利用します」, but not 「適切に利用します」.
    '(?<!適切|適正|安全|厳重|慎重|厳格|共同|一緒|ともに?|ごと|相互|正当)に(?:[^、。はに]{1,12}を)?(?:共同(?:で|して))?(?:利用|使用|活用)(?:し|いたし|致し|する|され|させ)',
    'に(?:[^、。はに]{1,12}を)?(?:用い|役立て)',
    '\\bpurposes?\\b|\\bin order to\\b',
    "\\bus(?:e|es|ed|ing)(?: (?!(?:that|which|who|are|is|responsible)\\b)[\\w'’-]+){0,10},? (?:to (?!the\\b)|for (?!which\\b))",
  ].join('|'),
  'iu',
);
/** 「共同利用者の範囲、利用目的および管理責任者は、次のとおりです。」: it has no word in which a purpose could stand. */
const POINTER = new RegExp(
  [
    '^(?:当社|グループ|各社|本|共同(?:して|で)?利用|利用|個人(?:データ|情報)|データ|する|される|項目|者|範囲|会社|目的|管理|責任を有する|責任|氏名|名称|住所|代表|の|が|と|や|、|・|および|及び|ならびに|並びに)+',
    'は、?(?:次|以下|下記)の(?:とおり|通り)(?:です|とします|となります|であります)?。?$',
    '|^(?:the|items?|of|personal|data|that|which|are|is|used|use|jointly|joint|users?|compan(?:y|ies)|scope|purposes?|and|,|who|party|parties|responsible|for|it|them| )+ (?:are|is) (?:as follows|(?:listed|set out|shown|told)(?: below)?)[.:]?$',
  ].join(''),
  'iu',
);
/** Whatever tells of joint use and is not denied; 「共同利用を始めるときは、お知らせします。」 tells of none. */
const CLAIM = new RegExp(
  [
    '共同(?:で|して|に|での)?の?(?:利用|使用)(?:を|も|が|は|、)*(?:し|いたし|致し|行(?:い|っ|なっ)|おこな[いっ]|実施し|させて|され|でき|です',
    '(?:する|行う)(?!とき|際|場合[はに、]|こと(?:に|と)な|には|予定))',
    '\\bjointly\\b|\\bjoint use (?:with|by|among|between|takes|is (?:made|carried|done))|\\b(?:make|in) joint use\\b',
  ].join('|'),
  'iu',
);

/**
 * Joint use claims nothing that it may not (R7.3): its purposes have no words of their own, each company says who answers
 * for it, and the section of the handling notice around it tells of no other use.
 */
export function checkJointUse(config: SiteConfig): Finding[] {
  const { jointUse } = config;
  return [
    ...reworded(config),
    ...section(config),
    ...(jointUse ? [...items(jointUse), ...users(config, jointUse)] : []),
  ];
}

function error(code: string, path: string, received: unknown, fix: string): Finding {
  return { severity: 'error', code, path, received, fix, ...sourceOfRule('jointUse') };
}

function reworded({ words = {} }: SiteConfig): Finding[] {
  return Object.entries(words).flatMap(([language, { jointUse = {} }]) =>
    isShipped(language)
      ? Object.entries(jointUse).map(([key, received]) =>
          error(
            'joint-use-reworded',
            pathText(['words', language, 'jointUse', key]),
            received,
            `leave it out: "${language}" has words for what joint use may be for. Narrow it by "about" and "by" of jointUse.purposes`,
          ),
        )
      : [],
  );
}

function items({ items: list, purposes }: JointUse): Finding[] {
  const ids = purposes.map(({ id }) => id);
  return [
    ...list.flatMap((item, at) =>
      Object.entries(item).flatMap(([language, text]) => {
        const path = `jointUse.items[${at}].${language}`;
        const word = vagueWord(text);
        return [
          ...blank(path, text, 'what is used jointly, by its name'),
          ...(word === undefined
            ? []
            : [error('vague-item', path, text, `name every item by itself instead of "${word}"`)]),
        ];
      }),
    ),
    ...ids.flatMap((id, at) =>
      ids.indexOf(id) < at ? [error('duplicate-id', `jointUse.purposes[${at}].id`, id, 'each purpose once')] : [],
    ),
  ];
}

const ANSWERS = {
  responsible: 'the title of who is responsible for the data at this company',
  address: 'the address of this company',
  representative: 'title and name of who represents this company',
} as const;

function users({ entities }: SiteConfig, { users: list }: JointUse): Finding[] {
  const companies = entities.map(({ id }) => id);
  const ids = list.map(({ entity }) => entity);
  return list.flatMap((user, at) => {
    const path = `jointUse.users[${at}]`;
    return [
      ...(companies.includes(user.entity)
        ? []
        : [error('unknown-entity', `${path}.entity`, user.entity, `one of ${companies.join(', ')}`)]),
      ...(ids.indexOf(user.entity) < at
        ? [error('duplicate-id', `${path}.entity`, user.entity, 'each company once')]
        : []),
      ...Object.entries(ANSWERS).flatMap(([key, fix]) =>
        Object.entries(user[key as keyof typeof ANSWERS]).flatMap(([language, text]) =>
          blank(`${path}.${key}.${language}`, text, fix),
        ),
      ),
    ];
  });
}

/** A dash, a space or 「未定」 stands where somebody should. */
function blank(path: string, text: string, fix: string): Finding[] {
  const letters = plainWords(text).match(/[\p{L}\p{N}]/gu) ?? [];
  return letters.length < 2 || isPlaceholder(text) ? [error('joint-use-incomplete', path, text, fix)] : [];
}

/** The section of the handling notice as it stands now: it may introduce what stands in `jointUse` and claim nothing itself. */
function section({ editions, jointUse }: SiteConfig): Finding[] {
  const shown = sectionsAt<Section>(editions, editions.length).find(({ id }) => id === 'joint-use');
  const at = editions.findLastIndex(({ sections = [] }) => sections.some((one) => one === shown));
  if (!shown) return [];
  const path = `editions[${at}].sections[${editions[at]?.sections?.indexOf(shown)}]`;
  // What "below" means must be the list that is made from jointUse.
  const hasItems = Boolean(shown.items?.length) || shown.body.filter(saysMore).length > 1;
  const lines: [string, Text][] = [
    ...shown.body.map((text, index): [string, Text] => [`${path}.body[${index}]`, text]),
    ...(shown.items ?? []).map((text, index): [string, Text] => [`${path}.items[${index}]`, text]),
  ];
  return lines.flatMap(([place, text]) =>
    Object.entries(text).flatMap(([language, words]) => {
      const plain = told(words, jointUse ? 'use' : 'joint-use');
      if (jointUse && PURPOSE.test(plain) && (hasItems || !POINTER.test(plain)))
        return [
          error(
            'joint-use-told-twice',
            `${place}.${language}`,
            words,
            'leave purposes out of this section, in a new edition: they are listed below it, from jointUse.purposes',
          ),
        ];
      return !jointUse && CLAIM.test(plain)
        ? [
            error(
              'joint-use-untold',
              `${place}.${language}`,
              words,
              'put joint use into "jointUse": the items, the companies that signed, the purposes and who is responsible at each',
            ),
          ]
        : [];
    }),
  );
}

/** What a text says beside what it denies. */
function told(words: string, denied: 'use' | 'joint-use'): string {
  return plainWords(
    sentencesOf(words)
      .filter((sentence) => !deniesUse(sentence, denied))
      .join('\n'),
  );
}

function saysMore(text: Text): boolean {
  return Object.values(text).some((words) => told(words, 'use') !== '');
}
