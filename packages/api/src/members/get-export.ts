import { memberReference } from '@noren/model/schema';
import { noteKey } from '../audit/note-key.ts';
import type { Call, Context } from '../context.ts';
import { limitRate } from '../http/limit-rate.ts';
import { ndjson } from '../http/ndjson.ts';
import { Problem } from '../http/problem.ts';
import { authorizeKey } from '../keys/authorize-key.ts';
import { requireOperator } from '../keys/require-operator.ts';
import type { Site } from '../sites/site.ts';
import { exportLines } from './export-lines.ts';

/** Header that names the member: an address would end in logs. */
const MEMBER_HEADER = 'noren-member';

/**
 * `GET /v1/sites/:site/members/export`: all that is kept about one member, on every site of the group, line by line (R9.1; 個人情報保護法
 * 33条, GDPR article 15). Who is not known gets the same first and last line as who has left nothing. The operator's alone
 * (R7.2); each request, and each refusal of a key, is noted in the audit log, without the member.
 */
export async function getExport(context: Context, site: Site, call: Call): Promise<Response> {
  limitRate(context, site.key, call);
  const action = 'members.export';
  const { id } = await authorizeKey(context, call.request, { site: site.key, scope: 'members:export', action });
  await requireOperator(context, site, id, action);
  const reference = memberReference.safeParse(call.request.headers.get(MEMBER_HEADER));
  if (!reference.success) throw new Problem('invalid-member');
  await noteKey(context, { id, site: site.key }, action, {});
  return ndjson(linesOf(context, reference.data));
}

async function* linesOf(context: Context, reference: string): AsyncGenerator<string> {
  for await (const part of exportLines(context, reference))
    if (part.length > 0) yield part.map((line) => `${JSON.stringify(line)}\n`).join('');
}
