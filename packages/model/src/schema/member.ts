import { z } from 'zod';
import { memberReference } from './document-record.ts';
import { identifier } from './text.ts';

/** Whether links in future mail may recognise a member at all (R4.5). */
export const mailLinksRequest = z.strictObject({
  untracked: z.boolean().describe('true: every link in future mail is the plain address.'),
});

/** Purposes that the operator switches off for single members on one site (R1.3). It replaces what was said before. */
export const overridesRequest = z.strictObject({
  members: z
    .array(
      z.strictObject({
        member: memberReference,
        off: z.array(identifier).max(200).describe('Purposes that are off. Empty: nothing is.'),
      }),
    )
    .min(1)
    .max(1000),
});

/** Members who have left the operator, or are to be erased. */
export const departuresRequest = z.strictObject({ members: z.array(memberReference).min(1).max(1000) });

/** Members whose clocks are asked for (R8.2). */
export const clocksRequest = z.strictObject({ members: z.array(memberReference).min(1).max(1000) });

export type OverridesRequest = z.infer<typeof overridesRequest>;
