import { createRoute, z } from '@hono/zod-openapi';
import {
  BODY_REFUSALS,
  visitorHeaders as headers,
  json,
  lines,
  refusals,
  SERVER_KEY,
  site,
  VISITOR_REFUSALS,
} from './operation-parts.ts';
import { campaignNumbers, issuedLine, personalUrlsRequest, redeemed, redeemRequest } from './schemas.ts';

const tags = ['personal-urls'];
const campaignPath = z.object({ campaign: personalUrlsRequest.shape.campaign });

/** The operations about personalised links in mail. */
export const LINK_OPERATIONS = [
  createRoute({
    method: 'post',
    path: '/v1/personal-urls',
    operationId: 'postPersonalUrls',
    tags,
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
    tags,
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
    tags,
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
    tags,
    summary: 'Redeem a link, once its reader has agreed',
    description:
      'With the record that proves the yes. `counted`: the campaign had a reader. `linked`: this visit is joined to the member too, because that was agreed to, and neither the member nor the operator has refused it. Nothing else about the member is answered. A token speaks for one browser, and makes one link.',
    request: { params: z.object({ site }), headers, body: { required: true, ...json(redeemRequest, 'At most 8 kB.') } },
    responses: {
      200: json(redeemed, 'What became of it; the same again for the same browser.'),
      ...refusals(
        ...BODY_REFUSALS,
        ...VISITOR_REFUSALS,
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
];
