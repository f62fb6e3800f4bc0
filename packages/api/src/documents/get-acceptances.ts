import { memberReference } from '@noren/model/schema';
import type { Call, Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { json } from '../http/respond.ts';
import { authorizeKey } from '../keys/authorize-key.ts';
import { receiptOf } from '../receipts/receipt-of.ts';
import type { Site } from '../sites/site.ts';

/** Header that names the member: an address would end in logs. */
const MEMBER_HEADER = 'noren-member';

/**
 * `GET /v1/sites/:site/documents/:document/acceptances`: what is kept about one member and a document, each entry with its
 * signed receipt, oldest first.
 */
export async function getAcceptances(context: Context, site: Site, { request, params }: Call): Promise<Response> {
  await authorizeKey(context, request, { site: site.key, scope: 'documents:read' });
  const reference = memberReference.safeParse(request.headers.get(MEMBER_HEADER));
  if (!reference.success) throw new Problem('invalid-member');
  const { kysely } = context.database;
  const rows = await kysely
    .selectFrom('members')
    .innerJoin('document_records', (join) =>
      join.onRef('document_records.site', '=', 'members.site').onRef('document_records.member', '=', 'members.member'),
    )
    .select(['members.member', 'document_records.id', 'hash', 'body', 'evidence'])
    .where('members.site', '=', site.key)
    .where('reference_hash', '=', context.hashMember(site.key, reference.data))
    .orderBy('sequence')
    .execute();
  const entries = rows
    .map((row) => ({ ...row, record: JSON.parse(row.body) }))
    .filter(({ record }) => record.document === params.document);
  const records = await Promise.all(
    entries.map(async ({ member, id, hash, body, evidence, record }) => {
      const key = { site: site.key, subject: member, id };
      const receipt = await receiptOf(context, request, key, async () => ({ hash, body }));
      return { record, hash, ...(evidence === null ? {} : { evidence }), receipt };
    }),
  );
  return json(200, { records });
}
