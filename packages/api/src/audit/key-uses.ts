import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { writeAudit } from './write-audit.ts';

/** What a server key asks about members, for whom it acts. */
export interface KeyUse {
  readonly key: string;
  /** That offers what is asked about. */
  readonly site: string;
  /** As the audit log calls it. */
  readonly action: string;
  readonly topic: string;
  readonly actingEntity: string;
}

interface Counted {
  readonly use: KeyUse;
  /** Milliseconds since 1970. */
  readonly since: number;
  calls: number;
  members: number;
}

/**
 * Counts what server keys ask so often that an entry in the audit log for each would be more about the members than about the key: how
 * many calls and members, of one topic, are noted once an hour, and no member is named.
 */
export class KeyUses {
  readonly #counted = new Map<string, Counted>();

  /** @param members that one call asks about */
  count(use: KeyUse, members: number, at: Date): void {
    this.#add(use, 1, members, at.getTime());
  }

  /** Notes what has been counted since the last time. What cannot be noted is kept for the next time. */
  async note(kysely: Kysely<Tables>, now: Date): Promise<void> {
    for (const [name, { use, since, calls, members }] of [...this.#counted]) {
      this.#counted.delete(name);
      const { key, site, action, ...detail } = use;
      try {
        const counted = { since: new Date(since).toISOString(), calls, members };
        const noted = { ...detail, ...counted };
        await writeAudit(kysely, { site, at: now.getTime(), actor: `key:${key}`, action, detail: noted });
      } catch (error) {
        this.#add(use, calls, members, since);
        throw error;
      }
    }
  }

  #add(use: KeyUse, calls: number, members: number, since: number): void {
    const name = Object.values(use).join(' ');
    const counted = this.#counted.get(name);
    if (counted) {
      counted.calls += calls;
      counted.members += members;
    } else this.#counted.set(name, { use, since, calls, members });
  }
}
