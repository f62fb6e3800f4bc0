import { hash } from 'node:crypto';
import { NorenError } from '@noren/model';
import { plainTag, renderHeadSnippet, STRICT_FILE, strictTag } from '@noren/model/publish';
import type { SiteConfig } from '@noren/model/schema';
import type { NewFile } from '../write-files.ts';

/** Ready to be pasted first into a page's head. */
export const HEAD_SNIPPET = 'head-snippet.html';
/** The same for strict mode, with its tag. */
export const STRICT_HEAD_SNIPPET = 'strict-head-snippet.html';
/** What a publication is pinned by. */
export const INTEGRITY = 'integrity.json';
/** Where `noren init` tells people to serve the folder. */
export const USUAL_SRC = '/noren/noren.js';

/** How pages bring a publication, as `integrity.json` holds it. */
export interface Embedding {
  /** Address of noren.js, as it stands in all of these. */
  readonly src: string;
  /** The plain tag. */
  readonly tag: string;
  /** The same tag for exactly this noren.js: a browser refuses any other. */
  readonly pinnedTag: string;
  /** Pins the files that noren.js brings; stands before every module of the page. @see https://html.spec.whatwg.org/#import-maps */
  readonly importMap: string;
  /** The head snippet's file, and what a policy without nonces names in its `script-src`. */
  readonly headSnippet: { readonly file: string; readonly cspHash: string };
  /** The same for pages in strict mode: `noren-strict.js` stands beside `noren.js`. */
  readonly strict: Pick<Embedding, 'src' | 'tag' | 'pinnedTag' | 'headSnippet'>;
  /** File name → `sha384-…` of its bytes. */
  readonly integrity: Readonly<Record<string, string>>;
}

/**
 * How pages bring the files of a publication.
 * @param heads the built `noren-head.js` and `noren-strict-head.js`
 * @param src address of noren.js, for `--src`
 * @throws {NorenError} `invalid-option`, `not-a-head-snippet`
 */
export async function embeddingOf(
  config: SiteConfig,
  files: readonly NewFile[],
  heads: { readonly plain: string; readonly strict: string },
  src = USUAL_SRC,
): Promise<{ readonly embedding: Embedding; readonly files: readonly NewFile[] }> {
  refuseAddress(src);
  const strictSrc = src.replace(/[^/]*$/, STRICT_FILE);
  const plain = await renderHeadSnippet(heads.plain, config, src);
  const strict = await renderHeadSnippet(heads.strict, config, strictSrc);
  const strictOf = (more = ''): string => strictTag({ src: strictSrc, site: config.site }, more);
  const snippets = [
    { name: HEAD_SNIPPET, text: `<script>${plain.text}</script>\n` },
    { name: STRICT_HEAD_SNIPPET, text: `<script>${strict.text}</script>\n${strictOf()}\n` },
  ];
  const integrity = Object.fromEntries([...files, ...snippets].map((file) => [file.name, integrityOf(file.text)]));
  const pin = (name: string): string => ` integrity="${integrity[name]}" crossorigin="anonymous"`;
  const tag = (more = ''): string => plainTag({ src, site: config.site }, more);
  const chunks = Object.entries(integrity).filter(
    ([name]) => name !== 'noren.js' && name !== STRICT_FILE && name.endsWith('.js'),
  );
  const modules = Object.fromEntries(chunks.map(([name, value]) => [src.replace(/[^/]*$/, name), value]));
  const embedding: Embedding = {
    src,
    tag: tag(),
    pinnedTag: tag(pin('noren.js')),
    importMap: `<script type="importmap">${JSON.stringify({ integrity: modules }).replaceAll('<', '\\u003c')}</script>`,
    headSnippet: { file: HEAD_SNIPPET, cspHash: plain.cspHash },
    strict: {
      src: strictSrc,
      tag: strictOf(),
      pinnedTag: strictOf(pin(STRICT_FILE)),
      headSnippet: { file: STRICT_HEAD_SNIPPET, cspHash: strict.cspHash },
    },
    integrity,
  };
  return { embedding, files: [...snippets, { name: INTEGRITY, text: `${JSON.stringify(embedding, undefined, 2)}\n` }] };
}

const integrityOf = (text: string): string => `sha384-${hash('sha384', text, 'base64')}`;

/** An address that means the same on every page of a site. Plain http is for one's own machine. */
function refuseAddress(src: string): void {
  const url = URL.canParse(src, 'https://site.invalid') ? new URL(src, 'https://site.invalid') : undefined;
  const local = url?.protocol === 'http:' && /^(?:(?:.+\.)?localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  const whole = /^\/(?!\/)/.test(src) || /^https?:\/\//.test(src);
  if (whole && (url?.protocol === 'https:' || local) && url?.pathname.endsWith('/noren.js') && !url.search && !url.hash)
    return;
  throw new NorenError({
    code: 'invalid-option',
    path: '--src',
    received: src,
    fix: 'the address of noren.js as pages will have it: a path from the root, /noren/noren.js, or an https URL that ends in /noren.js',
  });
}
