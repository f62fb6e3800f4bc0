import { renderPages } from '@noren/model/pages';
import type { Call, Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { EncodedText } from '../loader/encode.ts';
import type { Site } from '../sites/site.ts';

/** What a page is called: `register.html`, `register.en.html`, `pages.css`. */
export const PAGE = /^[a-z0-9-]+(\.[A-Za-z0-9-]+)?\.(html|css)$/;

const FRESH = 'max-age=300';
const POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

// A site object is replaced whenever anything in it changes, or an edition comes into force: so its pages hang on it.
const rendered = new WeakMap<Site, ReadonlyMap<string, Rendered>>();

interface Rendered {
  readonly page: EncodedText;
  /** For a browser that sends Global Privacy Control. */
  readonly underGpc?: EncodedText;
}

/** A page without script: the register, the advertising opt-outs, a document, joint use; or the stylesheet of them all. */
export async function getPage({ now }: Context, site: Site, { request, params }: Call): Promise<Response> {
  const name = params.file ?? '';
  let pages = rendered.get(site);
  if (!pages) {
    pages = new Map(
      renderPages(site.published, now()).map(({ name, text, textUnderGpc }) => [
        name,
        { page: new EncodedText(text), ...(textUnderGpc && { underGpc: new EncodedText(textUnderGpc) }) },
      ]),
    );
    rendered.set(site, pages);
  }
  const found = pages.get(name);
  if (!found) throw new Problem('unknown-file');
  const { page, underGpc } = found;
  const gpc = request.headers.get('sec-gpc') === '1' && underGpc;
  const style = name.endsWith('.css');
  return (gpc || page).toResponse(request, {
    'content-type': style ? 'text/css; charset=utf-8' : 'text/html; charset=utf-8',
    // Not every shared cache minds Vary. One that does not keeps only what is true of every browser.
    'cache-control': `${gpc ? 'private' : 'public'}, ${FRESH}`,
    ...(underGpc ? { vary: 'Sec-GPC' } : {}),
    ...(style ? {} : { 'content-security-policy': POLICY }),
  });
}
