import { plainWords } from './plain-words.ts';

const JAPANESE = '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}]';
/** What a text says in one breath. A line break ends a sentence too; "Ltd. is" does not. */
const BETWEEN_SENTENCES = /(?<=[。．！？!?])|(?<=\.)\s+(?=\P{Ll})|[\r\n]+/u;
/** A space, a colon or a bracket may divide what only looks like one sentence. */
const TORN = new RegExp(`(?<=${JAPANESE})\\s+(?=${JAPANESE})|[:;()\\[\\]「」『』<>→⇒=|/—–]`, 'u');
const FREE_SPACE = /(?<=[はでにもを、])\s+/gu;

const USE_JA = '(?:利用|使用|活用|提供|共有|開示|転用|流用|処理)';
const JOINTLY_JA = '共同(?:で|して|に|での)?';
const NEVER_JA = '(?:は|を|も|が|、|現在|一切|決して|まったく|全く)*';
const NOT_JA = [
  '(?:し|いたし|致し|され|でき|行い|おこない|行なっており|行っており|行なってい|行ってい|しており|いたしており|致しており|してい|されており|されてい|あり|ござい)ません(?:でした)?',
  '(?:しない|行わない|されない)(?:ものとします|こととします|こととしています)?',
  'する(?:こと|もの|予定)?(?:は|が|も|では)(?:一切)?(?:あり|ござい|でき|いたし)ません',
  'する(?:こと)?(?:は|を)?(?:固く)?禁(?:じ|止し)(?:られ)?(?:ます|ています|ております)',
].join('|');
const OTHER_VERB_JA =
  '(?:用い|使い|使われ|用いられ|使っており|使ってい|用いており|用いてい|取り扱い|取扱い)ません|(?:用いる|使う|取り扱う)(?:こと|もの)(?:は|では)(?:一切)?(?:あり|ござい)ません';
const ENDS_IN_NO_USE = new RegExp(`(?:(?:${JOINTLY_JA})?${USE_JA}${NEVER_JA}(?:${NOT_JA})|${OTHER_VERB_JA})。?$`, 'u');
const ENDS_IN_NO_JOINT_USE = new RegExp(
  `(?:${JOINTLY_JA}の?(?:${USE_JA}${NEVER_JA}(?:${NOT_JA})|(?:${OTHER_VERB_JA}))|共同利用者${NEVER_JA}(?:い|おり|あり|ござい)ません)。?$`,
  'u',
);

/** 「この範囲を超えた」: of what the page lists, and of nothing that stands before it in the sentence. */
const BEYOND_JA =
  /(?<=^|[はをにも、])(?:この|その|これらの?|それらの?|ここに(?:示す|掲げる|定める)|(?:上記|次|以下|下記|前記|所定|特定した)の?)?(?:共同)?(?:利用)?(?:の)?(?:目的|範囲)?(?:の(?:達成に必要な)?範囲)?(?:を(?:超|越)え(?:た|る|て(?:の)?)|を逸脱し(?:た|て)|(?:以外|の?ほか|外)(?=[のでに])(?:の|で(?=[は、も]|個人|利用|使用|共同))?|と(?:は)?(?:異なる|別の)|(?:それ|これ)?以外の(?=目的|用途)|(?:その)?(?:他|ほか)の(?=目的|用途))/u;
const WITHOUT_CONSENT_JA =
  /(?:あらかじめ|事前に)?、?(?:ご?本人|お客さま|お客様|会員)?(?:の|から)?(?:事前の)?ご?同意(?:なく|なしに|を(?:得|いただか|頂か)(?:ず(?:に)?|ないで|ることなく))、?/u;
/** Words with which a denial lets something pass. */
const EXCEPT_JA =
  /以外|ほか|他|除|[超越]え|逸脱|しか|限[りらるっ]|なければ|ないと|のみ|だけ|場合|とき(?!は、?必ず)|時に|同意|異な|別の|(?<![海国])外[でのはに]|反し|ない(?!もの|こと|$|。)|ぬ|ずに?、?(?=利用|使用)|むやみ|みだり|不必要|不要/u;
/** A verb that says yes on the way to the end. */
const YES_JA =
  /です|ます|であ[りるっ]|であって|だが|(?:利用|使用|活用|用い|使い)(?:し|いたし|致し|すべ|する(?!目的|ため|こと)|され|て)|(?:用いる|使う)(?!こと|もの)|[すむくぐ]る?[がしけ]、|[しりきちみいえけせてめれべ](?=、)(?<!に)|し(?=[\p{sc=Han}\p{sc=Katakana}])|一方|反面|とし[、て]|[がはも](?:目的|用途)で|(?:目的|用途)[はが]|に(?:加え|限)/u;
const PURPOSE_JA = /目的|ため|用途/u;
const ENDS_IN_PARTICLE_JA = /(?:[はにを]|で[はも]?|にも)$/u;

