import { z } from '@hono/zod-openapi';
import * as model from '@noren/model/schema';
import { named } from './schemas.ts';

export const mailPreferencesRequest = named('MailPreferencesRequest', model.mailPreferencesRequest);
export const mailCheckRequest = named('MailCheckRequest', model.mailCheckRequest);
export const mailHeadersRequest = named('MailHeadersRequest', model.mailHeadersRequest);
export const mailReportsRequest = named('MailReportsRequest', model.mailReportsRequest);
export const mailImportRequest = named('MailImportRequest', model.mailImportRequest);
export const mailEvent = named('MailEvent', model.mailEvent);

export const mailPreferences = z
  .object({
    language: z.string(),
    wording: z.string().describe('Hash of all that is shown; to be sent back with a change.'),
    signedIn: z.boolean().describe('False: by the link of a mail.'),
    sender: z.object({ name: z.string(), address: z.string() }),
    topics: z.array(
      z.object({
        id: z.string(),
        class: model.mailClass,
        company: z.string(),
        title: z.string(),
        description: z.string(),
        reason: z.string().optional().describe('Of a service notice: why it always comes.'),
        lastIssueUrl: z.string().optional(),
        frequencies: z.array(z.object({ id: z.string(), title: z.string() })).optional(),
        channels: z.array(
          z.object({
            channel: model.mailChannel,
            state: z.enum([...model.mailState.options, 'always']),
            reason: model.suppression.optional(),
            under: z.enum(['off', 'pending', 'on']).optional().describe('Of a suppressed one: what lies under it.'),
            frequency: z.string().optional(),
            changedAt: z.string().optional(),
          }),
        ),
      }),
    ),
    suppressed: model.suppression.nullable().describe('Why nothing optional goes by e-mail.'),
    untrackedLinks: z.boolean(),
    batch: z.string().nullable().optional().describe('Of a change: what `undo` names; null where nothing changed.'),
  })
  .openapi('MailPreferences');

export const mailHistory = z
  .object({
    events: z.array(mailEvent.extend({ hash: z.string() })).describe('Newest first.'),
    next: z.string().nullable().describe('`cursor` of the next page.'),
  })
  .openapi('MailHistory');

export const mailVerdict = z
  .object({
    member: z.string(),
    send: z.boolean(),
    reason: z.enum([
      'service',
      'on',
      'off',
      'never-chosen',
      'pending',
      'bounce',
      'complaint',
      'withdrawal',
      'channel-not-offered',
    ]),
    frequency: z.string().optional(),
  })
  .openapi('MailVerdict');

export const mailListLinks = z
  .object({
    member: z.string(),
    headers: z.record(z.string(), z.string()).describe('Header fields, as they stand in the mail.'),
    unsubscribeUrl: z.string(),
    preferencesUrls: z.record(z.string(), z.string()).describe('Language → address.'),
    preferencesUntil: z.string(),
  })
  .openapi('MailListLinks');

export const mailReported = z
  .object({
    suppressed: z.int(),
    repeated: z.int(),
    delivered: z.int(),
    refused: z.array(z.object({ index: z.int(), code: z.enum(['unknown', 'in-the-future', 'outdated']) })),
  })
  .openapi('MailReported');

export const mailImported = z
  .object({
    imported: z.int(),
    repeated: z.int().describe('Kept before, by the same id.'),
    refused: z.array(
      z.object({
        index: z.int(),
        code: z.enum([
          'chosen',
          'stopped-since',
          'suppressed',
          'departed',
          'id-of-another',
          'unknown-topic',
          'always-sent',
          'channel-not-offered',
          'unknown-frequency',
          'unknown-proof',
          'in-the-future',
        ]),
      }),
    ),
  })
  .openapi('MailImported');

export const mailProof = z
  .object({
    members: z.array(
      z.object({
        member: z.string().describe('The operator’s id of the member.'),
        suppressed: z.string().nullable(),
        departedAt: z.string().nullable(),
        keptUntil: z.string().nullable(),
        preferences: z
          .array(
            z.object({
              site: z.string(),
              topic: z.string(),
              channel: model.mailChannel,
              state: model.mailState,
              under: model.mailState.optional(),
              reason: model.suppression.optional(),
              frequency: z.string().optional(),
              batch: z.string().describe('Of the entries that made it so.'),
              changedAt: z.string(),
            }),
          )
          .describe('What is in force; nothing of who has left.'),
        events: z.array(mailEvent.extend({ hash: z.string() })).describe('Oldest first.'),
      }),
    ),
    wordings: z.record(z.string(), z.unknown()).describe('Hash → all that was shown.'),
  })
  .openapi('MailProof');

export const mailWebhookRequest = named('MailWebhookRequest', model.mailWebhookRequest);
export const mailReplayRequest = named('MailReplayRequest', model.mailReplayRequest);

const webhook = z.object({ id: z.string(), url: z.string() });
const secret = z.string().describe('`whsec_…`, told this once.');

export const mailWebhookMade = webhook.extend({ secret }).openapi('MailWebhookMade');
export const mailWebhookSecret = z
  .object({ id: z.string(), secret, previousUntil: z.string().describe('Until when the one before it signs too.') })
  .openapi('MailWebhookSecret');
export const mailWebhooks = z
  .object({
    webhooks: z.array(
      webhook.extend({
        createdAt: z.string(),
        waiting: z.int().describe('Entries that it has still to be told of.'),
        dead: z.int().describe('Entries that were given up.'),
      }),
    ),
  })
  .openapi('MailWebhooks');
export const mailDeadLetters = z
  .object({
    dead: z.array(
      z.object({ id: z.string(), attempts: z.int(), failure: z.string().nullable(), queuedAt: z.string() }),
    ),
  })
  .openapi('MailDeadLetters');
