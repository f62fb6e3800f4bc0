import { identifier, mailChannel } from '@noren/model/schema';
import type { Kysely } from 'kysely';
import { writeAudit } from '../audit/write-audit.ts';
import type { Call, Context } from '../context.ts';
import type { Tables } from '../database/tables.ts';
import { limitRate } from '../http/limit-rate.ts';
import { ndjson } from '../http/ndjson.ts';
import { Problem } from '../http/problem.ts';
import type { SealedReferences } from './sealed-references.ts';
import { authorizeCompany, type OpenTopic, openTopic } from './topic-access.ts';

const LARGEST_LIMIT = 1_000_000;
/** Members that are read together. */
const CHUNK = 2000;
/** Before every id. */
const START = '00000000-0000-0000-0000-000000000000';

/**
 * `GET /v1/mail/audience?topic=`: everybody to whom a topic may be sent now, line by line. The last line says where the next page
 * begins; an answer without it is not whole. It is a snapshot: `check` is asked right before the send. Service notices have no audience:
 * who is a member is the operator's system to say.
 */
export async function getAudience(context: Context, call: Call): Promise<Response> {
  const { request } = call;
  const key = await authorizeCompany(context, request, 'mail:audience');
  const wanted = parseQuery(new URL(request.url).searchParams);
  limitRate(context, key.site, call);
  const open = await openTopic(context, key, wanted, 'mail.audience');
  if (open.topic.class === 'service')
    throw new Problem('invalid-query', [
      { code: 'service-without-audience', path: 'topic', received: open.topic.id, fix: 'a topic that can be chosen' },
    ]);
  const { database, now, mail } = context;
  const { limit, cursor } = wanted;
  await writeAudit(database.kysely, {
    site: open.site.key,
    at: now().getTime(),
    actor: `key:${key.id}`,
    action: 'mail.audience',
    detail: {
      topic: open.topic.id,
      channel: open.channel,
      actingEntity: key.company,
      limit,
      ...(cursor === START ? {} : { cursor }),
    },
  });
  return ndjson(linesOf(database.kysely, mail.references, open, limit, cursor));
}

async function* linesOf(
  kysely: Kysely<Tables>,
  references: SealedReferences,
  { site, topic, channel }: OpenTopic,
  limit: number,
  cursor: string,
): AsyncGenerator<string> {
  const first = topic.frequencies?.[0]?.id;
  let last = cursor;
  for (let left = limit; left > 0; ) {
    const rows = await audienceAfter(kysely, site.key, topic.id, channel, last, Math.min(CHUNK, left));
    const members = references.open(rows.map((row) => row.reference_sealed));
    let lines = '';
    for (const [at, { frequency }] of rows.entries()) {
      const often = frequency ?? first;
      lines += often
        ? `{"member":${JSON.stringify(members[at])},"frequency":"${often}"}\n`
        : `{"member":${JSON.stringify(members[at])}}\n`;
    }
    last = rows.at(-1)?.member ?? last;
    if (rows.length < Math.min(CHUNK, left)) {
      yield `${lines}{"next":null}\n`;
      return;
    }
    left -= rows.length;
    if (lines) yield lines;
  }
  const more = await audienceAfter(kysely, site.key, topic.id, channel, last, 1);
  yield `{"next":${more.length > 0 ? JSON.stringify(last) : 'null'}}\n`;
}

function audienceAfter(
  kysely: Kysely<Tables>,
  site: string,
  topic: string,
  channel: string,
  after: string,
  limit: number,
) {
  const query = kysely
    .selectFrom('mail_preferences')
    .innerJoin('mail_members', 'mail_members.member', 'mail_preferences.member')
    .select(['mail_preferences.member', 'mail_preferences.frequency', 'reference_sealed'])
    .where('site', '=', site)
    .where('topic', '=', topic)
    .where('channel', '=', channel)
    .where('state', '=', 'on')
    .where('mail_preferences.member', '>', after)
    .orderBy('mail_preferences.member')
    .limit(limit);
  return (channel === 'email' ? query.where('suppressed', 'is', null) : query).execute();
}

function parseQuery(query: URLSearchParams) {
  const topic = identifier.safeParse(query.get('topic'));
  const site = identifier.optional().safeParse(query.get('site') ?? undefined);
  const channel = mailChannel.safeParse(query.get('channel') ?? 'email');
  const limit = Number(query.get('limit') ?? LARGEST_LIMIT);
  const cursor = query.get('cursor') ?? START;
  const errors = [
    ...(topic.success ? [] : [{ code: 'invalid-value', path: 'topic', fix: 'the id of a topic' }]),
    ...(site.success ? [] : [{ code: 'invalid-value', path: 'site', fix: 'the key of a site' }]),
    ...(channel.success
      ? []
      : [{ code: 'invalid-value', path: 'channel', fix: `one of ${mailChannel.options.join(', ')}` }]),
    ...(Number.isInteger(limit) && limit >= 1 && limit <= LARGEST_LIMIT
      ? []
      : [{ code: 'invalid-value', path: 'limit', fix: `1 to ${LARGEST_LIMIT}` }]),
    ...(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor)
      ? []
      : [{ code: 'invalid-value', path: 'cursor', fix: 'the "next" of the page before' }]),
  ];
  if (errors.length > 0 || !topic.success || !channel.success) throw new Problem('invalid-query', errors);
  return { topic: topic.data, site: site.data, channel: channel.data, limit, cursor };
}
