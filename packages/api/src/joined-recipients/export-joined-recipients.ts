import { identifier } from '@noren/model/schema';
import { type Kysely, sql } from 'kysely';
import { noteKey } from '../audit/note-key.ts';
import type { Call, Context } from '../context.ts';
import type { Tables } from '../database/tables.ts';
import { limitRate } from '../http/limit-rate.ts';
import { ndjson } from '../http/ndjson.ts';
import { parseExportPage } from '../http/parse-page.ts';
import { Problem } from '../http/problem.ts';
import { authorizeKey } from '../keys/authorize-key.ts';
import { BEFORE_EVERY_ID } from '../new-id.ts';
import type { Site } from '../sites/site.ts';
import type { JoinedPermission, KeptRecord } from './joined-permissions.ts';
import { PermissionReader } from './permission-reader.ts';

const LIMITS = { limit: 1000, largest: 10_000 };
/** Records that are read together. */
const CHUNK = 500;

/** What is asked for: of which subjects, and of which recipient. */
interface Wanted {
  /** Subjects that are read at most. */
  readonly limit: number;
  /** Id of the last subject that was read before. */
  readonly cursor: string;
  /** Id of the only row that is wanted. */
  readonly service: string | undefined;
}

/**
 * `GET /v1/sites/:site/joined-recipients`: what the site's visitors have allowed and refused to recipients that join what
 * they receive to a person they know, line by line (NDJSON), subject by subject. The last line says where the next page
 * begins; an answer without it is not whole.
 */
export async function exportJoinedRecipients(context: Context, site: Site, call: Call): Promise<Response> {
  const { request } = call;
  const { id } = await authorizeKey(context, request, { site: site.key, scope: 'records:read' });
  const wanted = parseQuery(new URL(request.url).searchParams);
  limitRate(context, site.key, call);
  const { limit, cursor, service } = wanted;
  await noteKey(context, { id, site: site.key }, 'joined-recipients.export', {
    limit,
    ...(cursor === BEFORE_EVERY_ID ? {} : { cursor }),
    ...(service ? { service } : {}),
  });
  return ndjson(linesOf(context.database.kysely, site.key, wanted));
}

/** The lines of each subject together, so that memory holds what one subject has. */
async function* linesOf(
  kysely: Kysely<Tables>,
  site: string,
  { limit, cursor, service }: Wanted,
): AsyncGenerator<string> {
  const reader = new PermissionReader(kysely, site);
  let last = cursor;
  let read = 0;
  let more = false;
  for await (const { subject, records } of subjectsAfter(kysely, site, cursor)) {
    more = read === limit;
    if (more) break;
    read += 1;
    last = subject;
    const permissions = (await reader.of(records)).filter((one) => service === undefined || one.service === service);
    if (permissions.length > 0) yield permissions.map(lineOf).join('');
  }
  yield lineOf({ next: more ? last : null });
}

function lineOf(value: JoinedPermission | { readonly next: string | null }): string {
  return `${JSON.stringify(value)}\n`;
}

interface SubjectRecords {
  readonly subject: string;
  readonly records: readonly KeptRecord[];
}

/** Every subject of a site after one, with its whole chain, in the order of the records' key. */
async function* subjectsAfter(kysely: Kysely<Tables>, site: string, after: string): AsyncGenerator<SubjectRecords> {
  let subject = after;
  // A chain is never longer: what comes after is another subject's.
  let sequence = 2 ** 31 - 1;
  let records: KeptRecord[] = [];
  for (;;) {
    const rows = await kysely
      .selectFrom('records')
      .select(['subject', 'sequence', 'hash', 'body'])
      .where('site', '=', site)
      .where(sql<boolean>`(subject, sequence) > (${subject}, ${sequence})`)
      .orderBy('subject')
      .orderBy('sequence')
      .limit(CHUNK)
      .execute();
    for (const row of rows) {
      if (row.subject !== subject && records.length > 0) {
        yield { subject, records };
        records = [];
      }
      ({ subject, sequence } = row);
      records.push({ hash: row.hash, record: JSON.parse(row.body) });
    }
    if (rows.length < CHUNK) break;
  }
  if (records.length > 0) yield { subject, records };
}

function parseQuery(query: URLSearchParams): Wanted {
  const { limit, cursor, errors: page } = parseExportPage(query, LIMITS);
  const service = query.get('service') ?? undefined;
  const errors = [
    ...page,
    ...(service === undefined || identifier.safeParse(service).success
      ? []
      : [{ code: 'invalid-value', path: 'service', fix: 'the id of a row of the register' }]),
  ];
  if (errors.length > 0) throw new Problem('invalid-query', errors);
  return { limit, cursor, service };
}
