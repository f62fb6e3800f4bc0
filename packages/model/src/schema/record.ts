import { z } from 'zod';
import { imported } from './take-over.ts';
import { identifier, instant, languageTag } from './text.ts';

/** Why a purpose is as it is: the visitor said so, terms took effect, it was brought over, or a browser signal. */
export const basis = z.enum(['explicit', 'deemed', 'imported', 'signal']);

/**
 * The control or call that made the choice. `recovered`: the page was closed before its proof was written, so the
 * browser made the record again from the cookie; which control it was is not known.
 */
export const control = z.enum([
  'accept-all',
  'reject-all',
  'save',
  'withdraw',
  'signal',
  'page',
  'import',
  'recovered',
]);

/**
 * Where the choice was made: the notice, the preferences, the question of a personalised link, the page's own code, or
 * nowhere (a signal, an import).
 */
export const surface = z.enum(['notice', 'preferences', 'personal-url', 'page', 'none']);

const booleans = z.record(identifier, z.boolean()).refine((value) => Object.keys(value).length <= 200, 'at most 200');

/** UUID version 7: the record id, made by the browser, and the idempotency key of the write. */
export const recordId = z.uuidv7('a UUID version 7');

/** What a browser sends when a visitor has chosen. Unknown fields are refused. */
export const recordRequest = z.strictObject({
  v: z.literal(1),
  id: recordId,
  decidedAt: instant.describe("The visitor's clock at the choice."),
  sentAt: instant.describe("The visitor's clock when sending; only the difference to decidedAt is used."),
  edition: z.string().max(20).describe('Label of the edition that was shown.'),
  wording: z
    .string()
    .regex(/^[A-Za-z0-9_-]{12}([A-Za-z0-9_-]{31})?$/)
    .describe(
      'SHA-256 (base64url) of the wording that was shown, or its first 12 characters: the record names all of it.',
    ),
  language: languageTag,
  offered: z.strictObject({
    purposes: z.array(identifier).max(200),
    services: z.array(identifier).max(1000),
  }),
  chosen: z.strictObject({ purposes: booleans, services: booleans }),
  control,
  surface,
  basis: z.enum(['explicit', 'imported', 'signal']).describe('A browser never reports deemed acceptance.'),
  gpc: z.boolean().describe('Global Privacy Control as the browser sent it.'),
  imported: z
    .array(imported)
    .min(1)
    .max(5)
    .optional()
    .describe('With basis `imported`: the tool in which it was decided, and what it had kept of that.'),
});

/** One immutable entry of the record: a choice with its proof (R10.1). */
export const consentRecord = z.strictObject({
  v: z.literal(1),
  id: recordId,
  site: identifier,
  subject: z.string().describe('Salted commitment to the subject: erasing the salt erases the person, not the chain.'),
  member: z
    .string()
    .optional()
    .describe(
      'Where a member was signed in: a salted commitment to the member, another one for each subject. Erasing a salt erases whose it was, not the chain.',
    ),
  sequence: z.int().min(1).describe('Place in the chain of this subject on this site.'),
  decidedAt: instant,
  receivedAt: instant.describe('Server clock.'),
  effectiveAt: instant.describe('receivedAt − max(0, sentAt − decidedAt).'),
  edition: z.string(),
  wording: z.string().describe('SHA-256 (base64url) of the wording that was shown.'),
  config: z.string().describe('Stamp of the published config in force.'),
  language: languageTag,
  offered: recordRequest.shape.offered,
  chosen: recordRequest.shape.chosen,
  modes: z.record(identifier, z.enum(['always', 'opt-in', 'opt-out', 'notify'])).describe('Mode of each purpose then.'),
  control,
  surface,
  basis,
  gpc: z.boolean(),
  imported: recordRequest.shape.imported,
  actingEntity: identifier,
  responsibleEntity: identifier,
  previous: z.string().nullable().describe('Hash of the previous record of the chain, null for the first.'),
});

export type Basis = z.infer<typeof basis>;
export type Control = z.infer<typeof control>;
export type Surface = z.infer<typeof surface>;
export type RecordRequest = z.infer<typeof recordRequest>;
export type ConsentRecord = z.infer<typeof consentRecord>;
