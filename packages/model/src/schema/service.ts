import { z } from 'zod';
import { mode } from './purpose.ts';
import { httpsUrl, identifier, shortText, text } from './text.ts';

/** A name or a pattern of names: `*` stands for any run of characters (`_ga_*`). No other character is special. */
export const namePattern = z
  .string()
  .min(1)
  .max(120)
  .refine((value) => value.replaceAll('*', '').length >= 1, 'at least one character beside "*"');

/** A cookie that the service writes, with its life in the provider's own words (for people, not for code). */
export const cookieRow = z.strictObject({
  name: namePattern,
  lifetime: shortText.optional(),
});

/** One tag of one provider: one row of the register of external transmissions (R3.2). */
export const service = z.strictObject({
  id: identifier,
  provider: identifier.optional().describe('Id in the catalogue; what is not set here is taken from there.'),
  purpose: identifier.describe('Id of the purpose it belongs to.'),
  mode: mode.optional().describe("Overrides the purpose's mode for this tag while the visitor is undecided."),
  name: shortText.describe('Name of the service as people know it.'),
  recipient: shortText.describe('Legal name of the party that receives the information.'),
  information: z.array(shortText).min(1).describe('What is sent, one plain item each.'),
  ownPurpose: text.describe('What this site uses it for.'),
  recipientPurpose: text.nullable().describe("The recipient's own purpose; null while it is being confirmed."),
  collector: identifier.optional().describe('Entity that collects (P9-2). Default: the entity of the site.'),
  hosts: z.array(z.string().min(1).max(253)).optional().describe('Hosts that the tag talks to.'),
  cookies: z.array(cookieRow).optional().describe('Cookies by name or pattern; erased on withdrawal.'),
  storage: z.array(namePattern).optional().describe('localStorage and sessionStorage keys; erased on withdrawal.'),
  policyUrl: httpsUrl.optional(),
  optOutUrl: httpsUrl.optional().describe("The provider's own opt-out procedure."),
  choice: z.boolean().optional().describe('Offer a switch for this service alone. Default: false.'),
});

export type Service = z.infer<typeof service>;
