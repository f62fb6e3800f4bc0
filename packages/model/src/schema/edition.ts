import { z } from 'zod';
import { date, instant, text } from './text.ts';

/**
 * A dated version of the notice (R2.1). Order in the list is order in time: an edition's sequence is its place,
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
});

export type Edition = z.infer<typeof edition>;
