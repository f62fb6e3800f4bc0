import { JOINT_TOPICS, type JointPurpose } from '../schema/index.ts';
import { fill } from './fill.ts';
import { isShipped, shippedWords } from './shipped.ts';
import type { JointUseWord } from './shipped-words.ts';

/**
 * A purpose of joint use in the words of a language, so that none can be told to be wider than it may be.
 * @param own a translation, for a language whose words do not come with Noren; of any other it is left aside
 */
export function jointPurposeWords(
  { id, about, by }: JointPurpose,
  language: string,
  own: Readonly<Record<string, string>> = {},
): string {
  const words: Readonly<Record<JointUseWord, string>> = {
    ...shippedWords(language).jointUse,
    ...(isShipped(language) ? {} : own),
  };
  const list = (keys: readonly JointUseWord[]): string =>
    new Intl.ListFormat(language, { type: 'conjunction' }).format([...new Set(keys)].map((key) => words[key]));
  const purpose =
    id === 'inquiries' && !about
      ? words[id]
      : fill(words[id === 'inquiries' ? 'inquiriesAbout' : id], { about: list(about ?? JOINT_TOPICS) });
  return by ? fill(words.by, { purpose, by: list(by) }) : purpose;
}
