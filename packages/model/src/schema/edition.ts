import { z } from 'zod';
import { date, identifier, instant, shortText, text } from './text.ts';

/** A part of a document: a heading, paragraphs, and a list where there is one. */
export const section = z.strictObject({
  id: identifier,
  heading: shortText,
  body: z.array(text),
  items: z.array(text).optional(),
});

/**
 * A dated version of a document (R2.1). Order in the list is order in time: an edition's sequence is its place,
 * counted from 1, so that labels ("3.1", "10") are never compared.
 */
export const edition = z.strictObject({
  label: z.string().regex(/^[0-9A-Za-z.-]{1,20}$/, 'a label such as "6" or "3.1"'),
  date: date.describe('Day of publication.'),
  effectiveAt: instant.describe('From when it is in force (適用日).'),
  material: z.boolean().describe('A material edition asks again about what it affects; a clerical one asks nobody.'),
  affects: z
    .array(z.string().min(1).max(80))
    .describe('"*", "purposes:ID", "providers:PURPOSE" or any other subject of the documents, such as "contact".'),
  changes: z.array(text).min(1).describe('What changed, for people.'),
  documentNumber: z.string().max(40).optional(),
  sections: z
    .array(section)
    .optional()
    .describe('Sections that are new or other than before; the rest is as in the edition before.'),
  removed: z.array(identifier).optional().describe('Sections of the edition before that are gone.'),
});

export type Section = z.infer<typeof section>;
export type Edition = z.infer<typeof edition>;
