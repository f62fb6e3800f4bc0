import { createRoute, z } from '@hono/zod-openapi';
import {
  mailDeadLetters,
  mailReplayRequest,
  mailWebhookMade,
  mailWebhookRequest,
  mailWebhookSecret,
  mailWebhooks,
} from './mail-schemas.ts';
import { BODY_REFUSALS, json, refusals, SERVER_KEY as security } from './operation-parts.ts';

const tags = ['mail'];
const params = z.object({ id: z.string().describe('Id of the webhook.') });
const KEY = ['key-required', 'missing-scope', 'unknown-site', 'database-unavailable'] as const;
const OWN = [...KEY, 'unknown-webhook', 'too-many-requests'] as const;
const BODY = [...BODY_REFUSALS, 'too-many-requests'] as const;

/** The operations about systems that are told of what members choose. */
export const WEBHOOK_OPERATIONS = [
  createRoute({
    method: 'post',
    path: '/v1/mail/webhooks',
    operationId: 'addMailWebhook',
    tags,
    summary: 'Be told of what members choose, from now on',
    description:
      'Scope `mail:webhooks`. Signed as Standard Webhooks are; at least once each, of each member in order. The operator is told of everything, a group company of its own topics. At most ten for a site.',
    security,
    request: { body: { required: true, ...json(mailWebhookRequest, 'An https address.') } },
    responses: { 201: json(mailWebhookMade, 'With its secret.'), ...refusals(...KEY, ...BODY) },
  }),
  createRoute({
    method: 'get',
    path: '/v1/mail/webhooks',
    operationId: 'listMailWebhooks',
    tags,
    summary: 'The webhooks of a site',
    description: 'Scope `mail:webhooks`.',
    security,
    responses: { 200: json(mailWebhooks, 'Without their secrets.'), ...refusals(...KEY) },
  }),
  createRoute({
    method: 'delete',
    path: '/v1/mail/webhooks/{id}',
    operationId: 'endMailWebhook',
    tags,
    summary: 'End a webhook, with what it has still to be told',
    description: 'Scope `mail:webhooks`.',
    security,
    request: { params },
    responses: { 200: json(z.object({ id: z.string() }), 'It has ended.'), ...refusals(...OWN) },
  }),
  createRoute({
    method: 'post',
    path: '/v1/mail/webhooks/{id}/secret',
    operationId: 'rotateMailWebhookSecret',
    tags,
    summary: 'Sign with a new secret',
    description: 'Scope `mail:webhooks`. The one before it signs too, for a day.',
    security,
    request: { params },
    responses: { 200: json(mailWebhookSecret, 'The new one.'), ...refusals(...OWN) },
  }),
  createRoute({
    method: 'get',
    path: '/v1/mail/webhooks/{id}/dead',
    operationId: 'listDeadLetters',
    tags,
    summary: 'What was given up after three days, and why',
    description: 'Scope `mail:webhooks`. The first hundred.',
    security,
    request: { params },
    responses: { 200: json(mailDeadLetters, 'Ids of entries.'), ...refusals(...OWN) },
  }),
  createRoute({
    method: 'post',
    path: '/v1/mail/webhooks/{id}/replay',
    operationId: 'replayMailWebhook',
    tags,
    summary: 'Be told once more',
    description: 'Scope `mail:webhooks`. Everything after an entry, or what was given up; with the same ids.',
    security,
    request: { params, body: { required: true, ...json(mailReplayRequest, 'One of the two.') } },
    responses: {
      200: json(z.object({ queued: z.int() }), 'How many.'),
      ...refusals(...KEY, ...BODY, 'unknown-webhook'),
    },
  }),
];
