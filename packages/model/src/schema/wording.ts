import { z } from 'zod';
import { mode } from './purpose.ts';
import { noticeWords } from './runtime-config.ts';
import { optOutReach, providerCategory } from './service.ts';

const words = z.record(z.string(), z.string());

/** One purpose as the preferences show it. */
export const purposeWords = z.strictObject({
  id: z.string(),
  mode,
  title: z.string(),
  description: z.string(),
  refused: z.string().optional(),
  services: z.array(z.string()),
});

const traceWords = z.strictObject({ name: z.string(), lifetime: z.string().optional() });
const cookieWords = traceWords.extend({ httpOnly: z.literal(true).optional().describe('No page sees it.') });

/** One row of the register as people read it. Rows of former editions are here too; no purpose lists them. */
export const serviceWords = z.strictObject({
  id: z.string(),
  mode: mode.optional().describe("Where it is not its purpose's: the tag waits for more."),
  name: z.string(),
  recipient: z.string().describe('Legal name of who receives it, or the words that it is being confirmed.'),
  information: z.array(z.string()),
  ownPurpose: z.string(),
  recipientPurpose: z.string().nullable(),
  collector: z.string(),
  country: z.string().nullable().describe('Name of the country of the recipient; null while it is being confirmed.'),
  joinsPerson: z.string().optional(),
  cookies: z.array(cookieWords),
  storage: z.array(traceWords),
  databases: z.array(traceWords).optional().describe('Absent where there are none, like the two below.'),
  caches: z.array(traceWords).optional(),
  workers: z.array(traceWords).optional(),
  policyUrl: z.string().optional(),
  optOutUrl: z.string().optional(),
  optOutStops: z.string().optional(),
  optOutReach: optOutReach.optional(),
  category: providerCategory.optional(),
  choice: z.literal(true).optional(),
  firstEdition: z.string().optional(),
  changedEdition: z.string().optional(),
  lastEdition: z.string().optional(),
  endedPurpose: z
    .string()
    .optional()
    .describe('Of a row that has ended the purpose (id) that it was under: what it has left is erased with that.'),
});

const editionWords = z.strictObject({
  label: z.string(),
  date: z.string(),
  effectiveAt: z.string(),
  changes: z.array(z.string()),
  asks: z.array(z.string()).optional().describe('Purposes that it asks about again, where it is material.'),
});

/** What personalised links in mail ask for, and their words. */
export const linkWords = z.strictObject({
  identification: z.string().describe('Id of the purpose that lets a link say whose mail it was.'),
  linking: z.string().describe('Id of the purpose that lets the visit be joined to the member.'),
  joined: z.array(z.string()).describe('What linking joins, item by item.'),
  keptFor: z.string(),
  words,
});

/** Everything that a visitor can be shown in one language. Its canonical JSON is what a record's `wording` hashes, and the file beside noren.js. */
export const wording = z.strictObject({
  site: z.string(),
  language: z.string(),
  timeZone: z.string().describe('In which days are counted.'),
  edition: editionWords.describe('The edition in force.'),
  formerEditions: z.array(editionWords).describe('Those before it, oldest first: the register tells its history.'),
  comingEditions: z
    .array(editionWords)
    .optional()
    .describe('Those that are announced, in order; their rows are among `services`.'),
  responsible: z.string(),
  entity: z.string(),
  registerUrl: z.string(),
  policyUrl: z.string().optional(),
  documents: z.string().optional().describe('Name of the file beside noren.js that holds the documents.'),
  notice: noticeWords.extend({
    saved: z.string().describe('Spoken after a decision.'),
    blocked: z.string().describe('Said when this browser keeps no cookies.'),
    gpc: z.string().optional().describe('Said when Global Privacy Control denies something.'),
  }),
  again: words.describe('Of the notice where only some purposes are asked.'),
  preferences: words,
  register: words,
  advertising: words,
  embed: words.describe('Of what stands in the place of a frame or an embed.'),
  industryOptOuts: z
    .array(z.strictObject({ name: z.string(), operator: z.string(), url: z.string(), covers: z.string() }))
    .optional(),
  link: linkWords.optional().describe('Where the site has personalised links.'),
  mail: words.optional().describe('Of the mail preferences, where the site offers mail.'),
  purposes: z.array(purposeWords),
  services: z.array(serviceWords),
});

/** All that a notice of another language than the first shows, and where it leads. */
export const noticeAlone = noticeWords.extend({ registerUrl: z.string() });

export type LinkWords = z.infer<typeof linkWords>;
export type NoticeAlone = z.infer<typeof noticeAlone>;
export type Wording = z.infer<typeof wording>;
