import { timingSafeEqual } from 'node:crypto';
import { noteKey } from '../audit/note-key.ts';
import type { Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { hashKey, type Scope } from './create-server-key.ts';

/**
 * Checks `Authorization: Bearer <server key>`. A key belongs to one site, so an address need not name it.
 * @param wanted `action`: as the audit log calls what is refused to a key that is none for it; default: no entry
 * @throws {Problem} `key-required`, `wrong-site-key`, `missing-scope`
 */
export async function authorizeKey(
  context: Context,
  request: Request,
  wanted: { readonly site?: string; readonly scope: Scope; readonly action?: string },
): Promise<{ readonly id: string; readonly site: string }> {
  const [, id = '', secret = ''] =
    /^Bearer noren_([0-9a-f]{18})_([A-Za-z0-9_-]{43})$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  const row = id
    ? await context.database.kysely.selectFrom('server_keys').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined;
  const same = row !== undefined && timingSafeEqual(Buffer.from(row.hash), Buffer.from(hashKey(secret)));
  if (!same || row.revoked_at !== null) throw new Problem('key-required', [], { 'www-authenticate': 'Bearer' });
  const refused =
    wanted.site !== undefined && row.site !== wanted.site
      ? 'wrong-site-key'
      : row.scopes.split(' ').includes(wanted.scope)
        ? undefined
        : 'missing-scope';
  if (refused && wanted.action) await noteKey(context, { id, site: row.site }, wanted.action, { refused });
  if (refused) throw new Problem(refused);
  return { id, site: row.site };
}
