import type { z } from '@hono/zod-openapi';
import { noteKey } from '../audit/note-key.ts';
import type { Call, Context } from '../context.ts';
import { limitRate } from '../http/limit-rate.ts';
import { parseBody } from '../http/parse-body.ts';
import { readJson } from '../http/read-json.ts';
import { json } from '../http/respond.ts';
import { authorizeKey } from '../keys/authorize-key.ts';
import { requireOperator } from '../keys/require-operator.ts';
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
): Promise<Batch<z.infer<Schema>> & { readonly key: string }> {
  limitRate(context, site.key, call);
  const { id } = await authorizeKey(context, call.request, { site: site.key, scope: 'documents:write' });
  const body = parseBody(schema, await readJson(call.request, BODY_LIMIT), 'invalid-body');
  return { document: call.params.document ?? '', body, key: id };
}

/** Appends what a batch proposes, notes in the audit log who sent it, and says what became of each member. */
export async function keepBatch<Refusal extends string>(
  context: Context,
  site: Site,
  { key, action, ...about }: Audited,
  proposals: readonly Proposal<Refusal>[],
): Promise<Response> {
  const outcomes = await appendToChains(context, site.key, proposals);
  const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
  const [recorded, repeated] = [count('recorded'), count('repeated')];
  const refused = outcomes.flatMap((code, index) =>
    code === 'recorded' || code === 'repeated' ? [] : [{ member: proposals[index]?.member, code }],
  );
  const detail = { ...about, recorded, repeated, refused: refused.length };
  await noteKey(context, { id: key, site: site.key }, action, detail);
  return json(200, { recorded, repeated, refused });
}

/** @throws {Problem} `operator-only`, noted in the audit log */
export function forOperator(context: Context, site: Site, { key, action, ...detail }: Audited): Promise<void> {
  return requireOperator(context, site, key, action, detail);
}

/** What a batch was about, for the audit log. */
interface Audited {
  /** Id of the server key. */
  readonly key: string;
  readonly action: string;
  readonly document: string;
  readonly edition: string;
}
