import { z } from 'zod';
import { mailChannel, mailState, suppression } from './mail.ts';
import { recordId } from './record.ts';
import { identifier, instant, languageTag } from './text.ts';

/** What happened: see `applyMailEvent`. `links` switches links that recognise the reader on or off (R4.5). */
const mailEventKind = z.enum(['on', 'request', 'off', 'confirm', 'suppress', 'lift', 'undo', 'links']);

/**
 * By which control. `report`: the sending system told of a bounce or a complaint; `departure`: the member has left; `import`: chosen
 * before Noren, as the operator can show.
 */
const mailSource = z.enum([
  'preferences',
  'one-click',
  'unsubscribe-page',
  'confirmation-page',
  'report',
  'departure',
  'import',
]);

/** Who acted: a signed-in member, whoever has a mail that went to the member, or a system of the operator. */
const mailActor = z.enum(['member', 'mail-holder', 'system']);

/** One immutable entry about a member and a topic: what was chosen, or what became of it, with its proof (R10.1). */
export const mailEvent = z.strictObject({
  v: z.literal(1),
  id: recordId.describe('Also the id of its webhook.'),
  batch: z.uuid().describe('The same for what was saved together; of an import the id that the operator gave it.'),
  site: identifier,
  member: z.string().describe('Salted commitment to the member.'),
  sequence: z.int().min(1).describe('Place among all entries of this member, on all sites.'),
  kind: mailEventKind,
  topic: identifier.nullable().describe('null: of the whole channel, or of all mail.'),
  channel: mailChannel.nullable(),
  before: mailState,
  state: mailState.describe('What is in force from now on.'),
  under: mailState.optional().describe('What lies under a suppression.'),
  frequency: identifier.optional(),
  reason: suppression.optional(),
  untrackedLinks: z.boolean().optional(),
  receivedAt: instant.describe('Server clock.'),
  reportedAt: instant.optional().describe('Of a report or an import: when it happened, as the operator says.'),
  evidence: z.string().optional().describe('Of a report: where it can be looked up; of an import: where it was said.'),
  basis: z.literal('imported').optional().describe('Of an import; else it was chosen here.'),
  source: mailSource,
  actor: mailActor,
  mailOf: identifier
    .optional()
    .describe('Of what was done by the link of a mail: company that the link was made for (R7.4).'),
  wording: z.string().nullable().describe('SHA-256 (base64url) of all that was shown; null where nothing was.'),
  language: languageTag.nullable(),
  edition: z.string().describe('Label of the edition in force.'),
  config: z.string().describe('Stamp of the published config.'),
  topicEntity: identifier.nullable().describe('Company whose topic it is.'),
  actingEntity: identifier.describe('Company whose site or system took it.'),
  responsibleEntity: identifier,
  previous: z.string().nullable().describe('Hash of the entry before it, null for the first.'),
});

export type MailEventKind = z.infer<typeof mailEventKind>;
export type MailSource = z.infer<typeof mailSource>;
export type MailActor = z.infer<typeof mailActor>;
export type MailEventRecord = z.infer<typeof mailEvent>;
