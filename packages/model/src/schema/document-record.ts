import { z } from 'zod';
import { edition } from './edition.ts';
import { recordId } from './record.ts';
import { identifier, instant, languageTag } from './text.ts';

/** Who a member is to the operator: the member id of its own system. It is stored as a keyed hash only. */
export const memberReference = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/, 'a member id: 1 to 128 visible ASCII characters, no space');

/** How a change notice reached a member: on a page that the member was signed in to, or by mail. */
export const noticeChannel = z.enum(['site', 'mail']);

const MOST_MEMBERS = 10_000;

/** What the operator's system reports after it has given a change notice. Unknown fields are refused. */
export const noticesRequest = z.strictObject({
  edition: edition.shape.label.describe('Label of the edition that was announced.'),
  language: languageTag.describe('In which the notice was given.'),
  channel: noticeChannel,
  members: z
    .array(
      z.strictObject({
        member: memberReference,
        givenAt: instant.describe('When the page was shown or the mail was accepted for delivery.'),
        evidence: z
          .string()
          .min(1)
          .max(200)
          // A database may not take a zero, nor half of a character.
          .refine((value) => !/[\p{Cc}\p{Cs}]/u.test(value), 'one line of text')
          .describe('Where it can be looked up, e.g. a Message-ID or a log entry.'),
      }),
    )
    .min(1)
    .max(MOST_MEMBERS),
});

/** Which members stayed until an edition of the terms was in force: they are deemed to accept it. */
export const acceptancesRequest = z.strictObject({
  edition: edition.shape.label,
  members: z
    .array(memberReference)
    .min(1)
    .max(MOST_MEMBERS)
    .describe('Members who had not withdrawn when the edition took effect.'),
});

/** Which members have withdrawn from terms, so that no report can take them for members who stayed. */
export const withdrawalsRequest = z.strictObject({
  members: z
    .array(
      z.strictObject({
        member: memberReference,
        withdrawnAt: instant.describe('From when the member was none.'),
      }),
    )
    .min(1)
    .max(MOST_MEMBERS),
});

const shared = {
  v: z.literal(1),
  id: recordId,
  site: identifier,
  member: z.string().describe('Salted commitment to the member: erasing the salt erases the person, not the chain.'),
  sequence: z.int().min(1).describe('Place in the chain of this member on this site.'),
  document: identifier,
  edition: edition.shape.label,
  effectiveAt: instant.describe('From when the edition is in force.'),
  receivedAt: instant.describe('Server clock.'),
  config: z.string().describe('Stamp of the published config that the edition was read from.'),
  actingEntity: identifier,
  responsibleEntity: identifier,
  previous: z.string().nullable().describe('Hash of the entry before it in the chain, null for the first.'),
};

/** Proof that a member was given a change notice: which, in which words, when and how. */
export const noticeRecord = z.strictObject({
  ...shared,
  kind: z.literal('notice'),
  language: languageTag,
  wording: z.string().describe('SHA-256 (base64url) of the change notice as it was published when it was given.'),
  channel: noticeChannel,
  givenAt: instant,
  evidence: z.string().describe('Salted commitment to where it can be looked up, which is erased with the person.'),
});

/**
 * That a member is deemed to accept an edition of terms (R2.2): the notice was given in time and the member stayed. It holds
 * no purpose and no mail topic, so there is nothing else that it could permit.
 */
export const acceptanceRecord = z.strictObject({
  ...shared,
  kind: z.literal('acceptance'),
  basis: z.literal('deemed'),
  notice: z.string().describe('Hash of the notice on which it rests, an earlier entry of the same chain.'),
});

/** That a member has withdrawn: no notice that was given before it counts for an edition of after it. */
export const withdrawalRecord = z.strictObject({
  ...shared,
  kind: z.literal('withdrawal'),
  withdrawnAt: instant,
});

/** One immutable entry about a member and a document; `edition` of a withdrawal is the one in force when it was reported. */
export const documentRecord = z.discriminatedUnion('kind', [noticeRecord, acceptanceRecord, withdrawalRecord]);

export type NoticesRequest = z.infer<typeof noticesRequest>;
export type AcceptancesRequest = z.infer<typeof acceptancesRequest>;
export type WithdrawalsRequest = z.infer<typeof withdrawalsRequest>;
export type NoticeRecord = z.infer<typeof noticeRecord>;
export type AcceptanceRecord = z.infer<typeof acceptanceRecord>;
export type WithdrawalRecord = z.infer<typeof withdrawalRecord>;
export type DocumentRecord = z.infer<typeof documentRecord>;
