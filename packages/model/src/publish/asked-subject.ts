import type { Edition } from '../schema/index.ts';

const ASKED = /^(?:purposes|providers|mail|topics)\b/;

/** What an edition affects that people are asked about, if anything: nobody is deemed to accept it (R2.2). */
export function askedSubject({ affects }: Pick<Edition, 'affects'>): string | undefined {
  return affects.find((subject) => ASKED.test(subject));
}
