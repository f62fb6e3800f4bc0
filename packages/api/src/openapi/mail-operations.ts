import { createRoute, z } from '@hono/zod-openapi';
import { mailHistory, mailPreferences, mailPreferencesRequest } from './mail-schemas.ts';
import { BODY_REFUSALS, json, refusals, MEMBER_TOKEN as security, site } from './operation-parts.ts';

const tags = ['mail'];
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

/** The operations with which members choose their mail. */
export const MAIL_OPERATIONS = [
  createRoute({
    method: 'get',
    path: '/v1/sites/{site}/mail/preferences',
    operationId: 'getMailPreferences',
    tags,
    summary: 'What a member has chosen to be sent',
    description:
      'With the token of the identity provider, or of the link of a mail. `ETag` is the version, for `If-Match`.',
    security,
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
    tags,
    summary: 'Change what a member is sent',
    description:
      'Of the version that `If-Match` names; where it was changed meanwhile, `preferences-changed` carries what is in force as `current`, and its `ETag`.',
    security,
    request: {
      params: z.object({ site }),
      headers: z.object({
        'if-match': z
          .string()
          .describe('`ETag` of the answer that was shown, or `*` for whatever is there; weak tags match nothing.'),
      }),
      body: { required: true, ...json(mailPreferencesRequest, 'At most 200 kB.') },
    },
    responses: {
      200: json(mailPreferences, 'What is in force now.'),
      ...refusals(
        ...READ,
        ...BODY_REFUSALS,
        'sign-in-required',
        'too-late-to-undo',
        'confirmation-off',
        'address-required',
        'too-many-confirmations',
        'preferences-changed',
        'wording-not-archived',
        'if-match-required',
        'invalid-if-match',
        'too-many-requests',
      ),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/sites/{site}/mail/preferences/history',
    operationId: 'getMailHistory',
    tags,
    summary: 'What a member chose, and what became of it',
    security,
    request: {
      params: z.object({ site }),
      query: z.object({
        limit: z.int().min(1).max(100).default(20),
        cursor: z.string().optional().describe('`next` of the page before.'),
      }),
    },
    responses: { 200: json(mailHistory, 'On all sites, newest first.'), ...refusals('invalid-query', ...READ) },
  }),
];
