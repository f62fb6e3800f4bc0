import { z } from '@hono/zod-openapi';
import * as model from '@noren/model/schema';

const at = z.string().describe('ISO 8601, UTC.');
const record = z.string().describe('Id of the record that proves it.');
const site = z.string();
/** In which of the member's browsers. */
const place = { site, browser: z.int().describe('Counted from 1, in this answer alone.') };
const chained = { v: true, member: true, previous: true, config: true } as const;
const evidence = z.string().optional().describe('Where it can be looked up.');

/** A line of the export of all that is kept about one member. */
export const exportLine = z
  .union([
    z.object({
      kind: z.literal('member'),
      untrackedLinks: z.boolean().describe('Links in future mail must not recognise them.'),
      decisions: z
        .record(z.string(), z.object({ granted: z.boolean(), edition: z.string(), decidedAt: at }))
        .describe('By purpose, what they decided while they were signed in.'),
      departedAt: at.nullable(),
    }),
    z.object({ kind: z.literal('override'), site, purpose: z.string() }),
    z.object({ kind: z.literal('sign-in'), ...place, from: at, to: at }),
    z.object({ kind: z.literal('link'), ...place, linkedAt: at, endsAt: at, campaign: z.string(), record }),
    z.object({
      kind: z.literal('record'),
      ...place,
      signedIn: z.boolean().describe('False: made in their browser, by whoever used it.'),
      record: model.consentRecord.omit({ ...chained, subject: true }),
    }),
    z.object({
      kind: z.literal('document'),
      record: z.union([
        model.noticeRecord.omit({ ...chained, evidence: true }),
        model.acceptanceRecord.omit({ ...chained, notice: true }),
        model.withdrawalRecord.omit(chained),
      ]),
      evidence,
    }),
    z.object({
      kind: z.literal('mail'),
      suppressed: model.suppression.nullable().describe('Why nothing optional goes by e-mail.'),
      confirmedAt: at.nullable(),
      bouncedAt: at.nullable(),
      lastBouncedAt: at.nullable(),
      deliveredAt: at.nullable(),
      departedAt: at.nullable(),
      keptUntil: at.nullable().describe('Of who has left: when the entries are deleted.'),
    }),
    z.object({
      kind: z.literal('mail-preference'),
      site,
      topic: z.string(),
      channel: z.string(),
      state: z.string(),
      frequency: z.string().nullable(),
      changedAt: at,
    }),
    z.object({
      kind: z.literal('mail-confirmation'),
      address: z.string().nullable().describe('While the mail waits to be sent; afterwards it is not kept.'),
      askedAt: at,
      endsAt: at,
    }),
    z.object({ kind: z.literal('mail-event'), event: model.mailEvent.omit({ ...chained, batch: true }) }),
    z.object({ kind: z.literal('end'), lines: z.int().describe('Lines before this one.') }),
  ])
  .openapi('ExportLine');
