import { z } from 'zod';

const sectionWords = z.strictObject({
  id: z.string(),
  heading: z.string(),
  body: z.array(z.string()),
  items: z.array(z.string()).optional(),
});

const editionWords = z.strictObject({
  label: z.string(),
  date: z.string(),
  effectiveAt: z.string(),
  changes: z.array(z.string()),
  documentNumber: z.string().optional(),
  sections: z.array(sectionWords).optional(),
  removed: z.array(z.string()).optional(),
});

/** A document as people read it: the handling notice, terms, an announcement. */
export const documentWords = z.strictObject({
  id: z.string().describe('`handling-notice`, or the id in the config.'),
  kind: z.string().describe('Key of the words that say what kind of document it is.'),
  title: z.string(),
  overrides: z.string().optional().describe('Title of the terms that it overrides.'),
  emergency: z.literal(true).optional(),
  withdrawUrl: z.string().optional(),
  editions: z.array(editionWords),
});

/** A change notice as it stands on a page: what is announced, from when, and the way out. */
export const changeNotice = z.strictObject({
  site: z.string(),
  language: z.string(),
  document: z.string(),
  title: z.string(),
  overrides: z.string().optional(),
  emergency: z.literal(true).optional(),
  heading: z.string(),
  edition: editionWords,
  withdrawUrl: z.string().optional(),
  disagree: z.string().optional(),
  withdraw: z.string().optional(),
});

/** Joint use as people read it; a company is part of it from the day it signed. */
export const jointUseWords = z.strictObject({
  items: z.array(z.string()),
  purposes: z.array(z.string()),
  users: z.array(
    z.strictObject({
      company: z.string(),
      signedAt: z.string(),
      responsible: z.string(),
      address: z.string(),
      representative: z.string(),
    }),
  ),
});

/** Everything of the documents in one language. */
export const documentsWords = z.strictObject({
  words: z.record(z.string(), z.string()),
  documents: z.array(documentWords),
  jointUse: jointUseWords.optional(),
});

/** The file beside noren.js that holds the documents: language → words and documents. */
export const documentsFile = z.record(z.string(), documentsWords);

export type SectionWords = z.infer<typeof sectionWords>;
export type EditionWords = z.infer<typeof editionWords>;
export type DocumentWords = z.infer<typeof documentWords>;
export type ChangeNotice = z.infer<typeof changeNotice>;
export type JointUseWords = z.infer<typeof jointUseWords>;
export type DocumentsWords = z.infer<typeof documentsWords>;
export type DocumentsFile = z.infer<typeof documentsFile>;
