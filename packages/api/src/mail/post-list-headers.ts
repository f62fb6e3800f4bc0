import { mailHeadersRequest } from '@noren/model/schema';
import type { Call, Context } from '../context.ts';
import { limitRate } from '../http/limit-rate.ts';
import { ndjson } from '../http/ndjson.ts';
import { parseBody } from '../http/parse-body.ts';
import { Problem } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { listLinksOf, type Recipient } from './list-links.ts';
import { authorizeCompany, countUse, openTopic } from './topic-access.ts';

/** Room for 10,000 members with their addresses. */
const BODY_LIMIT = 4_000_000;
/** Recipients whose links are made together. */
const CHUNK = 500;

/** `POST /v1/mail/list-headers`: header fields and links that let each recipient of a mail stop it, line by line in their order. */
export async function postListHeaders(context: Context, call: Call): Promise<Response> {
  const { request } = call;
  const key = await authorizeCompany(context, request, 'mail:send');
  limitRate(context, key.site, call);
  const wanted = parseBody(mailHeadersRequest, await readJson(request, BODY_LIMIT), 'invalid-body');
  const open = await openTopic(context, key, { ...wanted, channel: 'email' }, 'mail.list-headers');
  if (open.topic.class === 'service')
    throw new Problem('invalid-body', [
      { code: 'always-sent', path: 'topic', received: open.topic.id, fix: 'nobody unsubscribes from a service notice' },
    ]);
  countUse(context, key, open, 'mail.list-headers', wanted.members.length);
  return ndjson(linesOf(listLinksOf(context, open, key.company), wanted.members));
}

async function* linesOf(
  linksOf: ReturnType<typeof listLinksOf>,
  members: readonly Recipient[],
): AsyncGenerator<string> {
  for (let start = 0; start < members.length; start += CHUNK)
    yield members
      .slice(start, start + CHUNK)
      .map((recipient) => `${JSON.stringify(linksOf(recipient))}\n`)
      .join('');
}
