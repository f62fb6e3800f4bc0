import { type HeadSnippet, renderHeadSnippet, STRICT_FILE, strictTag } from '@noren/model/publish';
import type { Call, Context } from '../context.ts';
import { requestOrigin } from '../http/caller.ts';
import { Problem } from '../http/problem.ts';
import { PUBLIC_HEADERS } from '../http/respond.ts';
import type { Site } from '../sites/site.ts';
import { EncodedText } from './encode.ts';

/** A snippet that names the host of the request is for whoever asked by that host. */
const cacheOf = ({ published }: Site): string => `${published.config.api ? 'public' : 'private'}, max-age=300`;

/** What a webmaster pastes first in the head, and what a policy without nonces names. */
interface Answer extends HeadSnippet {
  /** Address of the site's noren.js, which the snippet brings; or of its noren-strict.js, whose tag stands behind it. */
  readonly src: string;
}

interface Rendered extends Answer {
  readonly built: string;
  readonly encoded: { readonly html: EncodedText; readonly json: EncodedText };
}

// A site object is replaced whenever anything in it changes. Only a site without `api` has its address from the request.
const plain = new WeakMap<Site, Rendered>();
const strict = new WeakMap<Site, Rendered>();

type Handle = (context: Context, site: Site, call: Call) => Promise<Response>;

/** `GET /v1/sites/:site/head-snippet.html`: the head snippet of a site, ready to be pasted. It is shown, never run. */
export const getHeadSnippetHtml: Handle = html(plain);
/** `GET /v1/sites/:site/head-snippet.json`: the same for programs, with its hash. */
export const getHeadSnippetJson: Handle = programs(plain);
/** `GET /v1/sites/:site/strict-head-snippet.html`: the one that stands before a tag of noren-strict.js, with that tag. */
export const getStrictSnippetHtml: Handle = html(strict);
/** `GET /v1/sites/:site/strict-head-snippet.json`: the same for programs, with its hash and without the tag. */
export const getStrictSnippetJson: Handle = programs(strict);

function html(kind: typeof plain): Handle {
  return async (context, site, { request }) => {
    const { encoded, cspHash } = await headSnippetOf(kind, context, site, request);
    return encoded.html.toResponse(request, {
      ...PUBLIC_HEADERS,
      'access-control-expose-headers': 'Noren-Csp-Hash',
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': cacheOf(site),
      'noren-csp-hash': cspHash,
    });
  };
}

function programs(kind: typeof plain): Handle {
  return async (context, site, { request }) => {
    const { encoded } = await headSnippetOf(kind, context, site, request);
    return encoded.json.toResponse(request, {
      ...PUBLIC_HEADERS,
      'content-type': 'application/json',
      'cache-control': cacheOf(site),
    });
  };
}

async function headSnippetOf(
  kind: typeof plain,
  { loader, basePath, trustProxy }: Context,
  site: Site,
  request: Request,
): Promise<Rendered> {
  const isStrict = kind === strict;
  const built = await loader?.head(isStrict ? 'noren-strict-head.js' : 'noren-head.js');
  if (built === undefined) throw new Problem('loader-not-built');
  const { config } = site.published;
  const api = config.api ?? `${requestOrigin(request, trustProxy)}${basePath}`;
  const src = `${api.replace(/\/$/, '')}/v1/sites/${site.key}/${isStrict ? STRICT_FILE : 'noren.js'}`;
  const known = kind.get(site);
  if (known?.built === built && known.src === src) return known;
  const { text, cspHash } = await renderHeadSnippet(built, config, src);
  const answer: Answer = { src, text, cspHash };
  const tag = isStrict ? `${strictTag({ src, site: site.key })}\n` : '';
  const encoded = {
    html: new EncodedText(`<script>${text}</script>\n${tag}`),
    json: new EncodedText(JSON.stringify(answer)),
  };
  const made = { ...answer, built, encoded };
  kind.set(site, made);
  return made;
}
