import type { Call, Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { json } from '../http/respond.ts';
import { authorizeKey } from '../keys/authorize-key.ts';
import type { Site } from '../sites/site.ts';
import { undeclaredHosts } from './undeclared-hosts.ts';

/** `GET /v1/sites/:site/undeclared?from=2026-11-01`: hosts that no row of the register names, and how many page views have asked them, day by day. */
export async function getUndeclared(context: Context, site: Site, { request }: Call): Promise<Response> {
  await authorizeKey(context, request, { site: site.key, scope: 'undeclared:read' });
  const from = new URL(request.url).searchParams.get('from') ?? '';
  if (from !== '' && !isDay(from))
    throw new Problem('invalid-query', [{ code: 'invalid-value', path: 'from', fix: 'a day, such as 2026-11-26' }]);
  return json(200, { hosts: await undeclaredHosts(context.database, site.key, from) });
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}
