import { z } from 'zod';
import { TCF_PURPOSES, USNAT_PURPOSES } from '../bridge-purposes.ts';
import { identifier } from './text.ts';
import { ofService } from './vendor-bridges.ts';

const cmpId = z
  .int()
  .min(2)
  .max(4095)
  .optional()
  .describe(
    'Assigned by the IAB to a registered CMP. Without it the API says that it is in error, and tells no choice.',
  );

/** Purposes of the TCF, 1 to 11. */
const tcfPurposes = z.strictObject(
  Object.fromEntries(
    Object.entries(TCF_PURPOSES).map(([id, fallback]) => [
      id,
      identifier.optional().describe(`Purpose whose yes it is. Default: ${fallback}.`),
    ]),
  ) as Record<keyof typeof TCF_PURPOSES, z.ZodOptional<typeof identifier>>,
);

/** IAB Europe's Transparency and Consent Framework 2.3. */
export const tcfBridge = z.strictObject({
  cmpId,
  cmpVersion: z.int().min(1).max(4095).optional().describe('Of the registered CMP. Default: 1.'),
  vendorListVersion: z
    .int()
    .min(1)
    .max(4095)
    .optional()
    .describe('Version of the Global Vendor List that the site shows. Needed with cmpId.'),
  gdprApplies: z
    .boolean()
    .optional()
    .describe(
      'Whether the GDPR applies to visitors of this site. Default: what the page has told the stub; else nobody knows.',
    ),
  publisherCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'two letters, such as "JP"')
    .optional()
    .describe('Country of the publisher. Default: AA, unknown.'),
  purposes: tcfPurposes.optional().describe('Purpose of the TCF → purpose of the site.'),
  vendors: z
    .array(z.strictObject({ id: z.int().min(1).max(65_535), purpose: identifier, service: ofService }))
    .max(2000, 'at most 2000 vendors')
    .optional()
    .describe('Vendors of the Global Vendor List that the site discloses, and whose yes each needs. Default: none.'),
});

/** IAB Tech Lab's Global Privacy Platform 1.1. */
export const gppBridge = z.strictObject({
  cmpId,
  usnat: z
    .strictObject({
      purposes: z
        .strictObject({
          sale: identifier
            .optional()
            .describe(`Purpose without which nothing is sold. Default: ${USNAT_PURPOSES.sale}.`),
          sharing: identifier.optional().describe(`… nothing is shared. Default: ${USNAT_PURPOSES.sharing}.`),
          targetedAdvertising: identifier
            .optional()
            .describe(`… no advertising is targeted. Default: ${USNAT_PURPOSES.targetedAdvertising}.`),
        })
        .optional(),
    })
    .optional()
    .describe('The section of the United States. Default: no section.'),
});

export type TcfBridge = z.infer<typeof tcfBridge>;
export type GppBridge = z.infer<typeof gppBridge>;
