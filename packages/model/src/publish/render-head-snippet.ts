import { NorenError } from '../noren-error.ts';
import type { SiteConfig } from '../schema/index.ts';

/** The inline script that stands first in a page's head. */
export interface HeadSnippet {
  /** The script's text, to be put between `<script>` and `</script>`, with the page's nonce if it has one. */
  readonly text: string;
  /** For a Content-Security-Policy without nonces: `script-src 'sha256-…'`. */
  readonly cspHash: string;
}

/**
 * A site's head snippet: Consent Mode defaults before every other script, then the site's noren.js.
 * @param built the built `noren-head.js`
 * @param src address of the site's noren.js
 * @throws {NorenError} `not-a-head-snippet` when `built` is not one
 */
export async function renderHeadSnippet(
  built: string,
  { site, purposes }: SiteConfig,
  src: string,
): Promise<HeadSnippet> {
  const types = Object.fromEntries(
    purposes.flatMap(({ id, consentMode = [] }) => consentMode.map((type) => [type, id])),
  );
  const places = { __NOREN_SRC__: src, __NOREN_SITE__: site, __NOREN_CONSENT_MODE__: JSON.stringify(types) };
  let text = built.trim();
  for (const [place, value] of Object.entries(places)) {
    const quoted = new RegExp(`(["'\`])${place}\\1`);
    if (!quoted.test(text))
      throw new NorenError({ code: 'not-a-head-snippet', path: place, fix: 'pass dist/noren-head.js' });
    text = text.replace(quoted, () => JSON.stringify(value).replaceAll('<', '\\x3c'));
  }
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return { text, cspHash: `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}` };
}
