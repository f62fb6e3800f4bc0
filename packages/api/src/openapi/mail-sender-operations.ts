import { createRoute, z } from '@hono/zod-openapi';
import {
  mailCheckRequest,
  mailHeadersRequest,
  mailImported,
  mailImportRequest,
  mailListLinks,
  mailProof,
  mailReported,
  mailReportsRequest,
  mailVerdict,
} from './mail-schemas.ts';
import {
  BODY_REFUSALS,
  json,
  KEY_REFUSALS as KEY,
  lines,
  refusals,
  SERVER_KEY as security,
} from './operation-parts.ts';

const tags = ['mail'];
const TOPIC = [
  ...KEY,
  'mail-off',
  'unknown-topic',
  'operator-only',
  'topic-of-another-company',
  'company-not-signed',
  'joint-use-narrower',
] as const;

/** The operations of systems that send: who may be mailed, and what is kept of it. */
export const MAIL_SENDER_OPERATIONS = [
  createRoute({
    method: 'post',
    path: '/v1/mail/check',
    operationId: 'checkMail',
    tags,
    summary: 'Ask whether members may be sent a topic, and why',
    description: 'Scope `mail:send`. Right before a send; line by line, in the order of the request.',
    security,
    request: { body: { required: true, ...json(mailCheckRequest, 'At most 10,000 members and 2 MB.') } },
    responses: { 200: lines(mailVerdict, 'One JSON object per line.'), ...refusals(...TOPIC, ...BODY_REFUSALS) },
  }),
  createRoute({
    method: 'post',
    path: '/v1/mail/list-headers',
    operationId: 'makeListHeaders',
    tags,
    summary: 'Header fields and links with which readers stop a mail',
    description: 'Scope `mail:send`. RFC 2369 and RFC 8058, line by line, in the order of the request.',
    security,
    request: { body: { required: true, ...json(mailHeadersRequest, 'At most 10,000 members and 4 MB.') } },
    responses: { 200: lines(mailListLinks, 'One JSON object per line.'), ...refusals(...TOPIC, ...BODY_REFUSALS) },
  }),
  createRoute({
    method: 'get',
    path: '/v1/mail/audience',
    operationId: 'getMailAudience',
    tags,
    summary: 'Everybody who may be sent a topic now',
    description:
      'Scope `mail:audience`. A snapshot, noted in the audit log. The last line is `{"next"}`: an answer without it was cut off, and is asked for again with the same `cursor`.',
    security,
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
    tags,
    summary: 'Tell of permanent bounces and complaints, and of mail that arrived',
    description:
      'Scope `mail:send`, the operator’s. After a bounce or a complaint nothing optional goes to that member by e-mail, until a confirmation. A delivery changes no choice: it ends the time for which mail came back.',
    security,
    request: { body: { required: true, ...json(mailReportsRequest, 'At most 1000 reports and 1 MB.') } },
    responses: {
      200: json(mailReported, 'What became of them.'),
      ...refusals(...KEY, ...BODY_REFUSALS, 'operator-only'),
    },
  }),
  createRoute({
    method: 'post',
    path: '/v1/mail/imports',
    operationId: 'importMail',
    tags,
    summary: 'Bring what members chose before, with its proof',
    description:
      'Scope `mail:import`, the operator’s; noted in the audit log. It fills in what nobody has chosen here and never widens a choice. Safe to be sent again: a choice is kept once by its `id`.',
    security,
    request: { body: { required: true, ...json(mailImportRequest, 'At most 1000 choices, 50 proofs and 5 MB.') } },
    responses: {
      200: json(mailImported, 'What became of them.'),
      ...refusals(...KEY, ...BODY_REFUSALS, 'mail-off', 'operator-only'),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/mail/proof',
    operationId: 'getMailProof',
    tags,
    summary: 'Everything that is kept about one member or one address',
    description: 'Scope `mail:proof`, the operator’s; noted in the audit log. One of the two headers.',
    security,
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
    tags,
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
