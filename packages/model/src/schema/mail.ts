import { z } from 'zod';
import { JOINT_TOPICS } from './document.ts';
import { memberReference } from './document-record.ts';
import { mailClass } from './personal-url.ts';
import { httpsAddress, identifier, instant, linkAddress, shortText, text } from './text.ts';

/** By which way a company reaches a member (R5.1). SMS counts as e-mail before the law, a messenger does not. */
export const mailChannel = z.enum(['email', 'postal', 'phone', 'sms', 'social']);

/** What is in force for a member, a topic and a channel. Where nothing was ever chosen it is `off`. */
export const mailState = z.enum(['off', 'pending', 'on', 'suppressed']);

/** Why nothing optional is sent, whatever was chosen. */
export const suppression = z.enum(['bounce', 'complaint', 'withdrawal']);

/** A mail address as it stands in a header: ASCII, without a display name, a comment or quotes. */
export const mailAddress = z
  .string()
  .max(254)
  .regex(
    /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/,
    'a mail address such as "news@example.co.jp"',
  );

/** How often a topic comes, where a member may choose. */
const mailFrequency = z.strictObject({ id: identifier, title: shortText });

/** One thing that a member can be sent, or not. */
const mailTopic = z.strictObject({
  id: identifier,
  class: mailClass.describe('`service`: always sent, with no switch, and by the operator alone.'),
  entity: identifier.optional().describe('Company whose topic it is, and which sends it. Default: the site’s own.'),
  title: shortText,
  description: text.describe('What it brings, and how often.'),
  about: z
    .array(z.enum(JOINT_TOPICS))
    .min(1)
    .optional()
    .describe('What a group company informs about: needed where the topic is not the operator’s own.'),
  channels: z.array(mailChannel).min(1).optional().describe('Each has a switch of its own. Default: email.'),
  frequencies: z
    .array(mailFrequency)
    .min(2)
    .max(10)
    .optional()
    .describe('Of which one is chosen; the first is the default.'),
  lastIssueUrl: linkAddress.optional().describe('Where the newest issue can be read.'),
  reason: text.optional().describe('Of a service notice: why it always comes.'),
  confirm: z
    .boolean()
    .optional()
    .describe('Ask for a confirmation by mail of everybody, of members with a verified address too. Default: false.'),
});

const DAYS = (most: number) => z.int().min(1).max(most);

/** Who sends, as every mail must say (特定電子メール法 4条). */
const mailSender = z.strictObject({
  name: shortText,
  address: shortText.describe('Postal address.'),
  contact: httpsAddress.describe('Page that takes complaints and questions.'),
  from: mailAddress.describe('`From` of confirmation mails.'),
  unsubscribe: mailAddress.optional().describe('Mailbox that takes unsubscribe mails, for `List-Unsubscribe`.'),
});

/** What a site's members can choose to be sent. */
export const mail = z.strictObject({
  sender: mailSender,
  topics: z.array(mailTopic).min(1).max(200, 'at most 200 topics'),
  preferencesUrl: httpsAddress.optional().describe('Page where members choose; links in mail lead there.'),
  confirmWithinDays: DAYS(30).optional().describe('How long a confirmation mail can be answered. Default 7.'),
  pageLinkDays: DAYS(400).optional().describe('How long a link in a mail opens the preferences. Default 30.'),
  proofDays: DAYS(3660)
    .min(31)
    .optional()
    .describe('How long the proof about a member who has left is kept. At least 31 days, default 1095.'),
});

export type MailChannel = z.infer<typeof mailChannel>;
export type MailState = z.infer<typeof mailState>;
export type Suppression = z.infer<typeof suppression>;
export type MailTopic = z.infer<typeof mailTopic>;
export type Mail = z.infer<typeof mail>;

const MOST_CHANGES = 1000;
const wordingHash = z.string().regex(/^[\w-]{43}$/, 'the "wording" of the answer that was shown');

/** One switch that a member moves. */
const mailChange = z.strictObject({
  topic: identifier,
  channel: mailChannel.optional().describe('Default: email.'),
  on: z.boolean(),
  frequency: identifier.optional().describe('Of a topic that offers some; default: as it was, or the first.'),
});

/** What a member saves. At least one of the four. Unknown fields are refused. */
export const mailPreferencesRequest = z
  .strictObject({
    wording: wordingHash.describe('Hash of what was shown, as `GET` answered it.'),
    changes: z.array(mailChange).min(1).max(MOST_CHANGES).optional(),
    stopAll: z.literal(true).optional().describe('Switches off every topic that can be switched off.'),
    undo: z.string().uuid().optional().describe('`batch` of an earlier answer, of the last thirty minutes.'),
    untrackedLinks: z.boolean().optional().describe('Whether links in future mail must not recognise this member.'),
  })
  .refine(
    ({ changes, stopAll, undo, untrackedLinks }) =>
      changes !== undefined || stopAll || undo !== undefined || untrackedLinks !== undefined,
    'something to change: changes, stopAll, undo or untrackedLinks',
  )
  .refine(
    ({ changes, stopAll, undo }) => [changes, stopAll, undo].filter((one) => one !== undefined).length <= 1,
    'one of changes, stopAll and undo',
  );

const MOST_MEMBERS = 10_000;
const about = {
  site: identifier.optional().describe('Site that offers the topic. Default: the site of the key.'),
  topic: identifier,
};

/** What the sending system asks right before a send. */
export const mailCheckRequest = z.strictObject({
  ...about,
  channel: mailChannel.optional().describe('Default: email.'),
  members: z.array(memberReference).min(1).max(MOST_MEMBERS),
});

/** For whom header fields and links are made. */
export const mailHeadersRequest = z.strictObject({
  ...about,
  members: z
    .array(
      z.strictObject({
        member: memberReference,
        address: mailAddress
          .optional()
          .describe('Where the mail goes: travels, sealed, in the link to the preferences alone.'),
      }),
    )
    .min(1)
    .max(MOST_MEMBERS),
});

/** What became of a mail after a send. */
const mailReport = z
  .strictObject({
    member: memberReference.optional(),
    address: mailAddress.optional(),
    kind: z
      .enum(['bounce', 'complaint', 'delivery'])
      .describe(
        'A permanent bounce (RFC 3463 class 5); a feedback report; a mail that a mail server has taken (class 2).',
      ),
    at: instant,
    evidence: z
      .string()
      .regex(/^[\x20-\x7e]{1,200}$/, 'one line of ASCII, at most 200')
      .describe('e.g. a Message-ID or a status code, never an address.'),
  })
  .refine(({ member, address }) => (member === undefined) !== (address === undefined), 'a member or an address');

/** Bounces, complaints and deliveries. */
export const mailReportsRequest = z.strictObject({ reports: z.array(mailReport).min(1).max(1000) });

export type MailPreferencesRequest = z.infer<typeof mailPreferencesRequest>;
export type MailCheckRequest = z.infer<typeof mailCheckRequest>;
export type MailHeadersRequest = z.infer<typeof mailHeadersRequest>;
export type MailReportsRequest = z.infer<typeof mailReportsRequest>;
