import { maySend } from '@noren/model/mail';
import { mailCheckRequest } from '@noren/model/schema';
import type { Call, Context } from '../context.ts';
import { listed } from '../database/listed.ts';
import { limitRate } from '../http/limit-rate.ts';
import { ndjson } from '../http/ndjson.ts';
import { parseBody } from '../http/parse-body.ts';
import { readJson } from '../http/read-json.ts';
import { GROUP } from '../members/group-member.ts';
import { choiceOf } from './mail-member.ts';
import { authorizeCompany, countUse, type OpenTopic, openTopic } from './topic-access.ts';

/** Room for 10,000 members. */
const BODY_LIMIT = 2_000_000;
/** Members that are looked up together, between which others have their turn. */
const CHUNK = 1000;

/**
 * `POST /v1/mail/check`: whether a topic may be sent to each of these members, and why, line by line in their order. It is asked
 * right before a send; what is answered is what is in force at that moment.
 */
export async function postCheck(context: Context, call: Call): Promise<Response> {
  const { request } = call;
  const key = await authorizeCompany(context, request, 'mail:send');
  limitRate(context, key.site, call);
  const wanted = parseBody(mailCheckRequest, await readJson(request, BODY_LIMIT), 'invalid-body');
  const { channel = 'email' } = wanted;
  const open = await openTopic(context, key, { ...wanted, channel }, 'mail.check');
  countUse(context, key, open, 'mail.check', wanted.members.length);
  return ndjson(linesOf(context, open, wanted.members));
}

async function* linesOf(context: Context, open: OpenTopic, members: readonly string[]): AsyncGenerator<string> {
  for (let start = 0; start < members.length; start += CHUNK)
    yield await linesOfChunk(context, open, members.slice(start, start + CHUNK));
}

async function linesOfChunk(
  { database: { kysely, engine }, hashMember }: Context,
  { site, topic, channel }: OpenTopic,
  members: readonly string[],
): Promise<string> {
  const hashes = members.map((member) => hashMember(GROUP, member));
  const rows = await kysely
    .selectFrom('mail_members')
    .leftJoin('mail_preferences', (join) =>
      join
        .onRef('mail_preferences.member', '=', 'mail_members.member')
        .on('mail_preferences.site', '=', site.key)
        .on('mail_preferences.topic', '=', topic.id)
        .on('mail_preferences.channel', '=', channel),
    )
    .select(['reference_hash', 'suppressed', 'departed_at', 'state', 'frequency'])
    .where('reference_hash', 'in', listed(engine, hashes))
    .execute();
  const known = new Map(rows.map((row) => [row.reference_hash, row]));
  let lines = '';
  for (const [index, hash] of hashes.entries()) {
    const row = known.get(hash);
    const chosen = row?.state ? { state: row.state, frequency: row.frequency } : undefined;
    const choice = row && (chosen || row.suppressed) ? choiceOf(chosen, channel, row.suppressed) : undefined;
    const verdict = maySend(topic, channel, choice, row !== undefined && row.departed_at !== null);
    const frequency = verdict.send ? (choice?.frequency ?? topic.frequencies?.[0]?.id) : undefined;
    lines += `${JSON.stringify({ member: members[index], ...verdict, ...(frequency ? { frequency } : {}) })}\n`;
  }
  return lines;
}
