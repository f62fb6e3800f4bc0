import { plainWords } from './plain-words.ts';
import { withoutInnocentWords } from './without-innocent-words.ts';

const AFTER_NOUN = '(?<=[\\p{sc=Han}\\p{sc=Katakana}\\p{sc=Latin}ー\\p{Nd})\\]」』])';

// 「他のサイト」 and 「氏名のほか、住所」 name what they mean; 「氏名ほか」, 「氏名、他」 and 「氏名他の情報」 do not.
const JAPANESE = [
  '等[々等]?',
  '(?:その|其の|其)(?:他|ほか)',
  // At the end of a word only: かなどちら is かな and どちら.
  'など(?=[のをもはがにでとへや]|から|より|まで|\\P{sc=Hiragana}|$)',
  'ナド(?![\\p{sc=Katakana}ー])',
  `${AFTER_NOUN}(?:ほか|他)`,
  '(?:ほか|他)(?=[)\\]」。]|$)',
  '(?<=\\S )(?:ほか|他) ?\\d',
  '(?<=^|[、,・/(])(?:ほか|他)(?![のにでへと])',
  `${AFTER_NOUN}とか(?=[、,。]|$)`,
  'といった',
  'を(?:はじめ|始め|初め)(?=と[すし]|[、,]|$)',
  '各種',
  '様々',
  'さまざま',
  '種々',
  '諸々',
  'もろもろ',
  'に類する',
  'これらに限',
  'エトセトラ',
  '云々',
  // 「URL、IPアドレス…」: a list that trails off. The dots of an address are none.
  '(?<![\\/.])\\.{2,}(?=\\s*(?:[)\\]」。、,]|$))',
  '・{2,}',
];

const ENGLISH = [
  '\\betc\\b',
  '\\be\\.t\\.c\\b',
  '\\bet cetera\\b',
  '\\betcetera\\b',
  '\\bet al\\b',
  '&c\\b',
  '\\band so (?:on|forth)\\b',
  '\\band the like\\b',
  '\\b(?:and|or) similar\\b',
  '\\bamong others\\b',
  '\\band others?(?=\\s*(?:[.,;:)]|$))',
  '\\band more(?=\\s*(?:[.,;:)!]|$))',
  '\\bsuch as\\b',
  '\\bnot limited to\\b',
  '\\bvarious\\b',
  '\\bother (?:information|data|identifiers?|details|items|things)\\b',
];

const VAGUE = new RegExp([...JAPANESE, ...ENGLISH].join('|'), 'iu');

/** The word in a text that ends a list without ending it, if there is one: 「等」「その他」「など」, "etc.", "such as". */
export function vagueWord(text: string): string | undefined {
  return VAGUE.exec(withoutInnocentWords(plainWords(text)))?.[0];
}
