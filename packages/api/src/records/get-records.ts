import { encodeDecisions } from '@noren/model';
import type { ConsentRecord } from '@noren/model/schema';
import type { Call, Context } from '../context.ts';
import { parsePage } from '../http/parse-page.ts';
import { json } from '../http/respond.ts';
import type { Site } from '../sites/site.ts';
import { findSubject } from '../subjects/find-subject.ts';
import { identifyReader } from '../subjects/identify.ts';
import { cookieDecisions } from '../subjects/set-cookies.ts';

/** `GET /v1/sites/:site/records`: a subject's own history, newest first. */
export async function getRecords(context: Context, site: Site, { request, cors }: Call): Promise<Response> {
  const { limit, before } = parsePage(new URL(request.url).searchParams);
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
  const { id, sequence, effectiveAt, edition, wording, language, control, surface, basis, gpc, chosen, imported } =
    record;
  return {
    id,
    sequence,
    effectiveAt,
    edition,
    wording,
    language,
    control,
    surface,
    basis,
    gpc,
    chosen,
    imported,
    hash,
  };
}
