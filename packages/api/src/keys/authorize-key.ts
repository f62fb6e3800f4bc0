import { timingSafeEqual } from 'node:crypto';
import type { Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { hashKey, type Scope } from './create-server-key.ts';

/**
 * Checks `Authorization: Bearer <server key>`. A key belongs to one site, so an address need not name it.
 * @throws {Problem} `key-required`, `wrong-site-key`, `missing-scope`
 */
export async function authorizeKey(
  { database }: Context,
  request: Request,
  wanted: { readonly site?: string; readonly scope: Scope },
): Promise<{ readonly id: string; readonly site: string }> {
  const [, id = '', secret = ''] =
    /^Bearer noren_([0-9a-f]{18})_([A-Za-z0-9_-]{43})$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  const row = id
    ? await database.kysely.selectFrom('server_keys').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined;
  const same = row !== undefined && timingSafeEqual(Buffer.from(row.hash), Buffer.from(hashKey(secret)));
  if (!same || row.revoked_at !== null) throw new Problem('key-required', [], { 'www-authenticate': 'Bearer' });
  if (wanted.site !== undefined && row.site !== wanted.site) throw new Problem('wrong-site-key');
  if (!row.scopes.split(' ').includes(wanted.scope)) throw new Problem('missing-scope');
  return { id, site: row.site };
}
