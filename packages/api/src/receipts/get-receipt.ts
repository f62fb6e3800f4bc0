import type { Call, Context } from '../context.ts';
import { requestOrigin } from '../http/caller.ts';
import { Problem, SECURITY_HEADERS } from '../http/problem.ts';
import type { Site } from '../sites/site.ts';
import { findSubject } from '../subjects/find-subject.ts';
import { identifyReader } from '../subjects/identify.ts';

/** `typ` of a receipt. */
export const RECEIPT_TYPE = 'noren-receipt+jwt';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `GET /v1/sites/:site/records/:id/receipt`: the record, signed. Signed once, then the same bytes forever. */
export async function getReceipt(context: Context, site: Site, { request, params, cors }: Call): Promise<Response> {
  const id = (params.id ?? '').toLowerCase();
  const secret = identifyReader(request, site.origins, context.trustProxy);
  const found = await findSubject(context, site.key, secret);
  if (!found || !UUID.test(id)) throw new Problem('unknown-record');
  const issuer = context.issuer ?? `${requestOrigin(request, context.trustProxy)}${context.basePath}`;
  const jws = await receiptOf(context, { site: site.key, subject: found.subject, id }, issuer);
  return new Response(jws, {
    headers: { ...SECURITY_HEADERS, 'content-type': 'application/jose', 'cache-control': 'no-store', ...cors },
  });
}

async function receiptOf(
  { database: { kysely }, signingKeys, now }: Context,
  key: { readonly site: string; readonly subject: string; readonly id: string },
  issuer: string,
): Promise<string> {
  const stored = () =>
    kysely
      .selectFrom('receipts')
      .select('jws')
      .where('site', '=', key.site)
      .where('subject', '=', key.subject)
      .where('id', '=', key.id)
      .executeTakeFirst();
  const before = await stored();
  if (before) return before.jws;
  const row = await kysely
    .selectFrom('records')
    .select(['hash', 'body'])
    .where('site', '=', key.site)
    .where('subject', '=', key.subject)
    .where('id', '=', key.id)
    .executeTakeFirst();
  if (!row) throw new Problem('unknown-record');
  const payload = {
    iss: issuer,
    iat: Math.floor(now().getTime() / 1000),
    hash: row.hash,
    record: JSON.parse(row.body),
  };
  const jws = await signingKeys.sign(payload, RECEIPT_TYPE);
  await kysely
    .insertInto('receipts')
    .values({ ...key, jws })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  // Whoever was first has signed it.
  return (await stored())?.jws ?? jws;
}
