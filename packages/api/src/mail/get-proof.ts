import { type MailEventRecord, mailAddress, memberReference } from '@noren/model/schema';
import { noteKey } from '../audit/note-key.ts';
import type { Call, Context } from '../context.ts';
import { limitRate } from '../http/limit-rate.ts';
import { Problem } from '../http/problem.ts';
import { json } from '../http/respond.ts';
import { instantOf } from '../instant-of.ts';
import { GROUP } from '../members/group-member.ts';
import { mailEventsOf, mailStanding } from './kept-mail.ts';
import { choiceOf, preferencesOf } from './mail-member.ts';
import { authorizeCompany, forOperator } from './topic-access.ts';

/**
 * `GET /v1/mail/proof`: everything that is kept about the mail of one member (`Noren-Member`) or one address (`Noren-Address`), with
 * the exact words behind each hash: what 特定電子メール法 asks a sender to be able to show. Whom it is about stands in a header, so
 * that no log has it. The operator's alone (R7.2); each request is noted in the audit log.
 */
export async function getMailProof(context: Context, call: Call): Promise<Response> {
  const { request } = call;
  const key = await authorizeCompany(context, request, 'mail:proof');
  limitRate(context, key.site, call);
  await forOperator(context, key, 'mail.proof');
  const hash = hashOf(context, request);
  const { kysely } = context.database;
  await noteKey(context, key, 'mail.proof', { by: hash.by });
  const members = await kysely
    .selectFrom('mail_members')
    .select(['member', 'reference_sealed', 'sequence', 'suppressed', 'departed_at', 'keep_until'])
    .where((where) =>
      hash.by === 'member'
        ? where('reference_hash', '=', hash.value)
        : where(
            'member',
            'in',
            where.selectFrom('mail_addresses').select('mail_addresses.member').where('address_hash', '=', hash.value),
          ),
    )
    .orderBy('member')
    .execute();
  const people = await Promise.all(
    members.map(async (row) => {
      const events: (MailEventRecord & { readonly hash: string })[] = [];
      for await (const entries of mailEventsOf(kysely, row.member, row.sequence))
        events.push(...entries.map(({ record, hash }) => ({ ...record, hash })));
      const preferences = (await preferencesOf(kysely, row.member)).map(({ member: _, changed_at, ...choice }) => ({
        ...choice,
        ...choiceOf(choice, choice.channel, row.suppressed),
        changedAt: instantOf(changed_at),
      }));
      return {
        member: context.mail.references.open([row.reference_sealed])[0],
        ...mailStanding(row),
        preferences,
        events,
      };
    }),
  );
  const hashes = new Set(people.flatMap(({ events }) => events.map(({ wording }) => wording)));
  hashes.delete(null);
  const wordings =
    hashes.size === 0
      ? []
      : await kysely
          .selectFrom('mail_wordings')
          .select(['hash', 'content'])
          .where('hash', 'in', [...hashes])
          .execute();
  return json(200, {
    members: people,
    wordings: Object.fromEntries(wordings.map((row) => [row.hash, JSON.parse(row.content)])),
  });
}

/** @throws {Problem} `invalid-member` */
function hashOf({ hashMember, mail }: Context, request: Request) {
  const member = request.headers.get('noren-member');
  const address = request.headers.get('noren-address');
  if (member !== null && address === null && memberReference.safeParse(member).success)
    return { by: 'member', value: hashMember(GROUP, member) } as const;
  if (address !== null && member === null && mailAddress.safeParse(address).success)
    return { by: 'address', value: mail.hashAddress(address) } as const;
  throw new Problem('invalid-member', [
    { code: 'invalid-member', path: 'noren-member', fix: 'either Noren-Member or Noren-Address, one of each kind' },
  ]);
}
