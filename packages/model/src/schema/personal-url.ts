import { z } from 'zod';
import { memberReference } from './document-record.ts';
import { recordId } from './record.ts';
import { identifier, shortText, text } from './text.ts';

/** What a mail is. A service notice (サービス通知) always comes, so nothing in it may recognise its reader (R4.1). */
export const mailClass = z.enum(['notice', 'newsletter', 'service']);

/** Where a link carries its token. A fragment reaches no server, no log and no `Referer`; a query string does. */
export const tokenCarrier = z.enum(['fragment', 'query']);

/** Names of query parameters as mailers and vendors use them, e.g. `mkt_tok`. */
export const heldParameter = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,40}$/, 'the name of a query parameter, e.g. "mkt_tok"')
  .refine((name) => name !== 'noren-link', 'another name: Noren’s own is held back anyway');

const DAYS = z.int().min(1).max(400);

/** Personalised links in mail (個別 URL, R4): what they ask for, and what a visitor is told before they decide. */
export const personalUrls = z.strictObject({
  identification: identifier
    .optional()
    .describe('Purpose that lets a link say whose mail it was. Default: identification.'),
  linking: identifier
    .optional()
    .describe('Purpose that lets this visit be joined to the member. Default: linking. Must require the other one.'),
  opens: identifier.optional().describe('Purpose that lets mail carry an open beacon. Default: none does.'),
  joined: z
    .array(shortText)
    .min(1)
    .max(30)
    .describe('What linking joins, item by item: of the member, and of the visit.'),
  keptFor: text.describe('For how long what is joined stays joined, in plain words.'),
  expiresInDays: DAYS.optional().describe('How long a link can recognise somebody. Default 30.'),
  askAgainDays: z
    .int()
    .min(0)
    .max(400)
    .optional()
    .describe('After a refusal, for how long no mail asks again. Default 180.'),
  hold: z
    .array(heldParameter)
    .max(20)
    .optional()
    .describe('Other vendors’ parameters that are held back until `identification` is granted, e.g. mkt_tok.'),
});

/** A campaign of the operator: under this name its links are counted, and can be ended. */
export const campaign = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'letters, digits, dots, hyphens and underscores, at most 64');

/** Links in one batch. */
export const MOST_LINKS = 10_000;
const landing = z.string().max(2000);

/** What the sending system asks for before a send. Unknown fields are refused. */
export const personalUrlsRequest = z.strictObject({
  campaign,
  class: mailClass.describe('`service` is refused: service notices carry no personalised links.'),
  url: landing.optional().describe('Where the links lead, for those that name no address of their own.'),
  carrier: tokenCarrier.optional().describe('Default: fragment.'),
  expiresInDays: DAYS.optional().describe('Default: as the config says.'),
  links: z
    .array(
      z.strictObject({
        member: memberReference,
        url: landing.optional().describe('On one of the origins of the site.'),
      }),
    )
    .min(1)
    .max(MOST_LINKS),
});

/** What a browser sends once its visitor has agreed. */
export const redeemRequest = z.strictObject({
  token: z.string().min(1).max(4096).describe('As the link carried it.'),
  record: recordId.describe('The record that proves `identification`.'),
  replace: z
    .boolean()
    .optional()
    .describe('The visitor has confirmed that this browser is to be linked to another member than before.'),
});

export type MailClass = z.infer<typeof mailClass>;
export type TokenCarrier = z.infer<typeof tokenCarrier>;
export type PersonalUrls = z.infer<typeof personalUrls>;
export type PersonalUrlsRequest = z.infer<typeof personalUrlsRequest>;
export type RedeemRequest = z.infer<typeof redeemRequest>;
