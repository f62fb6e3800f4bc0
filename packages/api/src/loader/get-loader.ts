import { loaderFileOf, renderLoader, renderStrictLoader, strictLoaderFileOf } from '@noren/model/publish';
import type { Call, Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { PUBLIC_HEADERS } from '../http/respond.ts';
import type { Site } from '../sites/site.ts';
import { EncodedText } from './encode.ts';

/** Five minutes fresh, then for up to an hour shown once more while it is fetched: so long does a kill switch take. */
const CACHE = 'public, max-age=300, stale-while-revalidate=3300';
/** Once the switch is thrown, the way back is short. */
const CACHE_OFF = 'public, max-age=60';

interface Rendered {
  readonly loader: string;
  readonly encoded: EncodedText;
}

// A site object is replaced whenever anything in it changes, so what was made from it can hang on it.
const plain = new WeakMap<Site, Rendered>();
const strict = new WeakMap<Site, Rendered>();

/** `GET /v1/sites/:site/noren.js`: the loader with the site's runtime config inside. */
export async function getLoader(context: Context, site: Site, { request }: Call): Promise<Response> {
  const { runtime } = site.published;
  const text = await context.loader?.text(loaderFileOf(runtime));
  return answer(context, site, request, text, plain, (loader) => renderLoader(loader, runtime));
}

/** `GET /v1/sites/:site/noren-strict.js`: the one that begins with strict mode, with what that goes by besides. */
export async function getStrictLoader(context: Context, site: Site, { request }: Call): Promise<Response> {
  const text = await context.loader?.text(strictLoaderFileOf(site.published.runtime));
  return answer(context, site, request, text, strict, (loader) => renderStrictLoader(loader, site.published));
}

async function answer(
  { keptFiles }: Context,
  site: Site,
  request: Request,
  text: string | undefined,
  rendered: WeakMap<Site, Rendered>,
  render: (loader: string) => string,
): Promise<Response> {
  if (text === undefined) throw new Problem('loader-not-built');
  await keptFiles?.keep(text);
  let made = rendered.get(site);
  if (made?.loader !== text) {
    made = { loader: text, encoded: new EncodedText(render(text)) };
    rendered.set(site, made);
  }
  return made.encoded.toResponse(request, {
    ...PUBLIC_HEADERS,
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': site.published.runtime.off ? CACHE_OFF : CACHE,
  });
}
