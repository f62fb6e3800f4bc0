import { personalUrlSettings } from '@noren/model';
import { type PersonalUrlsRequest, personalUrlsRequest } from '@noren/model/schema';
import type { Call, Context } from '../context.ts';
import { limitRate } from '../http/limit-rate.ts';
import { parseBody } from '../http/parse-body.ts';
import { Problem, SECURITY_HEADERS } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { authorizeKey } from '../keys/authorize-key.ts';
import { GROUP } from '../members/group-member.ts';
import { trackingOf } from '../members/tracking.ts';
import type { Site } from '../sites/site.ts';
import { countIssued } from './campaigns.ts';
import type { LandingRefusal } from './landings.ts';
import type { SealTerms } from './seal-links.ts';

/** Room for 10,000 links with an address of their own. */
const BODY_LIMIT = 8_000_000;
/** Links that are made, and sent, together. */
const CHUNK = 250;
/** Of these so many are made before somebody reads them, so that every thread has work. */
const AHEAD = 8;
/** Each is asked whether it redirects. */
const MOST_LANDINGS = 100;

/** One line of the answer: the address to put into the mail, or why there is none. */
export type IssuedLine =
  | { readonly member: string; readonly url: string; readonly trackLinks: boolean; readonly trackOpens: boolean }
  | { readonly member: string; readonly code: LandingRefusal };

interface Link {
  readonly member: string;
  readonly url: string;
  readonly refusal: LandingRefusal | undefined;
  readonly trackLinks: boolean;
  readonly trackOpens: boolean;
}

/**
 * `POST /v1/personal-urls`: a personalised link for each member of a batch, answered line by line (NDJSON) in the order of
 * the request. Who has asked not to be tracked gets the plain address.
 */
export async function postPersonalUrls(context: Context, call: Call): Promise<Response> {
  const key = await authorizeKey(context, call.request, { scope: 'personal-urls:write' });
  limitRate(context, key.site, call);
  const site = await context.sites.get(key.site);
  const { personalUrls } = site.published.config;
  if (!personalUrls) throw new Problem('personal-urls-off');
  const body = parseBody(personalUrlsRequest, await readJson(call.request, BODY_LIMIT), 'invalid-body');
  const terms = termsOf(context, site.key, body, personalUrlSettings(personalUrls).expiresInDays);
  const refusals = await checkLandings(context, site, body);
  const tracking = await trackingOf(
    context.database,
    site,
    body.links.map(({ member }) => context.hashMember(GROUP, member)),
    context.now().getTime(),
  );
  const linkAt = (index: number): Link => {
    const { member, url = body.url ?? '' } = body.links[index] as PersonalUrlsRequest['links'][number];
    const { trackLinks, trackOpens } = tracking[index] ?? { trackLinks: false, trackOpens: false };
    return { member, url, refusal: refusals.get(url), trackLinks, trackOpens };
  };
  const count = body.links.length;
  let made = 0;
  for (let index = 0; index < count; index += 1) if (isMade(linkAt(index))) made += 1;
  const sealing = await context.linkKeys.current();
  // Counted before the first is sent, per campaign and never per person.
  await countIssued(context.database, site.key, body.campaign, made);
  return ndjson(count, linkAt, (chunk) => linesOf(context, terms, sealing, chunk));
}

const isMade = ({ refusal, trackLinks }: Link): boolean => !refusal && trackLinks;

function termsOf(context: Context, site: string, body: PersonalUrlsRequest, days: number): SealTerms {
  if (body.class === 'service')
    throw new Problem('class-not-personal', [
      { code: 'class-not-personal', path: 'class', received: 'service', fix: 'notice or newsletter' },
    ]);
  const issuedAt = Math.floor(context.now().getTime() / 1000);
  return {
    carrier: body.carrier ?? 'fragment',
    campaign: body.campaign,
    class: body.class,
    site,
    issuedAt,
    expiresAt: issuedAt + (body.expiresInDays ?? days) * 86_400,
  };
}

/** @returns landing address → why it is none, for those that are none */
async function checkLandings(
  { landings }: Context,
  { origins }: Site,
  { url, links }: PersonalUrlsRequest,
): Promise<ReadonlyMap<string, LandingRefusal>> {
  const wanted = [...new Set(links.map((link) => link.url ?? url ?? ''))];
  if (wanted.length > MOST_LANDINGS)
    throw new Problem('too-many-landings', [
      {
        code: 'too-many-landings',
        path: 'links',
        received: wanted.length,
        fix: `at most ${MOST_LANDINGS} addresses in a batch`,
      },
    ]);
  const refusals = await Promise.all(
    wanted.map(async (landing) => [landing, await landings.check(landing || undefined, origins)] as const),
  );
  return new Map(refusals.filter((entry): entry is [string, LandingRefusal] => entry[1] !== undefined));
}

async function linesOf(
  { sealers }: Context,
  terms: SealTerms,
  key: Awaited<ReturnType<Context['linkKeys']['current']>>,
  links: readonly Link[],
): Promise<IssuedLine[]> {
  const tracked = links.filter(isMade);
  const urls =
    tracked.length > 0
      ? await sealers.seal(
          terms,
          tracked.map(({ member, url }) => ({ member, url })),
          key,
        )
      : [];
  const sealed = new Map(tracked.map((link, index) => [link, urls[index]]));
  return links.map((link) => {
    const { member, refusal, trackLinks, trackOpens } = link;
    if (refusal) return { member, code: refusal };
    return { member, url: sealed.get(link) ?? link.url, trackLinks, trackOpens };
  });
}

/** Sends lines as they are made, and makes no more than a few chunks ahead of whoever reads them. */
function ndjson(
  count: number,
  linkAt: (index: number) => Link,
  linesOf: (chunk: readonly Link[]) => Promise<IssuedLine[]>,
): Response {
  const utf8 = new TextEncoder();
  let at = 0;
  const next = () => {
    const start = at;
    at = Math.min(count, start + CHUNK);
    const lines =
      start < count ? linesOf(Array.from({ length: at - start }, (_, index) => linkAt(start + index))) : undefined;
    // A reader that hangs up must not leave a refusal that nobody hears.
    lines?.catch(() => {});
    return lines;
  };
  const ahead = Array.from({ length: AHEAD }, next);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const lines = await ahead.shift();
      if (!lines) return controller.close();
      ahead.push(next());
      controller.enqueue(utf8.encode(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`));
    },
  });
  return new Response(body, {
    status: 200,
    headers: { ...SECURITY_HEADERS, 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
  });
}
