import { plainWords } from './plain-words.ts';
import { vagueWord } from './vague-word.ts';

const JAPANESE = new RegExp(
  `^(?:${[
    '(?:当社|弊社|自社|当グループ|わが社|お(?=取引))の?',
    '(?:広告|提携|協力|関連|関係|取引|委託|業務委託|提供|連携|配信|外部|第三者|その他の?|他の?|各|複数の?|多数の?|一部の?|所定の?|信頼できる)+の?',
  ].join('|')})*(?:${[
    'パートナー',
    'ビジネスパートナー',
    'ベンダー',
    'サードパーティー?',
    'グループ',
    '(?:グループ)?子会社',
    '(?:広告)?代理店',
    '(?:広告|アド)ネットワーク',
    '外部サービス',
    'サービス提供元',
    '第三者',
    '(?:提携|協力|取引|委託|業務委託|提供|連携|送信|配信)先',
    '広告主',
    '(?:サービス|広告|配信|広告配信)?(?:事業者|提供者)',
    '企業|会社|社|業者|団体',
  ].join('|')})(?:企業|会社|各社|各位|事業者|業者|先|たち)?様?$`,
  'u',
);

const NOBODY =
  '(?:partners?|third[- ]part(?:y|ies)|vendors?|compan(?:y|ies)|providers?|affiliates?|advertisers?|suppliers?|contractors?|processors?|publishers?|businesses|networks?|platforms?|organi[sz]ations?)';
const KIND =
  '(?:our|its|their|the|a|an|one or more|various|several|multiple|many|some|all|any|certain|selected|select|trusted|other|different|external|advertising|ads?|business|marketing|analytics|media|technology|tech|affiliated?|associated|group|services?|and|or|of)';
const ENGLISH = new RegExp(`^(?:(?:${KIND}|${NOBODY})[ ,&/]+)*${NOBODY}$`, 'iu');

/** 「サンプル電機グループ各社」, 「サンプル電機株式会社および関連会社」, "A Inc. and its affiliates": one name, and companies that nobody can ask. */
const COMPANIONS = new RegExp(
  [
    '各社様?$',
    '^[数某A-Z]社$',
    '(?:及び|および|並びに|ならびに|[と、,・/&])(?:その|同社の?|当該)?(?:関連|関係|関係する|系列|提携|協力|グループ|子)(?:会社|企業|各社)$',
    '\\b(?:and|or|&) (?:its|their|our|other|all|some)(?: (?:group|affiliated|related|other|advertising|business))* (?:affiliates|subsidiaries|partners|vendors|providers|companies|entities|third parties)$',
  ].join('|'),
  'iu',
);

const FORM = '(?:株式会社|有限会社|合同会社|合資会社|合名会社|(?:一般|公益)(?:社団|財団)法人|医療法人|学校法人)';
const ENGLISH_FORM =
  '(?:incorporated|inc|corporation|corp|co|company|limited|ltd|llc|llp|plc|gmbh|ag|s\\.?a|k\\.?k|b\\.?v|pte)';
const LEGAL_FORM = new RegExp(`^${FORM} ?|(?: ?${FORM}|(?:,? ${ENGLISH_FORM}\\.?)+)$`, 'iu');

/** What stands in a recipient where a company's name would: 「各社」, 「広告パートナー」, "various partners", "A Inc. and others". */
export function vagueRecipient(text: string): string | undefined {
  const plain = plainWords(text);
  if (JAPANESE.test(plain) || ENGLISH.test(plain)) return plain;
  const companions = COMPANIONS.exec(plain)?.[0];
  if (companions !== undefined) return companions;
  const word = vagueWord(text);
  if (word === undefined) return undefined;
  // A company may be called 「株式会社平等」, 「エトセトラ株式会社」 or "Various Inc.": with its legal form, a name that begins with the word is one.
  const name = plain.replace(LEGAL_FORM, '');
  return name !== plain && (name.startsWith(word) || vagueWord(name) === undefined) ? undefined : word;
}
