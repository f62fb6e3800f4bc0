import { z } from 'zod';
import { recordId } from './record.ts';
import { httpsUrl } from './text.ts';

/** A system that wants to be told. */
export const mailWebhookRequest = z.strictObject({ url: httpsUrl });

/** What is to be told once more: everything after an entry, or what was given up. */
export const mailReplayRequest = z
  .strictObject({
    after: recordId
      .optional()
      .describe('`webhook-id` of one from before what is missing: ids are in the order of what was chosen.'),
    dead: z.literal(true).optional().describe('All that was given up.'),
  })
  .refine(({ after, dead }) => (after === undefined) !== (dead === undefined), 'either after or dead');
