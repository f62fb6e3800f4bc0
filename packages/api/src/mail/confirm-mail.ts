import type { Kysely } from 'kysely';
import type { Context } from '../context.ts';
import type { MailMemberRow } from '../database/mail-tables.ts';
import type { Tables } from '../database/tables.ts';
import type { Site } from '../sites/site.ts';
import { appendEvents, type MailDraft } from './append-events.ts';
import { choiceOf, lockMailMember, preferencesOf } from './mail-member.ts';
import { allSites } from './mail-site.ts';
import type { ConfirmClaims } from './mail-tokens.ts';
import { draftOf, draftsOf } from './plan-change.ts';

/** Whether a confirmation mail went where the member is reached now: who has another address since has not been asked there. */
export async function isOwnAddress(
  kysely: Kysely<Tables>,
  { address_hash }: MailMemberRow,
  batch: string,
): Promise<boolean> {
  const mail = await kysely.selectFrom('mail_queue').select('address_hash').where('id', '=', batch).executeTakeFirst();
  return mail === undefined || mail.address_hash === address_hash;
}

/**
 * The holder of a confirmation mail wants what was asked for. A mail has arrived, so whatever was suppressed is so no longer.
 * @returns the topics that were confirmed, now or before; none where the request was taken back, a newer one was made, or the member has another address
 */
export async function confirmMail(
  context: Context,
  site: Site,
  { member: reference, batch }: ConfirmClaims,
  { wording, language }: { readonly wording: string; readonly language: string },
): Promise<string[]> {
  const sites = await allSites(context);
  return context.mailWriter.write(reference, async (transaction) => {
    const at = context.now().getTime();
    const member = await lockMailMember(transaction, context, reference);
    if (member.departed_at !== null || !(await isOwnAddress(transaction, member, batch))) return [];
    const rows = await preferencesOf(transaction, member.member);
    const asked = rows.filter((row) => row.site === site.key && row.batch === batch && row.channel === 'email');
    const pending = asked.filter(({ state }) => state === 'pending');
    if (pending.length > 0) {
      const confirmed = pending.flatMap((row) =>
        draftOf(row.topic, 'email', choiceOf(row, 'email', member.suppressed), { kind: 'confirm' }),
      );
      const others = rows.filter((row) => row.channel === 'email' && !pending.includes(row));
      const lifted: MailDraft[] = member.suppressed
        ? [
            {
              kind: 'lift',
              topic: null,
              channel: 'email',
              before: choiceOf(undefined, 'email', member.suppressed),
              after: { state: 'off' },
            },
            ...draftsOf(sites, others, member.suppressed, { kind: 'lift' }),
          ]
        : [];
      await appendEvents(
        transaction,
        context,
        member,
        [...lifted, ...confirmed],
        { site, source: 'confirmation-page', actor: 'mail-holder', wording, language, at },
        { batch, changes: { suppressed: null, confirmed_at: at } },
      );
    }
    return asked.filter(({ state }) => state !== 'off').map(({ topic }) => topic);
  });
}
