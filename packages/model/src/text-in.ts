import type { Text } from './schema/index.ts';

/** A text as readers of one language are shown it. */
export interface TextIn {
  readonly words: string;
  /** In which language they are. */
  readonly language: string;
}

/**
 * A text in a language; where it has none, in the first language of the site; where it has none either, in any.
 * @param languages those of the site, the fallback first
 */
export function textIn(text: Text, language: string, languages: readonly string[]): TextIn {
  const found = [language, languages[0] ?? language].find((one) => text[one] !== undefined);
  const [any = language] = Object.keys(text);
  return { words: text[found ?? any] ?? '', language: found ?? any };
}
