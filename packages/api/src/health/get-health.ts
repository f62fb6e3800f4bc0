import type { Call, Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { json } from '../http/respond.ts';

/** A load balancer may ask often; the answer is not older than this. */
const FRESH_MS = 1000;

type Result = 'ok' | 'secret-changed' | undefined;

const checks = new WeakMap<Context, { readonly at: number; readonly result: Promise<Result> }>();

/** `GET /health`: whether records can be kept, found out by writing, and whether the secret is still the same. */
export async function getHealth(context: Context, _call: Call): Promise<Response> {
  let check = checks.get(context);
  if (!check || performance.now() - check.at > FRESH_MS) {
    check = { at: performance.now(), result: look(context) };
    checks.set(context, check);
  }
  const result = await check.result;
  if (!result) throw new Problem('database-unavailable', [], { 'retry-after': '5' });
  return json(200, {
    status: 'ok',
    database: context.database.engine,
    ...(result === 'ok' ? {} : { warnings: [result] }),
  });
}

async function look({ database, signingKeys, now }: Context): Promise<Result> {
  const at = now().getTime();
  try {
    await database.kysely
      .insertInto('heartbeat')
      .values({ id: 1, at })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ at }))
      .execute();
    return (await signingKeys.secretFits()) ? 'ok' : 'secret-changed';
  } catch {
    return undefined;
  }
}
