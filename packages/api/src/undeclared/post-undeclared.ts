import { undeclaredRequest } from '@noren/model/schema';
import type { Call, Context } from '../context.ts';
import { limitRate } from '../http/limit-rate.ts';
import { parseBody } from '../http/parse-body.ts';
import { SECURITY_HEADERS } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import type { Site } from '../sites/site.ts';
import { identifyWriter } from '../subjects/identify.ts';
import { countHosts } from './undeclared-hosts.ts';

const BODY_LIMIT = 8192;

/**
 * `POST /v1/sites/:site/undeclared`: a page view has asked hosts that no row of the register names. Nothing but site, host and day is
 * kept, as a number.
 */
export async function postUndeclared(context: Context, site: Site, call: Call): Promise<Response> {
  const { request, cors } = call;
  identifyWriter(request, site.origins, context.trustProxy);
  // Apart from the writes of records, which no report may hold up.
  limitRate(context, `${site.key} undeclared`, call);
  const { hosts } = parseBody(undeclaredRequest, await readJson(request, BODY_LIMIT), 'invalid-body');
  await countHosts(context.database, site.key, [...new Set(hosts)], context.now().getTime());
  return new Response(null, { status: 204, headers: { ...SECURITY_HEADERS, 'cache-control': 'no-store', ...cors } });
}
