import type { Call, Context } from '../context.ts';
import { SECURITY_HEADERS } from '../http/problem.ts';
import { cacheable, PUBLIC_HEADERS } from '../http/respond.ts';
import { docsPage } from './docs-page.ts';
import { docsStyle } from './docs-style.ts';
import { openApiDocument } from './document.ts';

const CACHE = { 'cache-control': 'public, max-age=300' };

/** `GET /openapi.json`: the OpenAPI 3.1 document. */
export async function getOpenApi({ basePath }: Context, { request }: Call): Promise<Response> {
  const headers = { ...PUBLIC_HEADERS, ...CACHE, 'content-type': 'application/json' };
  return cacheable(request, JSON.stringify(openApiDocument(basePath)), headers);
}

/** `GET /docs`: the same for people. One page, one stylesheet, no script. */
export async function getDocs({ basePath }: Context, { request }: Call): Promise<Response> {
  return cacheable(request, docsPage(openApiDocument(basePath), basePath), {
    ...CACHE,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  });
}

/** `GET /docs.css` */
export async function getDocsStyle(_context: Context, { request }: Call): Promise<Response> {
  return cacheable(request, docsStyle, { ...SECURITY_HEADERS, ...CACHE, 'content-type': 'text/css; charset=utf-8' });
}
