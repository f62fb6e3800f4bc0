import type { z } from '@hono/zod-openapi';
import { pollutingKeys, shapeFindings } from '@noren/model/publish';
import { Problem, type ProblemCode, type ProblemEntry } from './problem.ts';

/**
 * A body in the shape that a schema asks for.
 * @param code of the refusal
 * @throws {Problem} with that code, and everything that is wrong
 */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown, code: ProblemCode): z.infer<Schema> {
  const polluting = pollutingKeys(body);
  if (polluting.length > 0) throw new Problem(code, polluting.map(entry));
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const findings = parsed.error.issues.slice(0, MOST).flatMap((issue) => shapeFindings(issue, body));
  throw new Problem(code, findings.slice(0, MOST).map(entry));
}

/** Of a body with ten thousand members, all of them wrong, the first ones tell what it is. */
const MOST = 20;

/** A finding, with what was received only where it is short: a mistake is to be recognised, not to be stored in logs. */
function entry({ code, path, received, fix }: ReturnType<typeof shapeFindings>[number]): ProblemEntry {
  const short =
    typeof received === 'number' ||
    typeof received === 'boolean' ||
    (typeof received === 'string' && received.length <= 60);
  return { code, path, ...(short ? { received } : {}), fix };
}
