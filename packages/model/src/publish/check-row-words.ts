import type { Text } from '../schema/index.ts';
import { isPlaceholder } from './is-placeholder.ts';
import { plainWords } from './plain-words.ts';
import { sourcedFinding as finding, type RowRule } from './row-rule.ts';
import { saysNothing } from './says-nothing.ts';
import { TRANSMISSION } from './source-of-rule.ts';
import { vagueRecipient } from './vague-recipient.ts';
import { vagueWord } from './vague-word.ts';

/** What a row says in words has to tell something: who, what and what for. */
export const checkRowWords: RowRule = (...row) =>
  [complete, named, plainItems, telling].flatMap((rule) => rule(...row));

const plainItems: RowRule = (_, { information }, path) =>
  information.flatMap((item, at) =>
    Object.entries(item).map(([language, text]) => {
      const word = vagueWord(text);
      return word === undefined
        ? undefined
        : finding(
            'error',
            'vague-item',
            `${path}.information[${at}].${language}`,
            text,
            `name every item by itself instead of "${word}"`,
            TRANSMISSION,
          );
    }),
  );

/** A dash or 未定 stands where the law wants something told: the page would show it as if it were told. */
const complete: RowRule = (_, { name, recipient, information, provider }, path) =>
  [
    ['name', name, 'the name of the service, as people know it'] as const,
    [
      'recipient',
      recipient ?? {},
      'null while it is being confirmed: then it is shown so, and found by --strict',
    ] as const,
    ...information.map((item, at) => [`information[${at}]`, item, 'what is sent, by its name'] as const),
  ].flatMap(([key, words, fix]) =>
    Object.entries(words).map(([language, text]) =>
      isPlaceholder(text) && !(key === 'name' && isOneLetter(text) && (provider !== undefined || recipient !== null))
        ? finding('error', 'placeholder-text', `${path}.${key}.${language}`, text, fix, TRANSMISSION)
        : undefined,
    ),
  );

/** 「X」 is what people know that service as; whose it is stands beside it. */
const isOneLetter = (text: string): boolean => /^\p{Lu}$/u.test(plainWords(text));

/** 「各社」 is not who receives: nobody can ask them what they do with it. */
const named: RowRule = (_, { recipient }, path) =>
  Object.entries(recipient ?? {}).map(([language, text]) => {
    const word = vagueRecipient(text);
    return word === undefined
      ? undefined
      : finding(
          'error',
          'vague-recipient',
          `${path}.recipient.${language}`,
          text,
          `the legal name of the one company that receives it instead of "${word}", in a row for each; null while it is being confirmed`,
          TRANSMISSION,
        );
  });

const telling: RowRule = (_, { ownPurpose, recipientPurpose }, path) =>
  Object.entries({ ownPurpose, recipientPurpose }).flatMap(([key, words]) =>
    Object.entries((words ?? {}) as Text).map(([language, text]) => {
      const at = `${path}.${key}.${language}`;
      const word = vagueWord(text);
      const open = isPlaceholder(text);
      if (open || saysNothing(text))
        return finding(
          'error',
          'purpose-says-nothing',
          at,
          text,
          open && key === 'recipientPurpose'
            ? 'null while it is being confirmed: then it is shown so, and found by --strict'
            : 'say what is done with the information, e.g. "閲覧状況の集計と、ページの改善"',
          TRANSMISSION,
        );
      return word === undefined
        ? undefined
        : finding('warning', 'vague-purpose', at, text, `name every use instead of "${word}"`, TRANSMISSION);
    }),
  );
