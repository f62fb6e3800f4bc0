import type { Call, Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { cacheable, IMMUTABLE, PUBLIC_HEADERS } from '../http/respond.ts';

/** `GET /v1/notices/:hash`: the change notice that a proof names. Its bytes have the hash by which it is asked for. */
export async function getNotice({ database }: Context, { request, params }: Call): Promise<Response> {
  const hash = params.hash ?? '';
  if (!/^[A-Za-z0-9_-]{43}$/.test(hash)) throw new Problem('unknown-notice');
  const row = await database.kysely
    .selectFrom('notice_texts')
    .select('content')
    .where('hash', '=', hash)
    .executeTakeFirst();
  if (!row) throw new Problem('unknown-notice');
  return cacheable(request, row.content, {
    ...PUBLIC_HEADERS,
    'content-type': 'application/json',
    'cache-control': IMMUTABLE,
    etag: `"${hash}"`,
  });
}
