import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';

/** What somebody did. */
export interface Audited {
  /** Empty for what concerns the whole installation. */
  readonly site: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `key:ID` of a server key, or a name of who called. */
  readonly actor: string;
  /** e.g. `config.publish`. */
  readonly action: string;
  readonly detail: object;
}

/** Notes in the audit log who did what, when. In a transaction it is noted if, and only if, it is done. */
export async function writeAudit(kysely: Kysely<Tables>, { detail, ...audited }: Audited): Promise<void> {
  await kysely
    .insertInto('audit_log')
    .values({ ...audited, id: randomUUID(), detail: JSON.stringify(detail) })
    .execute();
}
