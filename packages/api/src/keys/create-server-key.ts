import { hash as digest, randomBytes } from 'node:crypto';
import type { Database } from '../database/open-database.ts';

/** What a server key allows, for one site. */
export const SCOPES = [
  'config:write',
  'documents:write',
  'documents:read',
  'personal-urls:write',
  'members:write',
  'members:read',
  'members:export',
  'records:read',
  'mail:send',
  'mail:audience',
  'mail:proof',
  'mail:webhooks',
  'mail:import',
  'undeclared:read',
] as const;
export type Scope = (typeof SCOPES)[number];

/** What a new key is for. */
export interface ServerKeyOptions {
  readonly site: string;
  readonly scopes: readonly Scope[];
  /** For people, in the audit log: whose key it is. */
  readonly label: string;
}

/**
 * Makes a key for a server, e.g. `noren_Xy12…_9aBc…`. It is told this once: only its hash is stored.
 * @returns the key, for `Authorization: Bearer`
 */
export async function createServerKey(
  { kysely }: Database,
  { site, scopes, label }: ServerKeyOptions,
): Promise<string> {
  const id = randomBytes(9).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  await kysely
    .insertInto('server_keys')
    .values({
      id,
      hash: hashKey(secret),
      site,
      scopes: scopes.join(' '),
      label,
      created_at: Date.now(),
      revoked_at: null,
    })
    .execute();
  return `noren_${id}_${secret}`;
}

/** Ends a key at once. @returns whether there was such a key in force */
export async function revokeServerKey({ kysely }: Database, key: string): Promise<boolean> {
  const id = /^noren_([0-9a-f]{18})_/.exec(key)?.[1] ?? '';
  const revoked = await kysely
    .updateTable('server_keys')
    .set({ revoked_at: Date.now() })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return revoked.numUpdatedRows > 0n;
}

/** 256 random bits need no slow hash. */
export function hashKey(secret: string): string {
  return digest('sha256', secret, 'base64url');
}
