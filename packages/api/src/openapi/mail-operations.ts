import { createRoute, z } from '@hono/zod-openapi';
import {
  mailCheckRequest,
  mailHeadersRequest,
  mailHistory,
  mailListLinks,
  mailPreferences,
  mailPreferencesRequest,
  mailProof,
  mailReported,
  mailReportsRequest,
  mailVerdict,
} from './mail-schemas.ts';
import { json, refusals, site, text } from './operation-parts.ts';

const MAIL = ['mail'];
const member = [{ memberToken: [] }];
const serverKey = [{ serverKey: [] }];
const lines = (schema: z.ZodType, description: string) => ({
  description,
  content: { 'application/x-ndjson': { schema } },
});
const READ = [
  'member-required',
  'member-not-verified',
  'link-invalid',
  'link-expired',
  'link-of-another-site',
  'unknown-site',
  'members-off',
  'mail-off',
  'identity-provider-unreachable',
  'database-unavailable',
] as const;
const KEY = ['key-required', 'missing-scope', 'unknown-site', 'too-many-requests', 'database-unavailable'] as const;
const TOPIC = [
  ...KEY,
  'mail-off',
  'unknown-topic',
  'operator-only',
  'topic-of-another-company',
  'company-not-signed',
  'joint-use-narrower',
] as const;
const BODY = ['invalid-json', 'body-too-large', 'unsupported-media-type', 'invalid-body'] as const;
const token = z.object({ token: z.string().describe('Of the `List-Unsubscribe` header of a mail.') });
const confirmToken = z.object({ token: z.string().describe('Of a confirmation mail.') });

