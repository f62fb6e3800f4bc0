import { mailSettings } from '@noren/model/mail';
import type { Transaction } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../database/tables.ts';
import { newId } from '../new-id.ts';
import type { Site } from '../sites/site.ts';
import { appendEvents } from './append-events.ts';
import { lockKnownMember, preferencesOf } from './mail-member.ts';
import { draftsOf } from './plan-change.ts';

const DAY_MS = 86_400_000;

/**
 * A member has left (R8.1): what they chose goes at once, and each topic that was wanted is told as stopped. The proof stays, for
 * as long as the sites say.
 * @param sites every site, looked up before the transaction began
 */
export async function leaveMail(
  transaction: Transaction<Tables>,
  context: Context,
  site: Site,
  sites: ReadonlyMap<string, Site>,
  referenceHash: string,
  at: number,
): Promise<void> {
  const member = await lockKnownMember(transaction, context.database, { hash: referenceHash });
  if (!member || member.departed_at !== null) return;
  const rows = await preferencesOf(transaction, member.member);
  const days = Math.max(PROOF_DAYS_LEAST, ...[...sites.values()].map(proofDays));
  const none = { state: 'off' } as const;
  await appendEvents(
    transaction,
    context,
    member,
    [
      {
        kind: 'suppress',
        topic: null,
        channel: null,
        before: none,
        after: { state: 'suppressed', reason: 'withdrawal' },
      },
      ...draftsOf(sites, rows, member.suppressed, { kind: 'suppress', reason: 'withdrawal' }),
    ],
    { site, source: 'departure', actor: 'system', wording: null, language: null, at },
    {
      batch: newId(at),
      changes: { address_hash: null, suppressed: null, departed_at: at, keep_until: at + days * DAY_MS },
    },
  );
  await transaction.deleteFrom('mail_queue').where('member', '=', member.member).execute();
  await transaction.deleteFrom('mail_preferences').where('member', '=', member.member).execute();
}

/** One month after the last mail, which the law asks for (特定電子メール法施行規則 4条). */
const PROOF_DAYS_LEAST = 31;

function proofDays({ published: { config } }: Site): number {
  return mailSettings(config)?.proofDays ?? 0;
}
