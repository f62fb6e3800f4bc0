import type { PublishedConfig } from '../publish/publish-config.ts';
import type { SiteConfig, Text, Wording } from '../schema/index.ts';
import { textIn } from '../text-in.ts';
import { fill } from '../words/fill.ts';
import { isShipped, shippedWords } from '../words/shipped.ts';
import type { AdvertisingWord, DocumentWord, RegisterWord } from '../words/shipped-words.ts';
import { foreignTexts } from './foreign-texts.ts';
import { Foreign, type Said } from './html.ts';
import { isRightToLeft } from './language.ts';

/** What every page is made from, in one language. */
export interface View {
  readonly config: SiteConfig;
  readonly wording: Wording;
  readonly language: string;
  readonly now: Date;
  /** A text of the config in this language, else in the first one. */
  text(text: Text): Said;
  /** A text of the wording or of a document: marked with its language where this one has none. */
  told(text: string): Said;
  register(word: RegisterWord, values?: Readonly<Record<string, string | number>>): Said;
  advertising(word: AdvertisingWord, values?: Readonly<Record<string, string | number>>): Said;
  document(word: DocumentWord, values?: Readonly<Record<string, string | number>>): Said;
  /** The day of an instant, in the site's time zone, as readers of this language write it. */
  day(instant: string): string;
  /** Address of a link of the config. These pages may stand on another host than the site, so a path is one on the site. */
  link(url: string): string;
  /** File name of a page in this language. */
  file(page: string): string;
}

/** @throws {RangeError} when the site is not published in this language */
export function makeView({ config, wordings }: PublishedConfig, language: string, now: Date): View {
  const wording = wordings[language];
  if (!wording) throw new RangeError(`not published in "${language}"`);
  const first = config.languages[0] ?? language;
  const shipped = shippedWords(language);
  const replaced = config.words?.[language];
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: wording.timeZone });
  const inLanguage = (words: string, other: string): Said => {
    if (other === language) return words;
    const isTurned = isRightToLeft(other) !== isRightToLeft(language);
    return new Foreign(words, other, isTurned ? (isRightToLeft(other) ? 'rtl' : 'ltr') : undefined);
  };
  const foreign = foreignTexts(config, language);
  const shippedIn = isShipped(language) ? language : 'en';
  const saying =
    <Word extends string>(words: Readonly<Record<Word, string>>, own: Readonly<Record<string, string>> = {}) =>
    (word: Word, values: Readonly<Record<string, string | number>> = {}): Said => {
      const ownWord = own[word];
      return ownWord === undefined ? inLanguage(fill(words[word], values), shippedIn) : fill(ownWord, values);
    };
  return {
    config,
    wording,
    language,
    now,
    text(text) {
      const shown = textIn(text, language, config.languages);
      return inLanguage(shown.words, shown.language);
    },
    told: (text) => inLanguage(text, foreign.get(text) ?? language),
    register: saying(shipped.register, replaced?.register),
    advertising: saying(shipped.advertising, replaced?.advertising),
    document: saying(shipped.documents, replaced?.documents),
    day: (instant) => date.format(new Date(instant)),
    link: (url) => String(new URL(url, config.origins[0])),
    file: (page) => pageFile(page, language, first),
  };
}

/** `register.html` in the site's first language, `register.en.html` in any other. */
export function pageFile(page: string, language: string, first: string): string {
  return language === first ? `${page}.html` : `${page}.${language}.html`;
}
