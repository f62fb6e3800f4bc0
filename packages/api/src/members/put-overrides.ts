import { type OverridesRequest, overridesRequest } from '@noren/model/schema';
import { writeAudit } from '../audit/write-audit.ts';
import type { Call, Context } from '../context.ts';
import { transact } from '../database/transact.ts';
import { limitRate } from '../http/limit-rate.ts';
import { parseBody } from '../http/parse-body.ts';
import { Problem } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { json } from '../http/respond.ts';
import { authorizeKey } from '../keys/authorize-key.ts';
import type { Site } from '../sites/site.ts';
import { GROUP, lockMember } from './group-member.ts';

const BODY_LIMIT = 1_000_000;

/**
 * `PUT /v1/sites/:site/members/overrides`: purposes that are off for single members on this site, whatever they allow (R1.3).
 * An override never allows anything. It reaches a browser when the member signs in, or with the next choice made there.
 */
export async function putOverrides(context: Context, site: Site, call: Call): Promise<Response> {
  limitRate(context, site.key, call);
  const { id } = await authorizeKey(context, call.request, { site: site.key, scope: 'members:write' });
  const { members } = parseBody(overridesRequest, await readJson(call.request, BODY_LIMIT), 'invalid-body');
  checkPurposes(site, members);
  const { database } = context;
  await transact(database, async (transaction) => {
    // Always in the same order, so that two batches do not wait for each other.
    const rows = members
      .map(({ member, off }) => ({ hash: context.hashMember(GROUP, member), off: [...new Set(off)] }))
      .toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
    for (const { hash, off } of rows) {
      const { member } = await lockMember(transaction, database.engine, hash, site.key);
      await transaction
        .deleteFrom('member_overrides')
        .where('member', '=', member)
        .where('site', '=', site.key)
        .execute();
      if (off.length > 0)
        await transaction
          .insertInto('member_overrides')
          .values(off.map((purpose) => ({ member, site: site.key, purpose })))
          .execute();
      if (site.linking.some((purpose) => off.includes(purpose)))
        await transaction.deleteFrom('links').where('member', '=', member).where('site', '=', site.key).execute();
    }
    await writeAudit(transaction, {
      site: site.key,
      at: context.now().getTime(),
      actor: `key:${id}`,
      action: 'members.overrides',
      detail: { members: members.length },
    });
  });
  return json(200, { members: members.length });
}

function checkPurposes({ published: { config } }: Site, members: OverridesRequest['members']): void {
  const known = config.purposes.filter(({ mode }) => mode !== 'always').map((purpose) => purpose.id);
  const wrong = members.flatMap(({ off }, at) =>
    off.flatMap((received, index) =>
      known.includes(received)
        ? []
        : [
            {
              code: 'unknown-purpose',
              path: `members[${at}].off[${index}]`,
              received,
              fix: `one of ${known.join(', ')}`,
            },
          ],
    ),
  );
  if (wrong.length > 0) throw new Problem('invalid-body', wrong.slice(0, 20));
}
