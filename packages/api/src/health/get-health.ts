import type { Call, Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { json } from '../http/respond.ts';

/** A load balancer may ask often; the answer is not older than this. */
const FRESH_MS = 1000;

const checks = new WeakMap<Context, { readonly at: number; readonly result: Promise<boolean> }>();

/** `GET /health`: whether records can be kept, found out by writing. */
export async function getHealth(context: Context, _call: Call): Promise<Response> {
  let check = checks.get(context);
  if (!check || performance.now() - check.at > FRESH_MS) {
    check = { at: performance.now(), result: canWrite(context) };
    checks.set(context, check);
  }
  if (!(await check.result)) throw new Problem('database-unavailable', [], { 'retry-after': '5' });
  return json(200, { status: 'ok', database: context.database.engine });
}

async function canWrite({ database, now }: Context): Promise<boolean> {
  const at = now().getTime();
  try {
    await database.kysely
      .insertInto('heartbeat')
      .values({ id: 1, at })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ at }))
      .execute();
    return true;
  } catch {
    return false;
  }
}
