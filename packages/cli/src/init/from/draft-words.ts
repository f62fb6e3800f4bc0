import type { Conversion, Texts } from './draft-site.ts';
import { objectOf } from './object-of.ts';
import { plainText } from './plain-text.ts';

/** Their surface → their word → ours: surface and key. */
type WordMap = Readonly<Record<string, Readonly<Record<string, readonly [surface: string, key: string]>>>>;

/** The words of a site that are not the shipped ones. */
export interface DraftWords {
  add(language: string, path: string, translation: Readonly<Record<string, unknown>>, map: WordMap): void;
  all(): Readonly<Record<string, Readonly<Record<string, Texts>>>>;
}

/** Takes over titles and buttons: what visitors know. Sentences say what that tool does, so they are left out. */
export function draftWords({ languages, taken, left }: Conversion): DraftWords {
  const words: Record<string, Record<string, Record<string, string>>> = {};
  return {
    add(language, path, translation, map) {
      if (!languages.some((one) => one === language)) {
        left(path, `a new site has texts in ${languages.join(' and ')}: docs/config.md says how others are added`);
        return;
      }
      for (const [surface, keys] of Object.entries(map)) {
        const said = surface ? objectOf(translation[surface]) : translation;
        const at = surface ? `${path}.${surface}` : path;
        for (const [theirs, [ours, key]] of Object.entries(keys)) {
          const text = plainText(said[theirs]);
          if (!text) continue;
          if (text.length > 200) left(`${at}.${theirs}`, 'it is too long for a title or a button');
          else {
            words[language] ??= {};
            words[language][ours] ??= {};
            words[language][ours][key] = text;
            taken(`${at}.${theirs}`, `words.${language}.${ours}.${key}`);
          }
        }
        // Of a language at large the other keys are those of what it is about.
        if (surface)
          for (const [key, text] of Object.entries(said))
            if (plainText(text) && !keys[key] && key !== 'description')
              left(`${at}.${key}`, 'there is no such text here');
        if (plainText(said.description))
          left(`${at}.description`, 'the notice names your purposes itself, by their phrases');
      }
    },
    all: () => words,
  };
}
