import { SECURITY_HEADERS } from './problem.ts';

type Headers = Readonly<Record<string, string>>;

/** For what any page may read: configs, loaders, wordings. */
export const PUBLIC_HEADERS = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
} as const;

/** A year, and never asked for again: for addresses that carry a hash of their content. */
export const IMMUTABLE = 'public, max-age=31536000, immutable';

/** An answer in JSON that is kept by nobody. */
export function json(status: number, value: unknown, headers: Headers = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { ...SECURITY_HEADERS, 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  });
}

/** A text that may be cached, or 304 where the caller has this very version. */
export function cacheable(
  request: Request,
  text: string | Uint8Array<ArrayBuffer>,
  headers: Headers & { readonly etag?: string },
): Response {
  const all = { ...SECURITY_HEADERS, ...headers };
  if (headers.etag && matches(request.headers.get('if-none-match'), headers.etag)) {
    return new Response(null, { status: 304, headers: all });
  }
  return new Response(text, { headers: all });
}

/** Whether `If-None-Match` names this one; `W/` makes no difference there. */
function matches(list: string | null, etag: string): boolean {
  return (
    list !== null && (list.trim() === '*' || list.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag))
  );
}
