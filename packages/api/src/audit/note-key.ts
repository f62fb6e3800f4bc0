import type { Context } from '../context.ts';
import { writeAudit } from './write-audit.ts';

/**
 * Notes what was done, or refused, with a server key.
 * @param site that it was done to
 */
export function noteKey(
  { database, now }: Context,
  { id, site }: { readonly id: string; readonly site: string },
  action: string,
  detail: object,
): Promise<void> {
  return writeAudit(database.kysely, { site, at: now().getTime(), actor: `key:${id}`, action, detail });
}
