import { createRoute, z } from '@hono/zod-openapi';
import { refusals, text } from './operation-parts.ts';

const tags = ['mail'];
const token = z.object({ token: z.string().describe('Of the `List-Unsubscribe` header of a mail.') });
const confirmToken = z.object({ token: z.string().describe('Of a confirmation mail.') });
const form = (fields: z.ZodRawShape) => ({ 'application/x-www-form-urlencoded': { schema: z.object(fields) } });
const FORM = [
  'link-invalid',
  'unknown-site',
  'mail-off',
  'body-incomplete',
  'body-too-large',
  'unsupported-media-type',
  'invalid-body',
  'too-many-requests',
  'database-unavailable',
] as const;

/** The operations behind the links of mails: pages with buttons, and a mail client's one click. */
export const MAIL_PAGE_OPERATIONS = [
  createRoute({
    method: 'post',
    path: '/v1/mail/unsubscribe/{token}',
    operationId: 'unsubscribe',
    tags,
    summary: 'One click of a mail client (RFC 8058)',
    description:
      'No cookie, no sign-in, no redirect; the same answer however often it comes. The page of the `GET` posts here too (`act`).',
    request: {
      params: token,
      body: {
        required: true,
        content: form({ 'List-Unsubscribe': z.literal('One-Click') }),
      },
    },
    responses: {
      200: text('text/plain', 'It is off.'),
      ...refusals(...FORM),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/mail/unsubscribe/{token}',
    operationId: 'getUnsubscribePage',
    tags,
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
    tags,
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
    tags,
    summary: 'The button of that page',
    description: 'The same answer however often it comes. It also ends a suppression: a mail has arrived.',
    request: {
      params: confirmToken,
      body: {
        required: true,
        content: form({ act: z.literal('confirm') }),
      },
    },
    responses: {
      200: text('text/html', 'It is on.'),
      409: text('text/html', 'It was taken back, or a newer mail was sent.'),
      410: text('text/html', 'The link has expired.'),
      ...refusals(...FORM),
    },
  }),
];
