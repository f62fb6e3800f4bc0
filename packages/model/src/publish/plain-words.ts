const JAPANESE = '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}ー、。・]';
const SPACE_BETWEEN = new RegExp(`(?<=${JAPANESE})\\s+(?=${JAPANESE})`, 'gu');

/** A text as its reader takes it: full-width letters, half-width kana, invisible characters and 「そ の 他」 hide nothing. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{DI}]/gu, '')
    .replace(SPACE_BETWEEN, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
