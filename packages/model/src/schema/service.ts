import { z } from 'zod';
import { hostName } from './host-name.ts';
import { mode } from './purpose.ts';
import { httpsAddress, identifier, shortText, text } from './text.ts';

/** A name or a pattern of names: `*` stands for any run of characters (`_ga_*`). No other character is special. */
export const namePattern = z
  .string()
  .min(1)
  .max(120)
  .refine((value) => value.replaceAll('*', '').length >= 1, 'at least one character beside "*"');

/** Something that the service leaves in a browser; its life in words for people, not for code. */
export const traceRow = z.strictObject({
  name: namePattern,
  lifetime: shortText.optional(),
});

/** A cookie that the service leaves. */
export const cookieRow = traceRow.extend({
  httpOnly: z
    .boolean()
    .optional()
    .describe(
      'A server sets it with HttpOnly: no page sees it, so that a withdrawal cannot delete it, and says so. Default: false.',
    ),
});

/** What kind of provider receives the information; the directory of advertising providers shows those of `advertising`. */
export const providerCategory = z.enum([
  'advertising',
  'analytics',
  'marketing-automation',
  'cdp',
  'personalization',
  'embed',
  'tag-management',
  'security',
]);

/** Where the effect of a provider's own opt-out ends: with this browser's cookie, or with an account there. */
export const optOutReach = z.enum(['browser', 'account']);

/** One tag of one provider: one row of the register of external transmissions (R3.2). */
export const service = z.strictObject({
  id: identifier,
  provider: identifier.optional().describe('Id in the catalogue: what is left out of this row is taken from there.'),
  category: providerCategory.optional(),
  purpose: identifier.describe('Id of the purpose it belongs to.'),
  mode: mode.optional().describe("Overrides the purpose's mode for this tag while the visitor is undecided."),
  name: shortText.describe('Name of the service as people know it.'),
  recipient: shortText
    .nullable()
    .describe('Legal name of the party that receives the information; null while it is being confirmed.'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'an ISO 3166-1 code of two capital letters, such as "JP"')
    .nullable()
    .optional()
    .describe('Where the recipient is established; null or left out while it is being confirmed.'),
  information: z.array(shortText).min(1).describe('What is sent, one plain item each.'),
  ownPurpose: text.describe('What this site uses it for.'),
  recipientPurpose: text.nullable().describe("The recipient's own purpose; null while it is being confirmed."),
  joinsPerson: text
    .optional()
    .describe('Set where the recipient joins it to a person it knows (APPI 31): the words that say so.'),
  collector: identifier.optional().describe('Entity that collects (P9-2). Default: the entity of the site.'),
  hosts: z.array(hostName).optional().describe('Hosts that the tag talks to.'),
  cookies: z.array(cookieRow).optional().describe('Cookies by name or pattern; erased on withdrawal.'),
  storage: z.array(traceRow).optional().describe('localStorage and sessionStorage keys; erased on withdrawal.'),
  databases: z.array(traceRow).optional().describe('IndexedDB databases by name or pattern; erased on withdrawal.'),
  caches: z.array(traceRow).optional().describe('Caches (Cache Storage) by name or pattern; erased on withdrawal.'),
  workers: z
    .array(traceRow)
    .optional()
    .describe('Service workers by the path of their script or a pattern of it; unregistered on withdrawal.'),
  policyUrl: httpsAddress.optional(),
  optOutUrl: httpsAddress.optional().describe("The provider's own opt-out procedure."),
  optOutStops: text.optional().describe('What that procedure stops, and what it does not.'),
  optOutReach: optOutReach.optional().describe('Where its effect ends.'),
  choice: z.boolean().optional().describe('Offer a switch for this service alone. Default: false.'),
  firstEdition: z.string().optional().describe('Label of the first edition that published this row.'),
  changedEdition: z.string().optional().describe('Label of the newest edition that changed it.'),
  lastEdition: z
    .string()
    .optional()
    .describe('Label of the last edition that published it: from the next one on it stands in the history only.'),
});

/**
 * What a row that names a provider may drop of the catalogue, by saying `null`. It is not for `recipient`, `country` and
 * `recipientPurpose`, where `null` means that they are being confirmed.
 */
export const droppable = [
  'category',
  'joinsPerson',
  'hosts',
  'cookies',
  'storage',
  'databases',
  'caches',
  'workers',
  'policyUrl',
  'optOutUrl',
  'optOutStops',
  'optOutReach',
] as const satisfies readonly (keyof z.infer<typeof service>)[];

export type ProviderCategory = z.infer<typeof providerCategory>;
export type Service = z.infer<typeof service>;
export type Droppable = (typeof droppable)[number];
