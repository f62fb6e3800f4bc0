import type { Site } from '../sites/site.ts';
import { Problem, SECURITY_HEADERS } from './problem.ts';

/** What a page of the site may see of an answer. Other pages see nothing. */
export function corsHeaders({ origins }: Site, request: Request): Record<string, string> {
  const origin = request.headers.get('origin');
  const allowed = origin !== null && origins.has(origin);
  return {
    vary: 'Origin',
    ...(allowed ? { 'access-control-allow-origin': origin, 'access-control-expose-headers': 'etag, retry-after' } : {}),
  };
}

/**
 * Answers a preflight: pages of the site may send JSON, the subject secret and a member's token. Cookies never come from other origins.
 * @throws {Problem} `foreign-origin`
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function preflight(site: Site, request: Request, methods: readonly string[]): Response {
  const headers = corsHeaders(site, request);
  if (!headers['access-control-allow-origin']) throw new Problem('foreign-origin');
  return new Response(null, {
    status: 204,
    headers: {
      ...SECURITY_HEADERS,
      ...headers,
      'access-control-allow-methods': methods.join(', '),
      'access-control-allow-headers': 'authorization, content-type, if-match, noren-subject, noren-cookie-domain',
      'access-control-max-age': '7200',
    },
  });
}
