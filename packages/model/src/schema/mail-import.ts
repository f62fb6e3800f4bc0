import { z } from 'zod';
import { memberReference } from './document-record.ts';
import { mailAddress, mailChannel } from './mail.ts';
import { identifier, instant, languageTag } from './text.ts';

/** Text as a database takes it: no zero, nor half of a character. */
const isText = (value: string): boolean => !/[\0\p{Cs}]/u.test(value);

/** What an operator can show for choices of before: where they were made, and by which words. */
const importedProof = z.strictObject({
  id: identifier.describe('By which the choices name it.'),
  source: z
    .string()
    .min(1)
    .max(200)
    .refine((value) => isText(value) && !/\p{Cc}/u.test(value), 'one line of text')
    .describe('Where it was said, e.g. "sign-up form, April 2019 to March 2023".'),
  wording: z.string().min(1).max(20_000).refine(isText, 'text').describe('The words that were shown; archived.'),
  language: languageTag.describe('Of the wording.'),
});

/** What one member chose about one topic before. */
const importedChoice = z.strictObject({
  id: z.uuid('a UUID').describe('The same choice sent again, by the same id, is kept once.'),
  member: memberReference,
  address: mailAddress
    .optional()
    .describe('Kept as a keyed hash, where none is known, so that a bounce and a proof find them.'),
  topic: identifier,
  channel: mailChannel.optional().describe('Default: email.'),
  on: z.boolean(),
  frequency: identifier.optional().describe('Of a topic that offers some; default: the first.'),
  at: instant.describe('When it was chosen.'),
  proof: identifier.describe('`id` of one of the proofs.'),
});

/** Choices of before Noren, with their proof (R1.8). Unknown fields are refused. */
export const mailImportRequest = z.strictObject({
  site: identifier.optional().describe('Site that offers the topics. Default: the site of the key.'),
  proofs: z
    .array(importedProof)
    .min(1)
    .max(50)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'each id once'),
  choices: z.array(importedChoice).min(1).max(1000),
});

export type MailImportRequest = z.infer<typeof mailImportRequest>;
