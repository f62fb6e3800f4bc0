import { encodeDecisions } from '@noren/model';
import { mailLinksRequest } from '@noren/model/schema';
import type { Call, Context } from '../context.ts';
import { limitRate } from '../http/limit-rate.ts';
import { parseBody } from '../http/parse-body.ts';
import { Problem } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { json } from '../http/respond.ts';
import type { Site } from '../sites/site.ts';
import { identifyWriter } from '../subjects/identify.ts';
import { cookieDecisions, subjectCookie } from '../subjects/set-cookies.ts';
import { newSubjectSecret } from '../subjects/subject-secret.ts';
import { attachMember, type Browser, detachMember } from './attach.ts';
import { GROUP } from './group-member.ts';
import type { SignedInMember } from './member-tokens.ts';
import { setUntrackedLinks } from './untracked-links.ts';

const BODY_LIMIT = 1024;

/**
 * `POST /v1/sites/:site/member`: a member has signed in on a page. Their choice and this browser's are kept in step until the
 * token ends, and longer with the next one.
 * What is known of them (claims that the operator has named) is answered only where this visit is linked to them.
 */
export async function postMember(context: Context, site: Site, call: Call): Promise<Response> {
  const { request, cors } = call;
  const caller = identifyWriter(request, site.origins, context.trustProxy);
  limitRate(context, site.key, call);
  const { reference, attributes, endsAt } = await verify(context, request);
  if (!caller.secret && !caller.sameOrigin)
    throw new Problem('subject-required', [], { 'www-authenticate': 'Noren-Subject' });
  const secret = caller.secret ?? newSubjectSecret();
  const memberHash = context.hashMember(GROUP, reference);
  const browser = browserOf(context, site, secret);
  const attached = await attachMember(context.database, browser, { memberHash, at: context.now().getTime(), endsAt });
  const body = {
    cookie: cookieOf(site, attached.decisions),
    overrides: attached.overrides,
    renewed: attached.isRenewed,
    linked: attached.isLinked,
    untrackedLinks: attached.untrackedLinks,
    attributes: attached.isLinked ? attributes : {},
  };
  const response = json(200, body, cors);
  if (caller.sameOrigin) response.headers.append('set-cookie', subjectCookie(secret, caller));
  return response;
}

/** `DELETE /v1/sites/:site/member`: the member has signed out of this browser. */
export async function deleteMember(context: Context, site: Site, call: Call): Promise<Response> {
  const { request, cors } = call;
  const { secret } = identifyWriter(request, site.origins, context.trustProxy);
  limitRate(context, site.key, call);
  const decisions =
    secret && (await detachMember(context.database, browserOf(context, site, secret), context.now().getTime()));
  // A browser that nobody knows is one where nobody is signed in.
  return json(200, { cookie: decisions ? cookieOf(site, decisions) : null }, cors);
}

/** `PUT /v1/sites/:site/member/mail-links`: whether links in future mail may recognise this member at all (R4.5). */
export async function putMailLinks(context: Context, site: Site, call: Call): Promise<Response> {
  const { request, cors } = call;
  identifyWriter(request, site.origins, context.trustProxy);
  limitRate(context, site.key, call);
  const { reference } = await verify(context, request);
  const { untracked } = parseBody(mailLinksRequest, await readJson(request, BODY_LIMIT), 'invalid-body');
  await setUntrackedLinks(context.database, context.hashMember(GROUP, reference), untracked);
  return json(200, { untracked }, cors);
}

function verify({ memberTokens }: Context, request: Request): Promise<SignedInMember> {
  if (!memberTokens) throw new Problem('members-off');
  return memberTokens.verify(request);
}

function browserOf(context: Context, { key, published: { runtime }, linking }: Site, secret: string): Browser {
  return { site: key, runtime, linking, secretHash: context.hashSecret(key, secret) };
}

function cookieOf({ published: { runtime } }: Site, decisions: Parameters<typeof cookieDecisions>[1]): string {
  return encodeDecisions(cookieDecisions(runtime, decisions));
}
