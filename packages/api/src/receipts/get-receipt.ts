import type { Call, Context } from '../context.ts';
import type { RecordRow } from '../database/tables.ts';
import { Problem, SECURITY_HEADERS } from '../http/problem.ts';
import type { Site } from '../sites/site.ts';
import { findSubject } from '../subjects/find-subject.ts';
import { identifyReader } from '../subjects/identify.ts';
import { type ReceiptKey, receiptOf } from './receipt-of.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `GET /v1/sites/:site/records/:id/receipt`: the record, signed. Signed once, then the same bytes forever. */
export async function getReceipt(context: Context, site: Site, { request, params, cors }: Call): Promise<Response> {
  const id = (params.id ?? '').toLowerCase();
  const secret = identifyReader(request, site.origins, context.trustProxy);
  const found = await findSubject(context, site, secret);
  if (!found || !UUID.test(id)) throw new Problem('unknown-record');
  const key = { site: site.key, subject: found.subject, id };
  const jws = await receiptOf(context, request, key, () => recordOf(context, key));
  return new Response(jws, {
    headers: { ...SECURITY_HEADERS, 'content-type': 'application/jose', 'cache-control': 'no-store', ...cors },
  });
}

async function recordOf(
  { database: { kysely } }: Context,
  { site, subject, id }: ReceiptKey,
): Promise<Pick<RecordRow, 'hash' | 'body'>> {
  const row = await kysely
    .selectFrom('records')
    .select(['hash', 'body'])
    .where('site', '=', site)
    .where('subject', '=', subject)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Problem('unknown-record');
  return row;
}
