import type { Call, Context } from '../context.ts';
import { callerAddress } from './caller.ts';
import { Problem } from './problem.ts';

/** Counts a write against the caller's address on this site. @throws {Problem} `too-many-requests` */
export function limitRate({ limiter, now, trustProxy }: Context, site: string, { request, env }: Call): void {
  const address = callerAddress(request, env, trustProxy);
  const wait = address === undefined ? 0 : limiter.take(address, site, now().getTime());
  if (wait > 0) throw new Problem('too-many-requests', [], { 'retry-after': String(wait) });
}
