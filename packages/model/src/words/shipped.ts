import { en } from './en.ts';
import { ja } from './ja.ts';
import type { ShippedWords } from './shipped-words.ts';

const words: Readonly<Record<string, ShippedWords>> = { ja, en };

/** Languages whose words come with Noren. */
export const shippedLanguages: readonly string[] = Object.keys(words);

/** Whether words of a language come with Noren, as those of "ja" do for "ja-JP". */
export function isShipped(language: string): boolean {
  return Boolean(words[language] ?? words[language.split('-')[0] ?? '']);
}

/** The shipped words of a language, English where there are none. */
export function shippedWords(language: string): ShippedWords {
  return words[language] ?? words[language.split('-')[0] ?? ''] ?? en;
}
