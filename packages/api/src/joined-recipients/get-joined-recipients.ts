import type { Call, Context } from '../context.ts';
import { parsePage } from '../http/parse-page.ts';
import { json } from '../http/respond.ts';
import type { Site } from '../sites/site.ts';
import { findSubject } from '../subjects/find-subject.ts';
import { identifyReader } from '../subjects/identify.ts';
import { PermissionReader } from './permission-reader.ts';

/**
 * `GET /v1/sites/:site/records/joined-recipients`: what a subject has allowed and refused to recipients that join what they
 * receive to a person they know, newest record first.
 */
export async function getJoinedRecipients(context: Context, site: Site, { request, cors }: Call): Promise<Response> {
  const { limit, before } = parsePage(new URL(request.url).searchParams);
  const secret = identifyReader(request, site.origins, context.trustProxy);
  const found = await findSubject(context, site, secret);
  if (!found) return json(200, { permissions: [], next: null }, cors);
  const { kysely } = context.database;
  // All of them, which are two thousand at most: what a record means depends on those before it.
  const rows = await kysely
    .selectFrom('records')
    .select(['hash', 'body'])
    .where('site', '=', site.key)
    .where('subject', '=', found.subject)
    .orderBy('sequence')
    .execute();
  const reader = new PermissionReader(kysely, site.key);
  const all = await reader.of(rows.map(({ hash, body }) => ({ hash, record: JSON.parse(body) })));
  const bySequence = Map.groupBy(all, ({ record }) => record.sequence);
  const left = [...bySequence.keys()].filter((sequence) => sequence < before).sort((a, b) => b - a);
  const page = left.slice(0, limit);
  const permissions = page.flatMap((sequence) => bySequence.get(sequence) ?? []);
  return json(200, { permissions, next: left.length > limit ? String(page.at(-1)) : null }, cors);
}
