import type { Call, Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { cacheable, IMMUTABLE, PUBLIC_HEADERS } from '../http/respond.ts';

/** `GET /v1/mail/wordings/:hash`: the exact words that an entry names. */
export async function getMailWording({ database }: Context, { request, params }: Call): Promise<Response> {
  const hash = params.hash ?? '';
  const row = await database.kysely
    .selectFrom('mail_wordings')
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
