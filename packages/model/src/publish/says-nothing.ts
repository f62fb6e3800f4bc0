import { plainWords } from './plain-words.ts';

const EAST_ASIAN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;
/** Fewer letters are no purpose: 地図 is a thing, 地図表示 a purpose. */
const SHORTEST = { eastAsian: 3, other: 6 };

const JAPANESE_ENDING = new RegExp(
  `(?:${[
    '(?:に|へ|で|として)?(?:利用|使用|活用)(?:し|いたし|致し|され|させていただき|させて頂き)?(?:ます|する|ています|ております)',
    '(?:に|へ)?(?:用い|役立て|つなげ|努め)(?:る|ます)',
    '(?:に)?(?:資|貢献)(?:する|します)',
    'を?(?:図|はか)(?:る|ります)',
    'を?(?:行|おこな)(?:う|います)',
    '(?:いたし|致し|させ|し)(?:ます|る|ています)',
    'する',
    '(?:の|する|させる)?(?:ため|為)(?:に|の|です)?',
    '[をの]?(?:利用)?目的(?:で|に|です|とし(?:て)?|とする)?',
    'こと',
    'です',
    '等',
    'など',
    '[のにでを、。.]',
  ].join('|')})$`,
  'u',
);
const JAPANESE_START =
  /^(?:(?:当社|弊社|自社|同社|当サイト|お客さま|お客様|顧客|ユーザー|利用者|会員)(?:への|に対する|にとって(?:の)?|[のにへ])?|より(?:良い|よい)|さらなる|一層の|継続的な|最適な|各種の?|様々な|さまざまな)/u;
const JAPANESE_SPLIT = /および|及び|ならびに|並びに|または|又は|かつ|や(?!す)|[と・、,/&]/u;

const BUSINESS = '(?:サービス|業務|事業|営業|ビジネス|製品|商品)';
const QUALITY = '(?:品質|質|利便性|満足度?|体験|エクスペリエンス|使いやすさ|ユーザビリティ|快適性|価値|[UC]X|CS)';
const TOPIC = '(?:マーケティング|プロモーション|広告|分析|統計|運営|改善)';
const DOING = '(?:向上|改善|改良|強化|最適化|充実|拡充|運営|提供|遂行|活動|利用|活用|維持|発展|推進|実施)';
const JAPANESE_STOCK = new RegExp(
  `^(?:(?:${BUSINESS}の?)?(?:ユーザー|顧客)?${QUALITY}?(?:[のを]?${DOING})?|${TOPIC}(?:[のを]?${DOING})?|所定|(?:別途?に?)?定め(?:る|た)?|一定|上記|社内|内部|業務上|営業上|事業上|正当な?|必要な?|その他の?)$`,
  'iu',
);
/** 「プライバシーポリシーに記載の目的」: says where it is said. */
const JAPANESE_REFERENCE =
  /^(?:[^、。をがに]{0,15}の)?[^、。をがに]{0,10}(?:ポリシー|方針|規約|約款|別紙|別途)(?:にて|[にでの上内を])*(?:記載|定め|規定|掲載|明記|示|準じ|従|基づ|よ|参照|ご覧)?(?:\p{sc=Hiragana}{0,8}(?:通り|内容|範囲|(?:利用)?目的)?)\p{sc=Hiragana}{0,6}$/u;

const ENGLISH_START =
  /^(?:(?:we |is |are )?(?:use|used) (?:it |this |them |the (?:data|information) )?)?(?:in order to |to |for (?:the )?(?:purposes? of )?)?/u;
const ENGLISH_SPLIT = /,? (?:and|or) |[,;/&・]/u;
const OWNER = '(?:(?:our|its|their|the|your|a|an|own|better) )*';
const ENGLISH_VERB =
  '(?:improv|enhanc|provid|optimi[sz]|maintain|operat|develop|deliver|support|better)(?:e|es|ing|ement|ment|ation|ion)?(?: of)?';
const ENGLISH_NOUN =
  "(?:services?|business(?:es)?|products?|offerings?|operations?|quality|usability|(?:(?:user|customer|visitor|client)s?[’']? )?(?:experiences?|satisfaction))";
const ENGLISH_TOPIC =
  '(?:business|various|marketing|internal|other|legitimate|lawful|commercial|advertising|promotional|analytics|analytical|statistics|statistical|operational|optimi[sz]ation|improvement|promotion|any|all)';
const ENGLISH_STOCK = new RegExp(
  `^(?:${ENGLISH_VERB}|(?:${ENGLISH_VERB} )?${OWNER}(?:${ENGLISH_NOUN}(?: ${ENGLISH_NOUN})?(?: improvement)?|${ENGLISH_TOPIC}(?: ${ENGLISH_TOPIC})?(?: (?:purposes?|reasons?|uses?|activities|needs))?|purposes?))$`,
  'u',
);
/** "as described in its policy": says where it is said. */
const ENGLISH_REFERENCE =
  /^(?:for |the |purposes? |as |that |which |is |are )*(?:(?:described|set out|stated|specified|explained|outlined|listed|defined|mentioned|indicated) (?:in|by|under|at)|see|refer to|according to|in accordance with|per) [^,;:]{0,60}(?:policy|policies|notice|statement|terms|agreement|conditions|above|below)$/u;

/** Whether a purpose tells a reader nothing: stock phrases and no more, or hardly a word. Knows Japanese and English phrases. */
export function saysNothing(text: string): boolean {
  const plain = plainWords(text).toLowerCase();
  const letters = plain.replace(/[^\p{L}\p{N}]/gu, '');
  const shortest = EAST_ASIAN.test(letters) ? SHORTEST.eastAsian : SHORTEST.other;
  if ([...letters].length < shortest || /^(.{1,3}?)\1{2,}$/u.test(letters)) return true;
  return EAST_ASIAN.test(letters) ? nothingInJapanese(plain.replace(/\s/gu, '')) : nothingInEnglish(plain);
}

function nothingInJapanese(text: string): boolean {
  const core = bare(text);
  return (
    [text, core].some((words) => JAPANESE_REFERENCE.test(words)) || core.split(JAPANESE_SPLIT).every(isJapaneseStock)
  );
}

const isJapaneseStock = (part: string): boolean => JAPANESE_STOCK.test(bare(part));

/** The words between the polite beginning and the polite end: 当社の…のために利用します. Ten of them are more than enough. */
function bare(text: string, rounds = 10): string {
  const shorter = text.replace(JAPANESE_ENDING, '').replace(JAPANESE_START, '');
  return shorter === text || rounds === 0 ? text : bare(shorter, rounds - 1);
}

function nothingInEnglish(text: string): boolean {
  const sentence = text.replace(/[.!\s]+$/u, '');
  const parts = sentence.replace(ENGLISH_START, '').split(ENGLISH_SPLIT);
  return (
    ENGLISH_REFERENCE.test(sentence) ||
    parts.every((part) => part.trim() === '' || ENGLISH_STOCK.test(part.trim().replace(ENGLISH_START, '')))
  );
}
