import { membershipClocks } from '@noren/model';
import { clocksRequest } from '@noren/model/schema';
import { sql } from 'kysely';
import { noteKey } from '../audit/note-key.ts';
import type { Call, Context } from '../context.ts';
import { inBody } from '../database/in-body.ts';
import { listed } from '../database/listed.ts';
import { limitRate } from '../http/limit-rate.ts';
import { ndjson } from '../http/ndjson.ts';
import { parseBody } from '../http/parse-body.ts';
import { readJson } from '../http/read-json.ts';
import { instantOf } from '../instant-of.ts';
import { authorizeKey } from '../keys/authorize-key.ts';
import { requireOperator } from '../keys/require-operator.ts';
import type { Site } from '../sites/site.ts';
import { GROUP } from './group-member.ts';

const BODY_LIMIT = 1_000_000;
/** Members that are looked up together. */
const CHUNK = 200;

/**
 * `POST /v1/sites/:site/members/clocks`: when each of these members was last active, and since when mail to them comes back, line by
 * line in their order (R8.2). Read from sign-ins, from what members saved while signed in, and from bounces; from no beacon, no cookie and no
 * click of a mail. Whether a membership is looked into is the operator's alone to say (R7.2); each request is noted in the audit log.
 */
export async function postClocks(context: Context, site: Site, call: Call): Promise<Response> {
  limitRate(context, site.key, call);
  const { id } = await authorizeKey(context, call.request, { site: site.key, scope: 'members:read' });
  const { members } = parseBody(clocksRequest, await readJson(call.request, BODY_LIMIT), 'invalid-body');
  const action = 'members.clocks';
  await requireOperator(context, site, id, action);
  await noteKey(context, { id, site: site.key }, action, { members: members.length });
  return ndjson(linesOf(context, members));
}

async function* linesOf(context: Context, members: readonly string[]): AsyncGenerator<string> {
  for (let start = 0; start < members.length; start += CHUNK)
    yield await linesOfChunk(context, members.slice(start, start + CHUNK));
}

async function linesOfChunk(context: Context, members: readonly string[]): Promise<string> {
  const now = context.now().getTime();
  const hashes = members.map((member) => context.hashMember(GROUP, member));
  const signIns = await lastSignIns(context, hashes, now);
  const mail = await mailFacts(context, hashes);
  let lines = '';
  for (const [index, hash] of hashes.entries()) {
    const known = mail.get(hash);
    const active = Math.max(signIns.get(hash) ?? 0, known?.activeAt ?? 0);
    const facts = {
      activeAt: active > 0 ? active : null,
      bouncedAt: known?.bouncedAt ?? null,
      lastBouncedAt: known?.lastBouncedAt ?? null,
    };
    const { unused, unreachable } = membershipClocks(facts, now);
    lines += `${JSON.stringify({
      member: members[index],
      activeAt: instantOf(facts.activeAt),
      bouncedAt: instantOf(facts.bouncedAt),
      lastBouncedAt: instantOf(facts.lastBouncedAt),
      unused,
      unreachable,
    })}\n`;
  }
  return lines;
}

/** Hash of a member → when they were last signed in. A sign-in that is renewed, or goes on, lasts until now. */
async function lastSignIns(
  { database: { kysely, engine } }: Context,
  hashes: readonly string[],
  now: number,
): Promise<Map<string, number>> {
  const rows = await kysely
    .selectFrom('group_members')
    .innerJoin('attachments', 'attachments.member', 'group_members.member')
    .select(['reference_hash', sql<number>`max(ends_at)`.as('ends')])
    .where('reference_hash', 'in', listed(engine, hashes))
    .groupBy('reference_hash')
    .execute();
  return new Map(rows.map(({ reference_hash, ends }) => [reference_hash, Math.min(Number(ends), now)]));
}

/** Hash of a member → what their mail says. Who has left is not known any more. */
async function mailFacts({ database: { kysely, engine } }: Context, hashes: readonly string[]) {
  const people = await kysely
    .selectFrom('mail_members')
    .select(['member', 'reference_hash', 'suppressed', 'bounced_at', 'last_bounced_at'])
    .where('reference_hash', 'in', listed(engine, hashes))
    .where('departed_at', 'is', null)
    .execute();
  const saved =
    people.length === 0
      ? []
      : await kysely
          .selectFrom('mail_events')
          .select(['member', sql<string>`max(${inBody(engine, 'receivedAt')})`.as('at')])
          .where(
            'member',
            'in',
            people.map(({ member }) => member),
          )
          .where(inBody(engine, 'actor'), '=', 'member')
          .groupBy('member')
          .execute();
  const activeAt = new Map(saved.map(({ member, at }) => [member, Date.parse(at)]));
  return new Map(
    people.map(({ member, reference_hash, suppressed, bounced_at, last_bounced_at }) => {
      // A complaint came from a mail that had arrived.
      const comesBack = suppressed === 'bounce';
      return [
        reference_hash,
        {
          activeAt: activeAt.get(member),
          bouncedAt: comesBack ? bounced_at : null,
          lastBouncedAt: comesBack ? last_bounced_at : null,
        },
      ];
    }),
  );
}
