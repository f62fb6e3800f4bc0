import type { Handler } from '../context.ts';
import type { Tables } from '../database/tables.ts';
import { Problem, type ProblemCode } from './problem.ts';
import { cacheable, IMMUTABLE, PUBLIC_HEADERS } from './respond.ts';

/**
 * `GET` of an address that ends in a hash: the exact words that a proof names. Their bytes have the hash by which they are
 * asked for.
 * @param code of the refusal where no such words are kept
 */
export function archivedText(
  table: keyof Pick<Tables, 'wordings' | 'notice_texts' | 'mail_wordings'>,
  code: ProblemCode,
): Handler {
  return async ({ database }, { request, params }) => {
    const hash = params.hash ?? '';
    if (!/^[A-Za-z0-9_-]{43}$/.test(hash)) throw new Problem(code);
    const row = await database.kysely.selectFrom(table).select('content').where('hash', '=', hash).executeTakeFirst();
    if (!row) throw new Problem(code);
    return cacheable(request, row.content, {
      ...PUBLIC_HEADERS,
      'content-type': 'application/json',
      'cache-control': IMMUTABLE,
      etag: `"${hash}"`,
    });
  };
}
