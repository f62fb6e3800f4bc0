import { createRoute, z } from '@hono/zod-openapi';
import { BODY_REFUSALS, json, KEY_REFUSALS, refusals, SERVER_KEY, site } from './operation-parts.ts';
import { undeclaredHosts, undeclaredRequest } from './schemas.ts';

const TAGS = ['sites'];

/** The operations about hosts that no row of the register names. */
export const UNDECLARED_OPERATIONS = [
  createRoute({
    method: 'post',
    path: '/v1/sites/{site}/undeclared',
    operationId: 'postUndeclared',
    tags: TAGS,
    summary: 'Count hosts that no row names',
    description:
      'Sent by `noren-strict.js`, once per page view and host. Site, host and day are kept, as a number; of whom is neither asked nor kept. Of hosts that are new on a day the first 200 of a site are counted; the rest are not, and nothing says so. Numbers are kept for 90 days.',
    request: {
      params: z.object({ site }),
      headers: z.object({ origin: z.string().describe('One of the origins of the site; a browser sends it.') }),
      body: { required: true, ...json(undeclaredRequest, 'At most 8 kB.') },
    },
    responses: {
      204: { description: 'Counted.' },
      ...refusals(...BODY_REFUSALS, 'foreign-origin', 'unknown-site', 'too-many-requests', 'database-unavailable'),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/sites/{site}/undeclared',
    operationId: 'getUndeclared',
    tags: TAGS,
    summary: 'Hosts that no row names',
    description: 'Scope `undeclared:read`. How many page views have asked each, day by day (UTC), newest day first.',
    security: SERVER_KEY,
    request: {
      params: z.object({ site }),
      query: z.object({ from: z.string().optional().describe('The first day that is wanted, e.g. `2026-11-01`.') }),
    },
    responses: {
      200: json(undeclaredHosts, 'All of them; empty where strict mode has seen none.'),
      ...refusals('invalid-query', 'wrong-site-key', ...KEY_REFUSALS.filter((code) => code !== 'too-many-requests')),
    },
  }),
];
