import { plainWords } from './plain-words.ts';
import { vagueWord } from './vague-word.ts';

const JAPANESE = new RegExp(
  `^(?:${[
    '(?:当社|弊社|自社|当グループ|わが社)の?',
    '(?:広告|提携|協力|関連|関係|取引|委託|業務委託|提供|連携|配信|外部|第三者|その他の?|他の?|各|複数の?|多数の?|一部の?|所定の?|信頼できる)+の?',
  ].join('|')})*(?:${[
    'パートナー',
    'ビジネスパートナー',
    'ベンダー',
    'サードパーティー?',
    'グループ',
    '第三者',
    '(?:提携|協力|取引|委託|業務委託|提供|連携|送信|配信)先',
    '広告主',
    '(?:サービス|広告|配信|広告配信)?(?:事業者|提供者)',
    '企業|会社|社|業者|団体',
  ].join('|')})(?:企業|会社|各社|各位|事業者|業者|先|たち)?$`,
  'u',
);

const NOBODY =
  '(?:partners?|third[- ]part(?:y|ies)|vendors?|compan(?:y|ies)|providers?|affiliates?|advertisers?|suppliers?|contractors?|processors?|publishers?|businesses|networks?|platforms?|organi[sz]ations?)';
const KIND =
  '(?:our|its|their|the|a|an|one or more|various|several|multiple|many|some|all|any|certain|selected|select|trusted|other|different|external|advertising|ads?|business|marketing|analytics|media|technology|tech|affiliated?|associated|group|services?|and|or|of)';
const ENGLISH = new RegExp(`^(?:(?:${KIND}|${NOBODY})[ ,&/]+)*${NOBODY}$`, 'iu');

/** What stands in a recipient where a company's name would: 「各社」, 「広告パートナー」, "various partners", "A Inc. and others". */
export function vagueRecipient(text: string): string | undefined {
  const plain = plainWords(text);
  return JAPANESE.test(plain) || ENGLISH.test(plain) ? plain : vagueWord(text);
}
