import type { z } from '@hono/zod-openapi';
import { writeAudit } from '../audit/write-audit.ts';
import type { Call, Context } from '../context.ts';
import { limitRate } from '../http/limit-rate.ts';
import { parseBody } from '../http/parse-body.ts';
import { Problem } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { json } from '../http/respond.ts';
import { authorizeKey } from '../keys/authorize-key.ts';
import type { Site } from '../sites/site.ts';
import { appendToChains, type Proposal } from './document-chain.ts';

/** Room for 10,000 members. */
const BODY_LIMIT = 4_000_000;

/** A batch that the operator's system sends about members and a document. */
export interface Batch<Body> {
  /** Id of the document, as in the address. */
  readonly document: string;
  readonly body: Body;
}

/** The body of a batch, from a key that may write about documents. @throws {Problem} */
export async function readBatch<Schema extends z.ZodType>(
  context: Context,
  site: Site,
  call: Call,
  schema: Schema,
): Promise<Batch<z.infer<Schema>> & { readonly actor: string }> {
  limitRate(context, site.key, call);
  const { id } = await authorizeKey(context, call.request, { site: site.key, scope: 'documents:write' });
  const body = parseBody(schema, await readJson(call.request, BODY_LIMIT), 'invalid-body');
  return { document: call.params.document ?? '', body, actor: `key:${id}` };
}

/** Appends what a batch proposes, notes in the audit log who sent it, and says what became of each member. */
export async function keepBatch<Refusal extends string>(
  context: Context,
  site: Site,
  audit: Audited,
  proposals: readonly Proposal<Refusal>[],
): Promise<Response> {
  const outcomes = await appendToChains(context, site.key, proposals);
  const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
  const [recorded, repeated] = [count('recorded'), count('repeated')];
  const refused = outcomes.flatMap((code, index) =>
    code === 'recorded' || code === 'repeated' ? [] : [{ member: proposals[index]?.member, code }],
  );
  await noteBatch(context, site, audit, { recorded, repeated, refused: refused.length });
  return json(200, { recorded, repeated, refused });
}

/**
 * Who is a member, and who stayed one, is the operator's to say, whom the config calls `responsible`; each company may say
 * it of members of its own (R7.2). @throws {Problem} `operator-only`, noted in the audit log
 */
export async function forOperator(context: Context, site: Site, audit: Audited): Promise<void> {
  const { entity, responsible } = site.published.config;
  if (entity === responsible) return;
  await noteBatch(context, site, audit, { refused: 'operator-only', actingEntity: entity });
  throw new Problem('operator-only');
}

/** What a batch was about, for the audit log. */
interface Audited {
  readonly actor: string;
  readonly action: string;
  readonly document: string;
  readonly edition: string;
}

/** Notes in the audit log that a batch was sent, and what became of it. */
async function noteBatch(
  { database, now }: Context,
  { key }: Site,
  { actor, action, document, edition }: Audited,
  outcome: object,
): Promise<void> {
  const at = now().getTime();
  const detail = { document, edition, ...outcome };
  await writeAudit(database.kysely, { site: key, at, actor, action, detail });
}
