import { createRoute, z } from '@hono/zod-openapi';
import { BODY_REFUSALS, json, KEY_REFUSALS, refusals, SERVER_KEY as security, site } from './operation-parts.ts';
import {
  acceptancesRequest,
  batchOutcome,
  changeNotice,
  memberRecords,
  noticesRequest,
  withdrawalsRequest,
} from './schemas.ts';

const DOCUMENTS = ['documents'];
const params = z.object({
  site,
  document: z.string().describe('Id of the document; `handling-notice` for the notice.'),
});
const BATCH = [...BODY_REFUSALS, ...KEY_REFUSALS, 'wrong-site-key', 'unknown-document', 'unknown-edition'] as const;

/** The operations about members and documents. */
export const DOCUMENT_OPERATIONS = [
  createRoute({
    method: 'post',
    path: '/v1/sites/{site}/documents/{document}/notices',
    operationId: 'postNotices',
    tags: DOCUMENTS,
    summary: 'Report to whom a change notice was given',
    description:
      'Scope `documents:write`. What is kept names the exact words that were published when the notice was given. One notice of an edition per member, channel and wording: what is sent again is `repeated`. Refused per member: `in-the-future`, `reported-late` (more than seven days after), `not-published` (the edition was not published here then).',
    security,
    request: { params, body: { required: true, ...json(noticesRequest, 'At most 10,000 members and 4 MB.') } },
    responses: { 200: json(batchOutcome, 'What became of each.'), ...refusals(...BATCH) },
  }),
  createRoute({
    method: 'post',
    path: '/v1/sites/{site}/documents/{document}/acceptances',
    operationId: 'postAcceptances',
    tags: DOCUMENTS,
    summary: 'Record that members are deemed to accept terms',
    description:
      'Scope `documents:write`. Of members who had not withdrawn when a changed edition of terms took effect. Kept only for those whose notice was given and reported before that moment and announced what took effect; it permits nothing else, no cookie and no mail. On a site whose `entity` is not its `responsible` nobody may (`operator-only`). Refused per member: `no-notice`, `notice-too-late`, `withdrawn`, `notice-changed`.',
    security,
    request: { params, body: { required: true, ...json(acceptancesRequest, 'At most 10,000 members and 4 MB.') } },
    responses: {
      200: json(batchOutcome, 'What became of each.'),
      ...refusals(...BATCH, 'operator-only', 'not-deemable', 'not-in-force'),
    },
  }),
  createRoute({
    method: 'post',
    path: '/v1/sites/{site}/documents/{document}/withdrawals',
    operationId: 'postWithdrawals',
    tags: DOCUMENTS,
    summary: 'Report which members have withdrawn from terms',
    description:
      'Scope `documents:write`. A guard, and never needed: who is not reported as having stayed accepts nothing. No notice that was given before a withdrawal counts for an edition that takes effect after it. Refused per member: `in-the-future`.',
    security,
    request: { params, body: { required: true, ...json(withdrawalsRequest, 'At most 10,000 members and 4 MB.') } },
    responses: {
      200: json(batchOutcome, 'What became of each.'),
      ...refusals(...BATCH.filter((code) => code !== 'unknown-edition'), 'operator-only'),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/sites/{site}/documents/{document}/acceptances',
    operationId: 'getAcceptances',
    tags: DOCUMENTS,
    summary: 'What is kept about a member and a document',
    description: 'Scope `documents:read`. Notices, acceptances and withdrawals, each with its signed receipt.',
    security,
    request: { params, headers: z.object({ 'noren-member': z.string().describe("The operator's id of the member.") }) },
    responses: {
      200: json(memberRecords, 'Empty where nothing is kept.'),
      ...refusals(
        'invalid-member',
        'key-required',
        'wrong-site-key',
        'missing-scope',
        'unknown-site',
        'database-unavailable',
      ),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/notices/{hash}',
    operationId: 'getNotice',
    tags: DOCUMENTS,
    summary: 'The exact change notice that a proof names',
    description: 'Its bytes have the SHA-256 by which it is asked for.',
    request: { params: z.object({ hash: z.string() }) },
    responses: {
      200: json(changeNotice, 'Everything that the notice said, in one language.'),
      304: { description: 'The caller has it.' },
      ...refusals('unknown-notice', 'database-unavailable'),
    },
  }),
];
