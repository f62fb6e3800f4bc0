import { z } from 'zod';
import { identifier, shortText, text } from './text.ts';

/**
 * How a purpose or a service is permitted. `always`: strictly necessary, no switch. `opt-in`: runs only after a yes.
 * `opt-out`: runs until a no. `notify`: runs and is told, without a switch (R1.7, 外部送信規律).
 */
export const mode = z.enum(['always', 'opt-in', 'opt-out', 'notify']);

/** The Consent Mode types of Google's tags. @see https://developers.google.com/tag-platform/security/guides/consent */
export const consentModeType = z.enum([
  'ad_storage',
  'ad_user_data',
  'ad_personalization',
  'analytics_storage',
  'functionality_storage',
  'personalization_storage',
  'security_storage',
]);

/** What a visitor permits. */
export const purpose = z.strictObject({
  id: identifier.describe('Stable name, used in markup (data-noren="statistics"), cookies and records.'),
  mode: mode.describe('How this site asks for it.'),
  gpc: z.boolean().optional().describe('Global Privacy Control denies it until the visitor decides otherwise.'),
  scope: z.enum(['site', 'group']).optional().describe('Whether a decision may travel to other sites. Default: site.'),
  requires: z.array(identifier).optional().describe('Purposes without which this one is denied.'),
  consentMode: z.array(consentModeType).optional().describe('Consent Mode types that this purpose grants.'),
  title: shortText.describe('What the visitor reads beside the switch.'),
  phrase: shortText.optional().describe('How the notice names it in its sentence. Default: the title.'),
  description: text.describe('What it is for, in plain words.'),
  refused: text.optional().describe('What stops when it is refused, shown where the choice is made.'),
});

export type Mode = z.infer<typeof mode>;
export type Purpose = z.infer<typeof purpose>;
