import { createRoute, z } from '@hono/zod-openapi';
import { json, lines, refusals, SERVER_KEY, SUBJECT_PAGE_REFUSALS, site, subjectPage } from './operation-parts.ts';
import { joinedLine, joinedPermissions } from './schemas.ts';

const RECORDS = ['records'];

/** The operations about recipients that join what they receive to a person (APPI 31). */
export const RECIPIENT_OPERATIONS = [
  createRoute({
    method: 'get',
    path: '/v1/sites/{site}/records/joined-recipients',
    operationId: 'getJoinedRecipients',
    tags: RECORDS,
    summary: 'What a visitor has allowed to recipients that know them',
    description:
      'Of recipients that join what they receive to a person: what this visitor has allowed and refused, by which record, in which words. Read as the history is.',
    request: subjectPage,
    responses: {
      200: json(joinedPermissions, 'Newest record first; empty where no such recipient was told of.'),
      ...refusals(...SUBJECT_PAGE_REFUSALS),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/sites/{site}/joined-recipients',
    operationId: 'exportJoinedRecipients',
    tags: RECORDS,
    summary: 'Confirm what visitors have allowed to recipients that know them',
    description:
      'Scope `records:read`. For the confirmation that APPI 31 asks for: each grant and each refusal of a recipient that joins what it receives to a person, with the words that were shown, who asked, and when. Visitors appear as the commitment in their records. Every request is noted in the audit log. ' +
      'Line by line, visitor by visitor, each with all of theirs in the order in which it took effect. The last line is `{"next"}`: an answer without it was cut off, and is asked for again with the same `cursor`.',
    security: SERVER_KEY,
    request: {
      params: z.object({ site }),
      query: z.object({
        limit: z.int().min(1).max(10_000).default(1000).describe('Visitors that are read, 1 to 10,000.'),
        cursor: z.string().optional().describe('`next` of the page before.'),
        service: z.string().optional().describe('Id of the only row that is wanted: a recipient sees no other one.'),
      }),
    },
    responses: {
      200: lines(joinedLine, 'One JSON object per line.'),
      ...refusals(
        'invalid-query',
        'key-required',
        'wrong-site-key',
        'missing-scope',
        'unknown-site',
        'too-many-requests',
        'database-unavailable',
      ),
    },
  }),
];
