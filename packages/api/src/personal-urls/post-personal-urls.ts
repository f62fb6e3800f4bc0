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
import type { Link, SealTerms } from './issue-lines.ts';
import type { LandingRefusal } from './landings.ts';

/** Room for 10,000 links with an address of their own. */
const BODY_LIMIT = 8_000_000;
/** Links that are made together. */
const SLICE = 100;
/** Members that are looked up together. */
const LOOKED_UP = 1000;
/** Each is asked whether it redirects. */
const MOST_LANDINGS = 100;
// What mail to a member may carry, in one byte for each.
const LINKS = 1;
const OPENS = 2;

type Asked = PersonalUrlsRequest['links'][number];

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
  const batch = parseBody(personalUrlsRequest, await readJson(call.request, BODY_LIMIT), 'invalid-body');
  const terms = termsOf(context, site.key, batch, personalUrlSettings(personalUrls).expiresInDays);
  const refusals = await checkLandings(context, site, batch);
  const refusalOf = ({ url = batch.url ?? '' }: Asked) => refusals.get(url);
  const tracking = new Uint8Array(batch.links.length);
  const at = context.now().getTime();
  let looked = 0;
  let made = 0;
  for (const links of slices(batch.links, LOOKED_UP)) {
    const hashes = links.map(({ member }) => context.hashMember(GROUP, member));
    for (const [index, { trackLinks, trackOpens }] of (
      await trackingOf(context.database, site, hashes, at)
    ).entries()) {
      if (trackLinks && !refusalOf(links[index] as Asked)) made += 1;
      tracking[looked++] = (trackLinks ? LINKS : 0) | (trackOpens ? OPENS : 0);
    }
  }
  const sealing = await context.linkKeys.current();
  // Counted before the first is sent, per campaign and never per person.
  await countIssued(context.database, site.key, batch.campaign, made);
  function* parts() {
    let next = 0;
    for (const asked of slices(batch.links, SLICE)) {
      const links = asked.map((one): Link => {
        const bits = tracking[next++] ?? 0;
        const { member, url = batch.url ?? '' } = one;
        const [trackLinks, trackOpens] = [(bits & LINKS) > 0, (bits & OPENS) > 0];
        return { member, url, refusal: refusalOf(one), trackLinks, trackOpens };
      });
      yield context.sealers.seal(terms, links, sealing);
    }
  }
  return ndjson(parts(), context.sealers.ahead);
}

function* slices<Item>(list: readonly Item[], most: number): Generator<Item[]> {
  for (let at = 0; at < list.length; at += most) yield list.slice(at, at + most);
}

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
  const wanted = new Set(links.map((link) => link.url ?? url ?? ''));
  if (wanted.size > MOST_LANDINGS)
    throw new Problem('too-many-landings', [
      {
        code: 'too-many-landings',
        path: 'links',
        received: wanted.size,
        fix: `at most ${MOST_LANDINGS} addresses in a batch`,
      },
    ]);
  const refusals = await Promise.all(
    [...wanted].map(async (landing) => [landing, await landings.check(landing || undefined, origins)] as const),
  );
  return new Map(refusals.filter((entry): entry is [string, LandingRefusal] => entry[1] !== undefined));
}

/** Sends lines as they are made, and makes no more than a few slices ahead of whoever reads them. */
function ndjson(parts: Iterator<Promise<string>>, slicesAhead: number): Response {
  const utf8 = new TextEncoder();
  const next = () => {
    const part = parts.next().value as Promise<string> | undefined;
    // A reader that hangs up must not leave a refusal that nobody hears.
    part?.catch(() => {});
    return part;
  };
  const ahead = Array.from({ length: slicesAhead }, next);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const lines = await ahead.shift();
      if (!lines) return controller.close();
      ahead.push(next());
      controller.enqueue(utf8.encode(lines));
    },
    cancel() {
      ahead.length = 0;
    },
  });
  return new Response(body, {
    status: 200,
    headers: { ...SECURITY_HEADERS, 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
  });
}
