import { textsOf } from '../publish/texts-of.ts';
import type { SiteConfig } from '../schema/index.ts';
import { textIn } from '../text-in.ts';
import { jointPurposeWords } from '../words/joint-purpose-words.ts';
import { isShipped, shippedWords } from '../words/shipped.ts';

/**
 * The texts that readers of a language are shown in another one, because theirs has none: text → its language. One that
 * stands in their language elsewhere, such as a name, is not among them.
 */
export function foreignTexts(config: SiteConfig, language: string): ReadonlyMap<string, string> {
  const texts = textsOf(config).map(([, text]) => textIn(text, language, config.languages));
  const own = new Set(texts.filter((text) => text.language === language).map(({ words }) => words));
  return new Map([
    ...texts.filter(({ words }) => !own.has(words)).map((text): [string, string] => [text.words, text.language]),
    ...(isShipped(language) ? [] : shippedTexts(config, language).map((text): [string, string] => [text, 'en'])),
  ]);
}

/** What stands in the place of a text of the config, in Noren's own words where the site has none. */
function shippedTexts({ words, jointUse }: SiteConfig, language: string): string[] {
  const { register = {}, jointUse: joint } = words?.[language] ?? {};
  const shipped = shippedWords(language).register;
  return [
    ...(['recipientUnconfirmed', 'stopsUnconfirmed'] as const).flatMap((word) => (register[word] ? [] : shipped[word])),
    ...(joint ? [] : (jointUse?.purposes ?? []).map((purpose) => jointPurposeWords(purpose, language))),
  ];
}
