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

/**
 * Keyed hash of the address that a confirmation mail went to, where that is the member's, or may take the place of the one that they still
 * have: who has another address since has not been asked there.
 * @returns undefined where it is none of theirs
 */
export async function confirmedAddress(
  kysely: Kysely<Tables>,
  { address_hash }: MailMemberRow,
  { batch, instead }: ConfirmClaims,
): Promise<string | null | undefined> {
  const mail = await kysely.selectFrom('mail_queue').select('address_hash').where('id', '=', batch).executeTakeFirst();
  if (!mail || mail.address_hash === address_hash) return address_hash;
  return address_hash === null || address_hash === instead ? mail.address_hash : undefined;
}

/**
 * The holder of a confirmation mail wants what was asked for. A mail has arrived, so whatever was suppressed is so no longer.
 * @returns the topics that were confirmed, now or before; none where the request was taken back, a newer one was made, or the member has another address
 */
export async function confirmMail(
  context: Context,
  site: Site,
  claims: ConfirmClaims,
  { wording, language }: { readonly wording: string; readonly language: string },
): Promise<string[]> {
  const { member: reference, batch } = claims;
  const sites = await allSites(context);
  return context.mailWriter.write(reference, async (transaction) => {
    const at = context.now().getTime();
    const member = await lockMailMember(transaction, context, reference);
    const address = await confirmedAddress(transaction, member, claims);
    if (member.departed_at !== null || address === undefined) return [];
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
        { batch, changes: { suppressed: null, confirmed_at: at, address_hash: address } },
      );
    }
    return asked.filter(({ state }) => state !== 'off').map(({ topic }) => topic);
  });
}
