import { createRoute, z } from '@hono/zod-openapi';
import { exportLine } from './export-schemas.ts';
import { BODY_REFUSALS, json, lines, MEMBER_TOKEN, refusals, SERVER_KEY, site, subject } from './operation-parts.ts';
import {
  campaignNumbers,
  clocksRequest,
  departuresRequest,
  issuedLine,
  mailLinksRequest,
  memberClocks,
  overridesRequest,
  personalUrlsRequest,
  redeemed,
  redeemRequest,
  signedIn,
  signedOut,
} from './schemas.ts';

const LINKS = ['personal-urls'];
const MEMBERS = ['members'];
const headers = z.object({
  origin: z.string().describe('One of the origins of the site; a browser sends it.'),
  'noren-subject': subject,
});
const campaignPath = z.object({ campaign: personalUrlsRequest.shape.campaign });
const VISITOR = [
  'invalid-subject',
  'foreign-origin',
  'unknown-site',
  'too-many-requests',
  'database-unavailable',
] as const;
const MEMBER = ['member-required', 'member-not-verified', 'members-off', 'identity-provider-unreachable'] as const;

/** The operations about personalised links in mail, and about members across the sites of the group. */
export const LINK_OPERATIONS = [
  createRoute({
    method: 'post',
    path: '/v1/personal-urls',
    operationId: 'postPersonalUrls',
    tags: LINKS,
    summary: 'Make personalised links for a mail',
    description:
      'Scope `personal-urls:write`; the key says for which site. Answers line by line (NDJSON), in the order of `links`: the address to put into the mail, and whether the mail may carry a link that recognises its reader and an open beacon. ' +
      'Members who asked for untracked links, or refused to be recognised, get the plain address. A link that may not lead to its address has a `code` instead: `landing-missing`, `landing-invalid`, `landing-of-another-site`, `landing-redirects-away`, `landing-unreachable`. ' +
      'What is issued is counted per campaign, not per person.',
    security: SERVER_KEY,
    request: { body: { required: true, ...json(personalUrlsRequest, '1 to 10,000 links, at most 8 MB.') } },
    responses: {
      200: lines(issuedLine, 'One line for each link.'),
      ...refusals(
        ...BODY_REFUSALS,
        'key-required',
        'missing-scope',
        'personal-urls-off',
        'class-not-personal',
        'too-many-landings',
        'campaign-ended',
        'too-many-requests',
        'database-unavailable',
      ),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/personal-urls/campaigns/{campaign}',
    operationId: 'getCampaign',
    tags: LINKS,
    summary: 'The numbers of a campaign',
    description: 'Scope `personal-urls:write`.',
    security: SERVER_KEY,
    request: { params: campaignPath },
    responses: {
      200: json(campaignNumbers, 'How many, never who.'),
      ...refusals('key-required', 'missing-scope', 'unknown-campaign', 'database-unavailable'),
    },
  }),
  createRoute({
    method: 'delete',
    path: '/v1/personal-urls/campaigns/{campaign}',
    operationId: 'deleteCampaign',
    tags: LINKS,
    summary: 'End a campaign',
    description:
      'Scope `personal-urls:write`. Its links recognise nobody any more, and it issues no others. The pages that they lead to stay.',
    security: SERVER_KEY,
    request: { params: campaignPath },
    responses: {
      200: json(campaignNumbers, 'It has ended.'),
      ...refusals('key-required', 'missing-scope', 'unknown-campaign', 'too-many-requests', 'database-unavailable'),
    },
  }),
  createRoute({
    method: 'post',
    path: '/v1/sites/{site}/personal-urls/redeem',
    operationId: 'postRedeem',
    tags: LINKS,
    summary: 'Redeem a link, once its reader has agreed',
    description:
      'With the record that proves the yes. `counted`: the campaign had a reader. `linked`: this visit is joined to the member too, because that was agreed to, and neither the member nor the operator has refused it. Nothing else about the member is answered. A token speaks for one browser, and makes one link.',
    request: { params: z.object({ site }), headers, body: { required: true, ...json(redeemRequest, 'At most 8 kB.') } },
    responses: {
      200: json(redeemed, 'What became of it; the same again for the same browser.'),
      ...refusals(
        ...BODY_REFUSALS,
        ...VISITOR,
        'subject-required',
        'personal-urls-off',
        'link-invalid',
        'link-of-another-site',
        'link-expired',
        'campaign-ended',
        'link-used',
        'identification-not-granted',
        'linked-to-another',
        'mail-of-another-member',
        'overloaded',
      ),
    },
  }),
  createRoute({
    method: 'post',
    path: '/v1/sites/{site}/member',
    operationId: 'postMember',
    tags: MEMBERS,
    summary: 'A member has signed in',
    description:
      'From now on the choice of this browser and that of the member are kept in step, for purposes of `scope: group`. It links nobody. `attributes` are those claims of the token that the operator has named, and only while this visit is linked to the member.',
    security: MEMBER_TOKEN,
    request: { params: z.object({ site }), headers },
    responses: {
      200: json(signedIn, 'What is in force here now.'),
      ...refusals(...VISITOR, ...MEMBER, 'subject-required'),
    },
  }),
  createRoute({
    method: 'delete',
    path: '/v1/sites/{site}/member',
    operationId: 'deleteMember',
    tags: MEMBERS,
    summary: 'The member has signed out',
    description: 'What was decided in this browser holds again; what the member decided elsewhere leaves with them.',
    request: { params: z.object({ site }), headers },
    responses: { 200: json(signedOut, 'What is in force here now.'), ...refusals(...VISITOR) },
  }),
  createRoute({
    method: 'put',
    path: '/v1/sites/{site}/member/mail-links',
    operationId: 'putMailLinks',
    tags: MEMBERS,
    summary: 'Whether links in future mail may recognise this member',
    security: MEMBER_TOKEN,
    request: {
      params: z.object({ site }),
      headers,
      body: { required: true, ...json(mailLinksRequest, 'At most 1 kB.') },
    },
    responses: { 200: json(mailLinksRequest, 'Kept.'), ...refusals(...BODY_REFUSALS, ...VISITOR, ...MEMBER) },
  }),
  createRoute({
    method: 'put',
    path: '/v1/sites/{site}/members/overrides',
    operationId: 'putOverrides',
    tags: MEMBERS,
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
      ...refusals(
        ...BODY_REFUSALS,
        'key-required',
        'wrong-site-key',
        'missing-scope',
        'unknown-site',
        'too-many-requests',
        'database-unavailable',
      ),
    },
  }),
  createRoute({
    method: 'post',
    path: '/v1/sites/{site}/members/departures',
    operationId: 'postDepartures',
    tags: MEMBERS,
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
      ...refusals(
        ...BODY_REFUSALS,
        'key-required',
        'wrong-site-key',
        'missing-scope',
        'operator-only',
        'unknown-site',
        'too-many-requests',
        'database-unavailable',
      ),
    },
  }),
  createRoute({
    method: 'post',
    path: '/v1/sites/{site}/members/clocks',
    operationId: 'getMemberClocks',
    tags: MEMBERS,
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
      ...refusals(
        ...BODY_REFUSALS,
        'key-required',
        'wrong-site-key',
        'missing-scope',
        'operator-only',
        'unknown-site',
        'too-many-requests',
        'database-unavailable',
      ),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/sites/{site}/members/export',
    operationId: 'exportMember',
    tags: MEMBERS,
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
      ...refusals(
        'invalid-member',
        'key-required',
        'wrong-site-key',
        'missing-scope',
        'operator-only',
        'unknown-site',
        'too-many-requests',
        'database-unavailable',
      ),
    },
  }),
];
