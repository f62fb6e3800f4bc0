import { identifier, mailChannel } from '@noren/model/schema';
import { sql } from 'kysely';
import { noteKey } from '../audit/note-key.ts';
import type { Call, Context } from '../context.ts';
import type { Database } from '../database/open-database.ts';
import { limitRate } from '../http/limit-rate.ts';
import { ndjson } from '../http/ndjson.ts';
import { parseExportPage } from '../http/parse-page.ts';
import { Problem } from '../http/problem.ts';
import { BEFORE_EVERY_ID } from '../new-id.ts';
import { authorizeCompany, type OpenTopic, openTopic } from './topic-access.ts';

const LIMITS = { limit: 1_000_000, largest: 1_000_000 };
/** Members that are read together. */
const CHUNK = 2000;

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
  const { limit, cursor } = wanted;
  await noteKey(context, { id: key.id, site: open.site.key }, 'mail.audience', {
    topic: open.topic.id,
    channel: open.channel,
    actingEntity: key.company,
    limit,
    ...(cursor === BEFORE_EVERY_ID ? {} : { cursor }),
  });
  return ndjson(linesOf(context, open, limit, cursor));
}

async function* linesOf(
  { database, mail }: Context,
  { site, topic, channel }: OpenTopic,
  limit: number,
  cursor: string,
): AsyncGenerator<string> {
  const first = topic.frequencies?.[0]?.id ?? '';
  let last = cursor;
  for (let left = limit; left > 0; ) {
    const size = Math.min(CHUNK, left);
    const page = await audienceAfter(database, site.key, topic.id, channel, last, size);
    const rows = page.rows.map((row) => row.split(':') as [sealed: string, frequency: string]);
    const members = mail.references.open(rows.map(([sealed]) => sealed));
    let lines = '';
    for (const [at, [, frequency]] of rows.entries()) {
      const often = frequency || first;
      lines += often
        ? `{"member":${JSON.stringify(members[at])},"frequency":"${often}"}\n`
        : `{"member":${JSON.stringify(members[at])}}\n`;
    }
    if (rows.length < size) {
      yield `${lines}{"next":null}\n`;
      return;
    }
    last = page.last ?? last;
    left -= rows.length;
    yield lines;
  }
  const more = await audienceAfter(database, site.key, topic.id, channel, last, 1);
  yield `{"next":${more.rows.length > 0 ? JSON.stringify(last) : 'null'}}\n`;
}

/**
 * A page of an audience as one value: an object for each of a million rows would cost more than reading them.
 * @returns `sealed reference:frequency` of each, and the id of the last one
 */
async function audienceAfter(
  { kysely, engine }: Database,
  site: string,
  topic: string,
  channel: string,
  after: string,
  limit: number,
): Promise<{ readonly rows: readonly string[]; readonly last: string | null }> {
  const join = sql.raw(engine === 'postgres' ? 'string_agg' : 'group_concat');
  const silent = sql.raw(channel === 'email' ? 'AND mail_members.suppressed IS NULL' : '');
  const { rows } = await sql<{ lines: string | null; last: string | null }>`
    SELECT ${join}(line, ' ') AS lines, max(member) AS last FROM (
      SELECT cast(mail_preferences.member AS text) AS member,
        reference_sealed || ':' || coalesce(mail_preferences.frequency, '') AS line
      FROM mail_preferences JOIN mail_members ON mail_members.member = mail_preferences.member
      WHERE site = ${site} AND topic = ${topic} AND channel = ${channel} AND state = 'on'
        AND mail_preferences.member > ${after} ${silent}
      ORDER BY mail_preferences.member LIMIT ${limit}) AS page`.execute(kysely);
  const [page] = rows;
  return { rows: page?.lines?.split(' ') ?? [], last: page?.last ?? null };
}

function parseQuery(query: URLSearchParams) {
  const topic = identifier.safeParse(query.get('topic'));
  const site = identifier.optional().safeParse(query.get('site') ?? undefined);
  const channel = mailChannel.safeParse(query.get('channel') ?? 'email');
  const { limit, cursor, errors: page } = parseExportPage(query, LIMITS);
  const errors = [
    ...(topic.success ? [] : [{ code: 'invalid-value', path: 'topic', fix: 'the id of a topic' }]),
    ...(site.success ? [] : [{ code: 'invalid-value', path: 'site', fix: 'the key of a site' }]),
    ...(channel.success
      ? []
      : [{ code: 'invalid-value', path: 'channel', fix: `one of ${mailChannel.options.join(', ')}` }]),
    ...page,
  ];
  if (errors.length > 0 || !topic.success || !channel.success) throw new Problem('invalid-query', errors);
  return { topic: topic.data, site: site.data, channel: channel.data, limit, cursor };
}