/** The operations about mail that members choose. */
export const MAIL_OPERATIONS = [
  createRoute({
    method: 'get',
    path: '/v1/sites/{site}/mail/preferences',
    operationId: 'getMailPreferences',
    tags: MAIL,
    summary: 'What a member has chosen to be sent',
    description:
      'With the token of the identity provider, or of the link of a mail. `ETag` is the version, for `If-Match`.',
    security: member,
    request: {
      params: z.object({ site }),
      query: z.object({ language: z.string().optional().describe('Default: the site’s first.') }),
    },
    responses: { 200: json(mailPreferences, 'Topics with their states.'), ...refusals(...READ) },
  }),
  createRoute({
    method: 'patch',
    path: '/v1/sites/{site}/mail/preferences',
    operationId: 'patchMailPreferences',
    tags: MAIL,
    summary: 'Change what a member is sent',
    description:
      'Of the version that `If-Match` names; where it was changed meanwhile, `preferences-changed` carries what is in force as `current`, and its `ETag`.',
    security: member,
    request: {
      params: z.object({ site }),
      headers: z.object({ 'if-match': z.string().describe('`ETag` of the answer that was shown.') }),
      body: { required: true, ...json(mailPreferencesRequest, 'At most 200 kB.') },
    },
    responses: {
      200: json(mailPreferences, 'What is in force now.'),
      ...refusals(
        ...READ,
        ...BODY,
        'sign-in-required',
        'too-late-to-undo',
        'confirmation-off',
        'address-required',
        'too-many-confirmations',
        'preferences-changed',
        'wording-not-archived',
        'if-match-required',
        'too-many-requests',
      ),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/sites/{site}/mail/preferences/history',
    operationId: 'getMailHistory',
    tags: MAIL,
    summary: 'What a member chose, and what became of it',
    security: member,
    request: {
      params: z.object({ site }),
      query: z.object({
        limit: z.int().min(1).max(100).default(20),
        cursor: z.string().optional().describe('`next` of the page before.'),
      }),
    },
    responses: { 200: json(mailHistory, 'On all sites, newest first.'), ...refusals('invalid-query', ...READ) },
  }),
  createRoute({
    method: 'post',
    path: '/v1/mail/unsubscribe/{token}',
    operationId: 'unsubscribe',
    tags: MAIL,
    summary: 'One click of a mail client (RFC 8058)',
    description:
      'No cookie, no sign-in, no redirect; the same answer however often it comes. The page of the `GET` posts here too (`act`).',
    request: {
      params: token,
      body: {
        required: true,
        content: {
          'application/x-www-form-urlencoded': {
            schema: z.object({ 'List-Unsubscribe': z.literal('One-Click') }),
          },
        },
      },
    },
    responses: {
      200: text('text/plain', 'It is off.'),
      ...refusals(
        'link-invalid',
        'unknown-site',
        'mail-off',
        'body-too-large',
        'unsupported-media-type',
        'invalid-body',
        'too-many-requests',
        'database-unavailable',
      ),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/mail/unsubscribe/{token}',
    operationId: 'getUnsubscribePage',
    tags: MAIL,
    summary: 'A page with a button that stops a topic',
    description: 'Changes nothing. In the language that the browser prefers, or `?language=`.',
    request: { params: token, query: z.object({ language: z.string().optional() }) },
    responses: {
      200: text('text/html', 'The page.'),
      400: text('text/html', 'The link is none of this installation.'),
      ...refusals('unknown-site', 'mail-off', 'database-unavailable'),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/mail/confirm/{token}',
    operationId: 'getConfirmPage',
    tags: MAIL,
    summary: 'A page with a button that confirms what was asked for',
    description: 'Of a confirmation mail. Changes nothing.',
    request: { params: confirmToken, query: z.object({ language: z.string().optional() }) },
    responses: {
      200: text('text/html', 'The page.'),
      400: text('text/html', 'The link is none of this installation.'),
      409: text('text/html', 'It was taken back, or a newer mail was sent.'),
      410: text('text/html', 'The link has expired.'),
      ...refusals('unknown-site', 'mail-off', 'database-unavailable'),
    },
  }),
  createRoute({
    method: 'post',
    path: '/v1/mail/confirm/{token}',
    operationId: 'confirmMail',
    tags: MAIL,
    summary: 'The button of that page',
    description: 'The same answer however often it comes. It also ends a suppression: a mail has arrived.',
    request: {
      params: confirmToken,
      body: {
        required: true,
        content: { 'application/x-www-form-urlencoded': { schema: z.object({ act: z.literal('confirm') }) } },
      },
    },
    responses: {
      200: text('text/html', 'It is on.'),
      409: text('text/html', 'It was taken back, or a newer mail was sent.'),
      410: text('text/html', 'The link has expired.'),
      ...refusals(
        'link-invalid',
        'unknown-site',
        'mail-off',
        'body-too-large',
        'unsupported-media-type',
        'invalid-body',
        'too-many-requests',
        'database-unavailable',
      ),
    },
  }),
  createRoute({
    method: 'post',
    path: '/v1/mail/check',
    operationId: 'checkMail',
    tags: MAIL,
    summary: 'Ask whether members may be sent a topic, and why',
    description: 'Scope `mail:send`. Right before a send; line by line, in the order of the request.',
    security: serverKey,
    request: { body: { required: true, ...json(mailCheckRequest, 'At most 10,000 members and 2 MB.') } },
    responses: { 200: lines(mailVerdict, 'One JSON object per line.'), ...refusals(...TOPIC, ...BODY) },
  }),
  createRoute({
    method: 'post',
    path: '/v1/mail/list-headers',
    operationId: 'makeListHeaders',
    tags: MAIL,
    summary: 'Header fields and links with which readers stop a mail',
    description: 'Scope `mail:send`. RFC 2369 and RFC 8058, line by line, in the order of the request.',
    security: serverKey,
    request: { body: { required: true, ...json(mailHeadersRequest, 'At most 10,000 members and 4 MB.') } },
    responses: { 200: lines(mailListLinks, 'One JSON object per line.'), ...refusals(...TOPIC, ...BODY) },
  }),
  createRoute({
    method: 'get',
    path: '/v1/mail/audience',
    operationId: 'getMailAudience',
    tags: MAIL,
    summary: 'Everybody who may be sent a topic now',
    description:
      'Scope `mail:audience`. A snapshot, noted in the audit log. The last line is `{"next"}`: an answer without it was cut off, and is asked for again with the same `cursor`.',
    security: serverKey,
    request: {
      query: z.object({
        topic: z.string(),
        site: z.string().optional().describe('Site that offers the topic. Default: the site of the key.'),
        channel: z.string().optional().describe('Default: email.'),
        limit: z.int().min(1).max(1_000_000).default(1_000_000),
        cursor: z.string().optional().describe('`next` of the page before.'),
      }),
    },
    responses: {
      200: lines(
        z.union([
          z.object({ member: z.string(), frequency: z.string().optional() }),
          z.object({ next: z.string().nullable() }),
        ]),
        'One JSON object per line.',
      ),
      ...refusals('invalid-query', ...TOPIC),
    },
  }),
  createRoute({
    method: 'post',
    path: '/v1/mail/reports',
    operationId: 'reportMail',
    tags: MAIL,
    summary: 'Tell of permanent bounces and complaints',
    description:
      'Scope `mail:send`, the operator’s. Nothing optional goes to that member by e-mail, until a confirmation.',
    security: serverKey,
    request: { body: { required: true, ...json(mailReportsRequest, 'At most 1000 reports and 1 MB.') } },
    responses: { 200: json(mailReported, 'What became of them.'), ...refusals(...KEY, ...BODY, 'operator-only') },
  }),
  createRoute({
    method: 'get',
    path: '/v1/mail/proof',
    operationId: 'getMailProof',
    tags: MAIL,
    summary: 'Everything that is kept about one member or one address',
    description: 'Scope `mail:proof`, the operator’s; noted in the audit log. One of the two headers.',
    security: serverKey,
    request: {
      headers: z.object({
        'noren-member': z.string().optional().describe("The operator's id of the member."),
        'noren-address': z.string().optional().describe('A mail address.'),
      }),
    },
    responses: { 200: json(mailProof, 'Entries and words.'), ...refusals('invalid-member', ...KEY, 'operator-only') },
  }),
  createRoute({
    method: 'get',
    path: '/v1/mail/wordings/{hash}',
    operationId: 'getMailWording',
    tags: MAIL,
    summary: 'The exact words that an entry about mail names',
    description: 'Its bytes have the SHA-256 by which it is asked for.',
    request: { params: z.object({ hash: z.string() }) },
    responses: {
      200: json(z.unknown(), 'Everything that was shown, in one language.'),
      304: { description: 'The caller has it.' },
      ...refusals('unknown-wording', 'database-unavailable'),
    },
  }),
];
