import { noteKey } from '../audit/note-key.ts';
import type { Call, Context } from '../context.ts';
import { limitRate } from '../http/limit-rate.ts';
import { Problem } from '../http/problem.ts';
import { json } from '../http/respond.ts';
import { instantOf } from '../instant-of.ts';
import { authorizeKey } from '../keys/authorize-key.ts';
import { campaignNumbers, endCampaign } from './campaigns.ts';

/** `GET /v1/personal-urls/campaigns/:campaign`: how many links were issued, redeemed and linked. Numbers, nobody by name. */
export async function getCampaign(context: Context, { request, params }: Call): Promise<Response> {
  const { site } = await authorizeKey(context, request, { scope: 'personal-urls:write' });
  return json(200, await numbersOf(context, site, params.campaign ?? ''));
}

/** `DELETE /v1/personal-urls/campaigns/:campaign`: ends it. Its links recognise nobody any more, wherever they were sent. */
export async function deleteCampaign(context: Context, call: Call): Promise<Response> {
  const { request, params } = call;
  const campaign = params.campaign ?? '';
  const { id, site } = await authorizeKey(context, request, { scope: 'personal-urls:write' });
  limitRate(context, site, call);
  const numbers = await numbersOf(context, site, campaign);
  if (!(await endCampaign(context.database, site, campaign, context.now().getTime()))) return json(200, numbers);
  await noteKey(context, { id, site }, 'personal-urls.end-campaign', { campaign });
  return json(200, await numbersOf(context, site, campaign));
}

async function numbersOf({ database }: Context, site: string, campaign: string) {
  const row = await campaignNumbers(database, site, campaign);
  if (!row) throw new Problem('unknown-campaign');
  const { issued, counted, linked, revoked_at } = row;
  return {
    campaign,
    issued,
    counted,
    linked,
    endedAt: instantOf(revoked_at),
  };
}
