import { mailSettings } from '@noren/model/mail';
import type { Transaction } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../database/tables.ts';
import { Problem } from '../http/problem.ts';
import type { Site } from '../sites/site.ts';

const DAY_MS = 86_400_000;
/** Confirmation mails to one member, or to one address, in a day. */
const MOST_A_DAY = 5;
/** Whoever presses a button again and again gets one mail. */
const PAUSE_MS = 60_000;

/** What a confirmation mail needs; sealed while it waits. */
export interface Waiting {
  readonly address: string;
  /** The operator's id of the member. */
  readonly reference: string;
  readonly site: string;
  readonly language: string;
  readonly topics: readonly string[];
  /** Keyed hash of the member's address when it was asked, where that is another: it is theirs until a mail to this one is answered. */
  readonly instead?: string | undefined;
}

/**
 * Puts a confirmation mail into the queue, in the transaction of the entries that ask: where they are kept, it will be sent.
 * @throws {Problem} `confirmation-off`, `address-required`, `too-many-confirmations`
 */
export async function askConfirmation(
  transaction: Transaction<Tables>,
  { mail, confirmations }: Context,
  site: Site,
  member: string,
  batch: string,
  waiting: Omit<Waiting, 'address' | 'site'> & { readonly address: string | undefined },
  at: number,
): Promise<void> {
  if (!confirmations) throw new Problem('confirmation-off');
  const { address } = waiting;
  if (address === undefined) throw new Problem('address-required');
  const address_hash = mail.hashAddress(address);
  const sent = await transaction
    .selectFrom('mail_queue')
    .select('created_at')
    .where('member', '=', member)
    .where('created_at', '>', at - DAY_MS)
    .union(
      transaction
        .selectFrom('mail_queue')
        .select('created_at')
        .where('address_hash', '=', address_hash)
        .where('created_at', '>', at - DAY_MS),
    )
    .execute();
  const times = sent.map(({ created_at }) => Number(created_at)).sort((a, b) => b - a);
  // Of the newest five the oldest has to be a day old.
  const wait = Math.max((times[0] ?? 0) + PAUSE_MS, (times[MOST_A_DAY - 1] ?? 0) + DAY_MS) - at;
  if (wait > 0) throw new Problem('too-many-confirmations', [], { 'retry-after': String(Math.ceil(wait / 1000)) });
  const days = mailSettings(site.published.config)?.confirmWithinDays ?? 1;
  const kept: Waiting = { ...waiting, address, site: site.key };
  await transaction
    .insertInto('mail_queue')
    .values({
      id: batch,
      member,
      address_hash,
      sealed: mail.seal(kept),
      created_at: at,
      expires_at: at + days * DAY_MS,
      attempts: 0,
      next_at: at,
    })
    .execute();
}
