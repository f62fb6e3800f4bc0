import { encodeDecisions } from '@noren/model';
import type { ConsentRecord } from '@noren/model/schema';
import type { Call, Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { json } from '../http/respond.ts';
import type { Site } from '../sites/site.ts';
import { findSubject } from '../subjects/find-subject.ts';
import { identifyReader } from '../subjects/identify.ts';
import { cookieDecisions } from '../subjects/set-cookies.ts';

const DEFAULT_LIMIT = 20;
const LARGEST_LIMIT = 100;

/** `GET /v1/sites/:site/records`: a subject's own history, newest first. */
export async function getRecords(context: Context, site: Site, { request, cors }: Call): Promise<Response> {
  const { limit, before } = parseQuery(new URL(request.url).searchParams);
  const secret = identifyReader(request, site.origins, context.trustProxy);

  // A secret that nobody has used yet has an empty history: the answer does not tell whether there is a subject.
  const found = await findSubject(context, site, secret);
  if (!found) return json(200, { records: [], next: null, cookie: null }, cors);
  const rows = await context.database.kysely
    .selectFrom('records')
    .select(['sequence', 'hash', 'body'])
    .where('site', '=', site.key)
    .where('subject', '=', found.subject)
    .where('sequence', '<', before)
    .orderBy('sequence', 'desc')
    .limit(limit + 1)
    .execute();

  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const body = {
    records: page.map(({ body, hash }) => historyEntry(JSON.parse(body), hash)),
    next: rows.length > limit && last ? String(last.sequence) : null,
    cookie: encodeDecisions(cookieDecisions(site.published.runtime, found.decisions)),
  };
  return json(200, body, cors);
}

function historyEntry(record: ConsentRecord, hash: string) {
  const { id, sequence, effectiveAt, edition, wording, language, control, surface, basis, gpc, chosen } = record;
  return { id, sequence, effectiveAt, edition, wording, language, control, surface, basis, gpc, chosen, hash };
}

function parseQuery(query: URLSearchParams): { limit: number; before: number } {
  const limit = Number(query.get('limit') ?? DEFAULT_LIMIT);
  const before = Number(query.get('cursor') ?? 2 ** 31 - 1);
  const errors = [
    ...(Number.isInteger(limit) && limit >= 1 && limit <= LARGEST_LIMIT
      ? []
      : [{ code: 'invalid-value', path: 'limit', fix: `1 to ${LARGEST_LIMIT}` }]),
    ...(Number.isInteger(before) && before >= 1 && before < 2 ** 31
      ? []
      : [{ code: 'invalid-value', path: 'cursor', fix: 'the "next" of the page before' }]),
  ];
  if (errors.length > 0) throw new Problem('invalid-query', errors);
  return { limit, before };
}
