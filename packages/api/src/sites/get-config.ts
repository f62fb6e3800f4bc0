import { canonicalJson } from '@noren/model/publish';
import type { Call, Context } from '../context.ts';
import { cacheable, PUBLIC_HEADERS } from '../http/respond.ts';
import { configTag, type Site } from './site.ts';

/** `GET /v1/sites/:site/config`: the published config, as its publisher wrote it. */
export async function getConfig(_context: Context, site: Site, { request }: Call): Promise<Response> {
  return cacheable(request, canonicalJson(site.published.config), {
    ...PUBLIC_HEADERS,
    'access-control-expose-headers': 'etag, noren-config-version, noren-config-stamp',
    'content-type': 'application/json',
    'cache-control': 'public, max-age=60',
    etag: configTag(site),
    'noren-config-version': String(site.version),
    'noren-config-stamp': site.published.stamp,
  });
}
