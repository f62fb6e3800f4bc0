import { z } from 'zod';
import { identifier, shortText, text } from './text.ts';
import { globalName } from './vendor-bridges.ts';

/**
 * How a purpose or a service is permitted. `always`: strictly necessary, no switch. `opt-in`: runs only after a yes.
 * `opt-out`: runs until a no. `notify`: runs and is told, without a switch (R1.7, 外部送信規律).
 */
export const mode = z.enum(['always', 'opt-in', 'opt-out', 'notify']);

/** The Consent Mode types of Google's tags, in the order in which it lists them. @see https://developers.google.com/tag-platform/security/guides/consent */
export const consentModeType = z.enum([
  'ad_storage',
  'ad_user_data',
  'ad_personalization',
  'analytics_storage',
  'functionality_storage',
  'personalization_storage',
  'security_storage',
]);

/** How Google's tags are told, beside the types that purposes grant. */
export const consentModeSettings = z.strictObject({
  layer: globalName
    .optional()
    .describe('Name of the global array that Google’s tags read, where the page has renamed it. Default: dataLayer.'),
  waitForUpdateMs: z
    .int()
    .min(0)
    .max(10_000)
    .optional()
    .describe('So long Google’s tags wait for the first update, in ms (wait_for_update). Default: 500.'),
  regions: z
    .array(
      z.strictObject({
        regions: z
          .array(z.string().regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/, 'an ISO 3166-2 code such as "JP" or "US-CA"'))
          .min(1)
          .max(250)
          .describe('ISO 3166-2 codes. Of two that fit a visitor, Google takes the more specific one.'),
        granted: z
          .array(consentModeType)
          .describe(
            'Types granted there until it is decided, all others denied. Only of purposes that run without a yes.',
          ),
      }),
    )
    .max(50, 'at most 50 regions')
    .optional()
    .describe('Defaults of regions. Everywhere else every type is denied by default.'),
  adsDataRedaction: z
    .literal(true)
    .optional()
    .describe('Ad clicks are reported without identifiers while ad_storage is denied.'),
  urlPassthrough: z.literal(true).optional().describe('Ad click identifiers pass from page to page in addresses.'),
  advanced: z
    .literal(true)
    .optional()
    .describe(
      'Google’s tags run ungated and send pings without cookies before a choice. Default: they wait at the gate.',
    ),
});

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

export type ConsentModeType = z.infer<typeof consentModeType>;
export type Mode = z.infer<typeof mode>;
export type Purpose = z.infer<typeof purpose>;
