import { createRoute, z } from '@hono/zod-openapi';
import { exportLine } from './export-schemas.ts';
import {
  BODY_REFUSALS,
  visitorHeaders as headers,
  json,
  KEY_REFUSALS,
  lines,
  MEMBER_TOKEN,
  refusals,
  SERVER_KEY,
  site,
  VISITOR_REFUSALS,
} from './operation-parts.ts';
import {
  clocksRequest,
  departuresRequest,
  mailLinksRequest,
  memberClocks,
  overridesRequest,
  signedIn,
  signedOut,
} from './schemas.ts';

const tags = ['members'];
const MEMBER = ['member-required', 'member-not-verified', 'members-off', 'identity-provider-unreachable'] as const;
const KEY = [...KEY_REFUSALS, 'wrong-site-key'] as const;

/** The operations about members across the sites of the group. */
export const MEMBER_OPERATIONS = [
  createRoute({
    method: 'post',
    path: '/v1/sites/{site}/member',
    operationId: 'postMember',
    tags,
    summary: 'A member has signed in',
    description:
      'From now on the choice of this browser and that of the member are kept in step, for purposes of `scope: group`. It links nobody. `attributes` are those claims of the token that the operator has named, and only while this visit is linked to the member.',
    security: MEMBER_TOKEN,
    request: { params: z.object({ site }), headers },
    responses: {
      200: json(signedIn, 'What is in force here now.'),
      ...refusals(...VISITOR_REFUSALS, ...MEMBER, 'subject-required'),
    },
  }),
  createRoute({
    method: 'delete',
    path: '/v1/sites/{site}/member',
    operationId: 'deleteMember',
    tags,
    summary: 'The member has signed out',
    description: 'What was decided in this browser holds again; what the member decided elsewhere leaves with them.',
    request: { params: z.object({ site }), headers },
    responses: { 200: json(signedOut, 'What is in force here now.'), ...refusals(...VISITOR_REFUSALS) },
  }),
  createRoute({
    method: 'put',
    path: '/v1/sites/{site}/member/mail-links',
    operationId: 'putMailLinks',
    tags,
    summary: 'Whether links in future mail may recognise this member',
    security: MEMBER_TOKEN,
    request: {
      params: z.object({ site }),
      headers,
      body: { required: true, ...json(mailLinksRequest, 'At most 1 kB.') },
    },
    responses: { 200: json(mailLinksRequest, 'Kept.'), ...refusals(...BODY_REFUSALS, ...VISITOR_REFUSALS, ...MEMBER) },
  }),
  createRoute({
    method: 'put',
    path: '/v1/sites/{site}/members/overrides',
    operationId: 'putOverrides',
    tags,
    summary: 'Switch purposes off for single members on this site',
    description:
      'Scope `members:write`. Replaces what was said of these members. An override never allows anything. It reaches a browser when the member signs in, or with the next choice made there; links end at once.',
    security: SERVER_KEY,
    request: {
      params: z.object({ site }),
      body: { required: true, ...json(overridesRequest, 'At most 1,000 members.') },
    },
    responses: {
      200: json(z.object({ members: z.int() }), 'Kept.'),
      ...refusals(...BODY_REFUSALS, ...KEY),
    },
  }),
  createRoute({
    method: 'post',
    path: '/v1/sites/{site}/members/departures',
    operationId: 'postDepartures',
    tags,
    summary: 'Members have left, or are to be erased',
    description:
      'Scope `members:write`, of a site that the operator itself runs. On every site of the group links and sign-ins of these members end, what they decided is erased, and mail that was sent to them recognises nobody any more (`link-expired`). Records stay; whose they were cannot be told from them any more. Entries about documents are not touched.',
    security: SERVER_KEY,
    request: {
      params: z.object({ site }),
      body: { required: true, ...json(departuresRequest, 'At most 1,000 members.') },
    },
    responses: {
      200: json(z.object({ members: z.int() }), 'Done; the same for who was not known.'),
      ...refusals(...BODY_REFUSALS, ...KEY, 'operator-only'),
    },
  }),
  createRoute({
    method: 'post',
    path: '/v1/sites/{site}/members/clocks',
    operationId: 'getMemberClocks',
    tags,
    summary: 'When members were last active, and since when mail to them comes back',
    description:
      'Scope `members:read`, of a site that the operator itself runs; noted in the audit log. Read from sign-ins, from what was saved signed in, and from bounces alone. Line by line, in the order of the request.',
    security: SERVER_KEY,
    request: {
      params: z.object({ site }),
      body: { required: true, ...json(clocksRequest, 'At most 1,000 members.') },
    },
    responses: {
      200: lines(memberClocks, 'One JSON object per line.'),
      ...refusals(...BODY_REFUSALS, ...KEY, 'operator-only'),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/sites/{site}/members/export',
    operationId: 'exportMember',
    tags,
    summary: 'All that is kept about one member',
    description:
      'Scope `members:export`, of a site that the operator itself runs; each request, and each refusal of a key, is noted in the audit log, without the member. For a request of the member (個人情報保護法33条, GDPR article 15): on every site of the group, as it is at one moment, line by line. ' +
      'The last line is `{"kind": "end"}` with the count of those before it: an answer without it was cut off. Who is not known gets a first and a last line like anybody who has left nothing.',
    security: SERVER_KEY,
    request: {
      params: z.object({ site }),
      headers: z.object({ 'noren-member': z.string().describe("The operator's id of the member.") }),
    },
    responses: {
      200: lines(exportLine, 'One JSON object per line.'),
      ...refusals('invalid-member', ...KEY, 'operator-only'),
    },
  }),
];
