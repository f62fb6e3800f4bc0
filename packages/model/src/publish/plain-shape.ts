import type { z } from 'zod';

/** The schema library's names of what is expected, in the words of somebody who writes a config. */
const TYPES: Readonly<Record<string, string>> = {
  array: 'a list, [ … ]',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object, { … }',
  record: 'an object, { "key": … }',
  string: 'a text in double quotes',
};

/** What is expected, e.g. `a list, [ … ]`. */
export function plainType(expected: string): string {
  return TYPES[expected] ?? expected;
}

/** What a value is, as `plainType` says it. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  const type = typeof value;
  return type === 'object'
    ? 'an object'
    : type === 'string'
      ? 'a text'
      : type === 'boolean'
        ? String(value)
        : `a ${type}`;
}

const COUNTED: Readonly<Record<string, readonly [one: string, many: string]>> = {
  array: ['entry', 'entries'],
  set: ['entry', 'entries'],
  map: ['entry', 'entries'],
  string: ['character', 'characters'],
};

/** A bound as a sentence; the words of the schema where it has its own. */
export function plainBound(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  if (!/^(?:Too (?:small|big)|Invalid input)\b/.test(issue.message)) return issue.message;
  const small = issue.code === 'too_small';
  const bound = Number(small ? issue.minimum : issue.maximum);
  const most = bound.toLocaleString('en');
  const [one, many] = COUNTED[issue.origin] ?? [];
  if (one === undefined) return `a number of ${small ? `at least ${most}` : `at most ${most}`}`;
  if (small && bound === 1)
    return issue.origin === 'string' ? 'write something: it is empty' : 'name at least one: the list is empty';
  return `${small ? 'at least' : 'at most'} ${most} ${bound === 1 ? one : many}`;
}
