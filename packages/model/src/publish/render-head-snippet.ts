import { NorenError } from '../noren-error.ts';
import { personalUrlSettings, TOKEN_PATTERN } from '../personal-url.ts';
import type { SiteConfig } from '../schema/index.ts';
import { consentModeOf } from './consent-mode.ts';

/** The inline script that stands first in a page's head. */
export interface HeadSnippet {
  /** The script's text, to be put between `<script>` and `</script>`, with the page's nonce if it has one. */
  readonly text: string;
  /** For a Content-Security-Policy without nonces: `script-src 'sha256-…'`. */
  readonly cspHash: string;
}

/** The built head snippets: the plain one, and the one that stands before a tag of `noren-strict.js`. */
export type HeadFile = 'noren-head.js' | 'noren-strict-head.js';

/** A tag as it stands in a page. */
export interface TagParts {
  readonly src: string;
  readonly site: string;
}

/** The tag of `noren.js`. @param more attributes, with a space before them */
export const plainTag = (parts: TagParts, more = ''): string => `<script async ${attributesOf(parts)}${more}></script>`;

/** The tag of `noren-strict.js`: neither async nor deferred, so that nothing of the page runs before it. */
export const strictTag = (parts: TagParts, more = ''): string => `<script ${attributesOf(parts)}${more}></script>`;

const attributesOf = ({ src, site }: TagParts): string => `src="${escaped(src)}" data-site="${escaped(site)}"`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/**
 * A site's head snippet: what may say whose mail a visitor came by is taken out of the address, and Consent Mode gets its
 * defaults, before every other script; then comes the site's noren.js, or in strict mode the tag that stands behind it.
 * @param built the built `noren-head.js`, or `noren-strict-head.js`
 * @param src address of the site's noren.js, or of its noren-strict.js
 * @throws {NorenError} `not-a-head-snippet` when `built` is not one
 */
export async function renderHeadSnippet(built: string, config: SiteConfig, src: string): Promise<HeadSnippet> {
  const { site, personalUrls } = config;
  const consentMode = consentModeOf(config);
  const { hold = [], identification = '' } = personalUrls ? personalUrlSettings(personalUrls) : {};
  // A token that comes to a site that has no use for it is taken out as well, and told to nobody.
  const held = [TOKEN_PATTERN, ...hold.map((name) => `${name}=`)];
  const places = JSON.stringify([
    src,
    site,
    held.join('|'),
    identification,
    ...(consentMode
      ? [consentMode.commands, consentMode.types, ...(consentMode.layer ? [consentMode.layer] : [])]
      : []),
  ]);
  const place = /(["'`])__NOREN_SNIPPET__\1/;
  if (!place.test(built))
    throw new NorenError({ code: 'not-a-head-snippet', path: '__NOREN_SNIPPET__', fix: 'pass dist/noren-head.js' });
  const text = built.trim().replace(place, () => quoted(places));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return { text, cspHash: `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}` };
}

/** As a JavaScript string. Single quotes keep the JSON's own double quotes as they are; `</script` never appears. */
function quoted(json: string): string {
  const text = json.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('<', '\\x3c');
  return `'${text.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`;
}