const AUXILIARY = '(?:do|does|did|will|shall|may|must|can|would|should)';
const USE = '(?:us|utili[sz]|shar|process|handl|provid|disclos|employ|pass|transferr?)(?:e[sd]?|ed|s|es|ing)?';
const NEGATION = /\b(?:not|never|cannot|no|nobody|none|neither|nor)\b|n['’]t\b/giu;
const NOT_USED = `(?:${AUXILIARY} (?:not|never)|${AUXILIARY}n['’]t|cannot|can['’]t|won['’]t|never)(?: ever)?(?: be)?(?: ever)?|(?:is|are|was|were)(?: not|n['’]t| never)(?: being| to be)?|ha(?:s|ve) (?:not|never)(?: been)?`;
const NO_USE = new RegExp(`(?:\\b(?:${NOT_USED})) (?:(?:jointly|also|ever|itself|themselves) )?(?:${USE})\\b`, 'iu');
const NO_JOINT_USE = new RegExp(
  `\\b(?:${NOT_USED}) (?:jointly us(?:e|ed|ing)|us(?:e|ed|ing)\\b(?!.*\\b(?:that|which|jointly (?:us|held|owned))\\b).*\\bjointly)\\b|\\bno joint(?:ly)? us(?:e|ers?)\\b|\\bjoint use (?:does not|is not|has not|will not)\\b`,
  'iu',
);
const NOBODY_USES =
  /^(?:nobody|no one|none(?: of (?:the|these|our) \w+)?|no \w+(?: \w+)?) (?:will |may |can )?us(?:e|es)\b/iu;
const NOBODY_USES_JOINTLY =
  /^(?:nobody|no one|none(?: of (?:the|these|our) \w+)?|no \w+(?: \w+)?) (?:jointly us(?:e|es)|us(?:e|es) (?:it|them|(?:personal )?(?:data|information)) jointly)\b/iu;
const BEYOND = new RegExp(
  '(?:\\b(?:for|in|to) )?(?:(?:any|other|a|the|purposes?|uses?|way|extent) )*\\b(?:beyond|outside(?: of)?|other than|except(?: for)?|apart from|exceeding|that exceeds?)(?: for)? ' +
    '(?:(?:this|that|these|those) (?:scopes?|ranges?|purposes?|list|limits?|ones?)|the (?:(?:above|following|said|same|listed|stated) )(?:scopes?|ranges?|purposes?|list|limits?|ones?)|' +
    'the (?:scopes?|ranges?|purposes?|list|limits?|ones?)(?= (?:(?:that|which) )?(?:(?:are|is) )?(?:listed|told|stated|set out|shown|named|given|described|above|below|here))|(?:these|those|this|that|them))\\b' +
    '(?: (?:(?:that|which) )?(?:(?:are|is) )?(?:listed|told|stated|set out|shown|named|given|described))?(?: (?:above|below|here|on this page))?(?! (?:of|for|to|in)\\b)',
  'iu',
);
const EXCEPT =
  /\b(?:except|unless|other than|only|but|apart|besides|until|without|if|when|where|beyond|outside|however|while|whilst|whereas|though|although|merely|just|solely|instead|rather|exclusively|simply|necessarily|always|than|save)\b/iu;
const PURPOSE = /\bfor\b|\bpurposes?\b|\bin order to\b|\bso that\b|\bserv/iu;
const SECOND_CLAUSE =
  /\b(?:we|they|you|is|are|do|does|will|may|can|must|shall|has|have|serves?|being|purpose is|in order that)\b/iu;

/** The sentences of a text, each as its reader takes it. */
export function sentencesOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .split(BETWEEN_SENTENCES)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/**
 * Whether a sentence says that something is not done with the data, and says nothing else: 「この範囲を超えた目的では利用しません。」.
 * One that lets something pass (「登録以外の目的では利用しません」, "only for registration") or that says yes on its way to the no is
 * none, and neither is one that cannot be told.
 * @param sentence one of `sentencesOf`
 * @param what `joint-use`: that nothing is used jointly at all; `use`: that it is not used for a purpose
 */
export function deniesUse(sentence: string, what: 'use' | 'joint-use'): boolean {
  const tidy = sentence.replace(FREE_SPACE, '');
  if (TORN.test(tidy)) return false;
  const plain = plainWords(tidy);
  return new RegExp(JAPANESE, 'u').test(plain) ? deniesInJapanese(plain, what) : deniesInEnglish(plain, what);
}

function deniesInJapanese(sentence: string, what: 'use' | 'joint-use'): boolean {
  const ending = what === 'use' ? ENDS_IN_NO_USE : ENDS_IN_NO_JOINT_USE;
  const end = ending.exec(sentence);
  if (!end) return false;
  const before = sentence.slice(0, end.index);
  const beyond = BEYOND_JA.test(before);
  const rest = beyond ? before.replace(BEYOND_JA, '').replace(WITHOUT_CONSENT_JA, '') : before;
  if (EXCEPT_JA.test(rest) || YES_JA.test(`${rest}。`) || /共同(?!利用者)/u.test(rest)) return false;
  const pieces = rest.split('、');
  // Between two commas stand who and what; a purpose there is one that is denied (「広告の目的では、」), or it is told.
  return pieces
    .slice(0, -1)
    .every((piece) =>
      PURPOSE_JA.test(piece)
        ? /(?:の|する|た)?(?:目的|用途)で[はも]?$|ために[はも]?$/u.test(piece)
        : ENDS_IN_PARTICLE_JA.test(piece) || !/[はがをにで]/u.test(piece),
    );
}

function deniesInEnglish(sentence: string, what: 'use' | 'joint-use'): boolean {
  const plain = sentence.replace(BEYOND, ' ').replace(/\s+/gu, ' ').trim();
  if ((plain.match(NEGATION) ?? []).length !== 1 || EXCEPT.test(plain)) return false;
  const pattern = what === 'use' ? [NO_USE, NOBODY_USES] : [NO_JOINT_USE, NOBODY_USES_JOINTLY];
  const found = pattern.map((one) => one.exec(plain)).find((one) => one !== null);
  if (!found) return false;
  const before = plain
    .slice(0, found.index)
    .replace(/\b(?:that|which) (?:is|are) (?:jointly used|used jointly)\b/iu, '');
  const after = plain.slice(found.index + found[0].length);
  return !PURPOSE.test(before) && !/\band\b.*\b(?:us|we|it)/iu.test(before) && !SECOND_CLAUSE.test(after);
}
