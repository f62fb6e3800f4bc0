import { z } from '@hono/zod-openapi';
import { PROBLEMS, type ProblemCode } from '../http/problem.ts';
import { problem } from './schemas.ts';

type Schema = z.ZodType;

export const site = z.string().describe('Key of the site.');
export const subject = z
  .string()
  .optional()
  .describe('The subject secret, 22 characters of base64url that the page made, where the API is on another host.');
export const json = (schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});
export const text = (type: string, description: string) => ({
  description,
  content: { [type]: { schema: z.string() } },
});

export const lines = (schema: Schema, description: string) => ({
  description,
  content: { 'application/x-ndjson': { schema } },
});
/** Who may ask: a server key, or the token of a member. */
export const SERVER_KEY = [{ serverKey: [] }];
export const MEMBER_TOKEN = [{ memberToken: [] }];

/** What refuses a body. */
export const BODY_REFUSALS = [
  'invalid-json',
  'body-incomplete',
  'body-too-large',
  'unsupported-media-type',
  'invalid-body',
] as const satisfies readonly ProblemCode[];

/** What refuses a server key, in one way or another. */
export const KEY_REFUSALS = [
  'key-required',
  'missing-scope',
  'unknown-site',
  'too-many-requests',
  'database-unavailable',
] as const satisfies readonly ProblemCode[];

/** How a page of the site speaks for its visitor. */
export const visitorHeaders = z.object({
  origin: z.string().describe('One of the origins of the site; a browser sends it.'),
  'noren-subject': subject,
});

/** What refuses that. */
export const VISITOR_REFUSALS = [
  'invalid-subject',
  'foreign-origin',
  'unknown-site',
  'too-many-requests',
  'database-unavailable',
] as const satisfies readonly ProblemCode[];

/** The answers of an operation that refuse, one per status. */
export function refusals(...codes: readonly ProblemCode[]) {
  const byStatus = Object.groupBy(codes, (code) => PROBLEMS[code][0]);
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, list]) => [
      status,
      {
        description: (list ?? []).map((code) => `\`${code}\`: ${PROBLEMS[code][1]}`).join('\n\n'),
        content: { 'application/problem+json': { schema: problem } },
      },
    ]),
  );
}

/** How a page of what is kept of a subject is asked for, and by whom. */
export const subjectPage = {
  params: z.object({ site }),
  headers: z.object({ 'noren-subject': subject }),
  query: z.object({
    limit: z.int().min(1).max(100).default(20).describe('Records on a page, 1 to 100.'),
    cursor: z.string().optional().describe('`next` of the page before.'),
  }),
};

/** What refuses such a page. */
export const SUBJECT_PAGE_REFUSALS = [
  'invalid-query',
  'invalid-subject',
  'subject-required',
  'foreign-origin',
  'unknown-site',
  'database-unavailable',
] as const satisfies readonly ProblemCode[];
