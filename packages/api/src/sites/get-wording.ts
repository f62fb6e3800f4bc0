import type { Call, Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { cacheable, IMMUTABLE, PUBLIC_HEADERS } from '../http/respond.ts';

/** `GET /v1/wordings/:hash`: the exact wording that a record names. Its bytes have the hash by which it is asked for. */
export async function getWording({ database }: Context, { request, params }: Call): Promise<Response> {
  const hash = params.hash ?? '';
  if (!/^[A-Za-z0-9_-]{43}$/.test(hash)) throw new Problem('unknown-wording');
  const row = await database.kysely
    .selectFrom('wordings')
    .select('content')
    .where('hash', '=', hash)
    .executeTakeFirst();
  if (!row) throw new Problem('unknown-wording');
  return cacheable(request, row.content, {
    ...PUBLIC_HEADERS,
    'content-type': 'application/json',
    'cache-control': IMMUTABLE,
    etag: `"${hash}"`,
  });
}
