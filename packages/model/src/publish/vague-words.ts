/**
 * Words that end a list without ending it: 「等」「その他」「など」, "etc.", "and so on". Not those that only contain the
 * character: 平等, 同等, 等級, 高等学校.
 */
const VAGUE =
  /など|その他|そのほか|(?<![平均対上高同優劣一二三特初])等(?![級号分身しく価質高辺親圧温差比地])|\betc\b|\band so (on|forth)\b|\band the like\b|\bamong others\b|\band others?$|\bother (information|data)\b/iu;

/** The vague word in a text, if there is one. */
export function vagueWord(text: string): string | undefined {
  return VAGUE.exec(text)?.[0];
}

const EMPTY_JAPANESE =
  /^(当社|弊社|お客さま|お客様)?の?((サービス|業務|事業|営業|品質|利便性|マーケティング|広告|分析|統計|運営|改善)の?(向上|改善|運営|提供|遂行|活動|利用|配信)?|各種目的|ビジネス)の?(ため|目的)?$/u;
const EMPTY_ENGLISH =
  /^(to )?(improv\w*|enhanc\w*|provid\w*|optimi[sz]\w*) (our |the |its |their )?(services?|business|experience|products?)$|^(our |its |their )?(business|various|marketing|internal|other|legitimate|commercial|advertising|analytics|statistical) (purposes?|reasons?|use)$|^(marketing|analytics|statistics|advertising|business|optimi[sz]ation)$/iu;

/** Whether a purpose tells a reader nothing: one of the usual phrases, or hardly a word. */
export function saysNothing(text: string): boolean {
  const bare = text.replace(/[\s。．.、,]/gu, '');
  const shortest = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(bare) ? 5 : 10;
  return bare.length < shortest || EMPTY_JAPANESE.test(bare) || EMPTY_ENGLISH.test(text.trim().replace(/\.$/, ''));
}
