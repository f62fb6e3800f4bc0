import { z } from 'zod';
import { edition } from './edition.ts';
import { date, identifier, linkAddress, shortText, text } from './text.ts';

/**
 * The sections that a handling notice has (JIS Q 15001, P1–P10): who acquires, what for, which data, joint use, provision
 * to others, processors, that giving is voluntary, security, acquisition not easily noticed, contact.
 */
export const HANDLING_SECTIONS = [
  'acquirer',
  'purposes',
  'items',
  'joint-use',
  'provision',
  'processors',
  'voluntary',
  'security',
  'unnoticed',
  'contact',
] as const;

/** What a document is. A change or end of service and a suspension are announcements of their own kind (R2.3). */
export const documentKind = z.enum(['terms', 'special-terms', 'service-change', 'service-end', 'suspension']);

/** A document beside the handling notice, whose editions are those of the config itself. */
export const document = z.strictObject({
  id: identifier,
  kind: documentKind,
  title: shortText,
  overrides: identifier.optional().describe('Of special terms: the document that they override.'),
  emergency: z.boolean().optional().describe('Announced without notice in advance. Default: false.'),
  withdrawUrl: linkAddress.optional().describe('Where somebody who does not agree withdraws.'),
  editions: z.array(edition).min(1).max(1000, 'at most 1000 editions'),
});

/** What joint use may be for (R7.3). Nothing else can be said, and it is said in the words that Noren ships. */
export const JOINT_PURPOSES = ['inquiries', 'proposals', 'information'] as const;

/** What a company of the group may propose and inform about (R7.1). */
export const JOINT_TOPICS = ['products', 'services', 'solutions', 'events', 'seminars'] as const;

/** By which channels it does. */
export const JOINT_CHANNELS = ['notice-mail', 'newsletter', 'post', 'telephone', 'sms', 'social'] as const;

/** A purpose of joint use, as wide as it is or narrower. */
export const jointPurpose = z.strictObject({
  id: z.enum(JOINT_PURPOSES),
  about: z
    .array(z.enum(JOINT_TOPICS))
    .min(1)
    .optional()
    .describe('What it is about. Default: of inquiries, anything; else all that is listed here.'),
  by: z.array(z.enum(JOINT_CHANNELS)).min(1).optional().describe('By which channels alone. Default: not said.'),
});

/** One company of the joint use; it is part of it from the day it signed. */
export const jointUser = z.strictObject({
  entity: identifier,
  signedAt: date,
  responsible: shortText.describe('Title of the person responsible, e.g. "個人情報保護管理者".'),
  address: shortText,
  representative: shortText.describe('Title and name of who represents the company.'),
});

/** Joint use (共同利用), as APPI 27(5)(iii) wants it told: items, users, purposes and the party responsible. */
export const jointUse = z.strictObject({
  items: z.array(shortText).min(1),
  purposes: z.array(jointPurpose).min(1),
  users: z.array(jointUser).min(1).max(1000, 'at most 1000 companies'),
});

/** A programme of the industry that opts out of many providers at once. */
export const industryOptOut = z.strictObject({
  provider: identifier.optional().describe('Id in the catalogue: what is left out here is taken from there.'),
  name: shortText,
  operator: shortText,
  url: linkAddress,
  covers: text.describe('What it stops, for whom, and what it does not.'),
});

export type HandlingSection = (typeof HANDLING_SECTIONS)[number];
export type Document = z.infer<typeof document>;
export type JointPurpose = z.infer<typeof jointPurpose>;
export type JointUse = z.infer<typeof jointUse>;
export type IndustryOptOut = z.infer<typeof industryOptOut>;
