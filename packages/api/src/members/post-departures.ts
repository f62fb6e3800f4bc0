import { departuresRequest } from '@noren/model/schema';
import { writeAudit } from '../audit/write-audit.ts';
import type { Call, Context } from '../context.ts';
import { transact } from '../database/transact.ts';
import { limitRate } from '../http/limit-rate.ts';
import { parseBody } from '../http/parse-body.ts';
import { readJson } from '../http/read-json.ts';
import { json } from '../http/respond.ts';
import { authorizeKey } from '../keys/authorize-key.ts';
import { requireOperator } from '../keys/require-operator.ts';
import { leaveMail } from '../mail/leave-mail.ts';
import { allSites } from '../mail/mail-site.ts';
import type { Site } from '../sites/site.ts';
import { GROUP, lockMember } from './group-member.ts';

const BODY_LIMIT = 1_000_000;

/**
 * `POST /v1/sites/:site/members/departures`: members who have left, or are to be erased (R8.1). On every site of the group
 * their links and sign-ins end, what they decided and what was switched off for them is erased, and mail that was sent to
 * them recognises nobody any more. Records stay, and whose they were cannot be told from them any more. The operator alone
 * may say so (R7.2).
 */
export async function postDepartures(context: Context, site: Site, call: Call): Promise<Response> {
  limitRate(context, site.key, call);
  const { id } = await authorizeKey(context, call.request, { site: site.key, scope: 'members:write' });
  const { members } = parseBody(departuresRequest, await readJson(call.request, BODY_LIMIT), 'invalid-body');
  const { database } = context;
  const at = context.now().getTime();
  const action = 'members.departures';
  await requireOperator(context, site, id, action);
  // Always in the same order, so that two batches do not wait for each other.
  const hashes = [...new Set(members.map((member) => context.hashMember(GROUP, member)))].sort();
  const sites = await allSites(context);
  await transact(database, async (transaction) => {
    for (const hash of hashes) {
      // Also where there is none yet: a link that is being redeemed at this moment is waited for.
      const { member } = await lockMember(transaction, database.engine, hash, GROUP);
      for (const table of ['attachments', 'links', 'member_overrides', 'group_members'] as const)
        await transaction.deleteFrom(table).where('member', '=', member).execute();
      await leaveMail(transaction, context, site, sites, hash, at);
      await transaction
        .insertInto('departed_members')
        .values({ reference_hash: hash, departed_at: at })
        .onConflict((conflict) => conflict.column('reference_hash').doUpdateSet({ departed_at: at }))
        .execute();
    }
    const detail = { members: members.length };
    await writeAudit(transaction, { site: site.key, at, actor: `key:${id}`, action, detail });
  });
  return json(200, { members: hashes.length });
}
