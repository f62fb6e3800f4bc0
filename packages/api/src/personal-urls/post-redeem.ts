import { type RedeemRequest, redeemRequest } from '@noren/model/schema';
import type { Call, Context } from '../context.ts';
import { limitRate } from '../http/limit-rate.ts';
import { parseBody } from '../http/parse-body.ts';
import { Problem } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { json } from '../http/respond.ts';
import { GROUP } from '../members/group-member.ts';
import type { Site } from '../sites/site.ts';
import { identifyWriter } from '../subjects/identify.ts';
import { openToken } from './open-token.ts';
import type { LinkClaims } from './token.ts';

const BODY_LIMIT = 8192;

/**
 * `POST /v1/sites/:site/personal-urls/redeem`: a visitor has agreed to be recognised, and says so with the record that proves
 * it. The campaign is told that there was a reader; the visit is joined to the member only where that was agreed to as well.
 * Nothing about the member is answered, but that joining was refused elsewhere where it was agreed to here, and to whom is signed in
 * that the mail was theirs (`own`).
 */
export async function postRedeem(context: Context, site: Site, call: Call): Promise<Response> {
  const { request, cors } = call;
  const { secret } = identifyWriter(request, site.origins, context.trustProxy);
  limitRate(context, site.key, call);
  if (site.linking.length === 0) throw new Problem('personal-urls-off');
  const body = parseBody(redeemRequest, await readJson(request, BODY_LIMIT), 'invalid-body');
  if (!secret) throw new Problem('subject-required', [], { 'www-authenticate': 'Noren-Subject' });
  const at = context.now().getTime();
  const claims = await claimsOf(context, site, body, at);
  const result = await context.redeemer.redeem({
    site: site.key,
    runtime: site.published.runtime,
    linking: site.linking,
    claims,
    secretHash: context.hashSecret(site.key, secret),
    memberHash: context.hashMember(GROUP, claims.member),
    record: body.record.toLowerCase(),
    replace: body.replace === true,
    at,
  });
  if (typeof result === 'string') throw new Problem(result);
  const { outcome, isOwn } = result;
  return json(200, { outcome, ...(isOwn ? { own: true } : {}) }, cors);
}

/** @throws {Problem} `link-invalid`, `link-of-another-site`, `link-expired` */
async function claimsOf(context: Context, site: Site, { token }: RedeemRequest, at: number): Promise<LinkClaims> {
  const claims = await openToken(token, (kid) => context.linkKeys.find(kid));
  if (!claims) throw new Problem('link-invalid');
  if (claims.site !== site.key) throw new Problem('link-of-another-site');
  if (claims.expiresAt * 1000 <= at) throw new Problem('link-expired');
  return claims;
}
