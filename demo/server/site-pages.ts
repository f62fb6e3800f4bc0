import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { advertisingDirectory, escapeHtml, Markup, makeView, registerTables } from '@noren/model/pages';
import type { PublishedConfig } from '@noren/model/publish';
import { API_PATH, originOf, type SiteKey } from '../group/address.ts';
import type { ReceivedLog } from '../thirdparty/received.ts';
import { fileInFolder } from './file-in-folder.ts';
import { fileResponse } from './file-response.ts';
import { panelFacts } from './panel-facts.ts';
import { html, json, plain } from './respond.ts';
import { sharedAsset } from './shared-asset.ts';
import { strictPolicy } from './strict-policy.ts';
import { renderTemplate } from './template.ts';

/** What a site's pages are made from. */
export interface SitePagesOptions {
  readonly site: SiteKey;
  readonly port: number;
  readonly published: PublishedConfig;
  readonly log: ReceivedLog;
  /** Text of the built head snippet; pages that need it are left out without it. */
  readonly headSnippet: string | undefined;
}

const PAGES = fileURLToPath(new URL('../pages', import.meta.url));
/** The OAuth client with which members sign in, as its package ships it. */
const CLIENT = {
  path: '/assets/oauth4webapi.js',
  file: fileURLToPath(import.meta.resolve('oauth4webapi')),
};
/** Pages under the strict Content-Security-Policy, and pages that carry the head snippet. */
const STRICT = /^\/(strict|(en\/)?videos)\//;
const HEAD = /^\/head\//;

/** The pages of one site of the group. */
export function sitePages(options: SitePagesOptions): (request: Request) => Promise<Response> {
  const { site, port, published, log } = options;
  const facts = panelFacts(published.config, {
    thirdparty: originOf('thirdparty', port),
    api: `${originOf('portal', port)}${API_PATH}`,
    id: originOf('id', port),
  });
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain('Only GET.', 405);
    const { pathname, searchParams, search, hostname } = new URL(request.url);
    if (pathname === '/__demo/services.json') return json(facts);
    if (pathname === '/__demo/received.json')
      return json(log.list({ site: hostname, after: Number(searchParams.get('after')) || 0 }));
    if (pathname === CLIENT.path) return fileResponse(CLIENT.file);
    const asset = await sharedAsset(pathname);
    if (asset) return asset;
    if (!pathname.endsWith('/')) {
      const folder = await pageFile(site, `${pathname}/index.html`);
      // Built from the found page's own path, so that "//elsewhere" cannot become another site's address.
      if (folder)
        return Response.redirect(new URL(`/${pathname.replace(/^\/+/, '')}/${search}`, originOf(site, port)), 308);
    }
    const file = pathname.endsWith('/') ? await pageFile(site, `${pathname}index.html`) : undefined;
    const missing = !file || (HEAD.test(pathname) && options.headSnippet === undefined);
    const notFound = `${PAGES}/every/${isEnglish(pathname) ? 'en/' : ''}404.html`;
    return page(options, missing ? notFound : file, pathname, missing ? 404 : 200);
  };
}

/** A site's own page, else the one that every site has. */
async function pageFile(site: SiteKey, path: string): Promise<string | undefined> {
  return (await fileInFolder(`${PAGES}/${site}`, path)) ?? fileInFolder(`${PAGES}/every`, path);
}

function isEnglish(path: string): boolean {
  return path.startsWith('/en/');
}

async function page(
  { site, port, published, headSnippet }: SitePagesOptions,
  file: string,
  path: string,
  status: number,
): Promise<Response> {
  const nonce = STRICT.test(path) ? randomBytes(16).toString('base64') : undefined;
  const language = isEnglish(path) ? 'en' : 'ja';
  const wording = published.wordings[language];
  if (!wording) throw new Error(`${site} is published without the language of ${path}`);
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'Asia/Tokyo' });
  const view = makeView(published, language, new Date());
  const body = await renderTemplate(PAGES, await readFile(file, 'utf8'), {
    site,
    siteName: published.config.name[language] ?? site,
    nonce: nonce ?? '',
    noren: `${originOf('portal', port)}${API_PATH}/v1/sites/${site}/noren.js`,
    headScript: new Markup(`<script>${headSnippet ?? ''}</script>`),
    portal: originOf('portal', port),
    energy: originOf('energy', port),
    solutions: originOf('solutions', port),
    thirdparty: originOf('thirdparty', port),
    id: originOf('id', port),
    mail: originOf('mail', port),
    api: `${originOf('portal', port)}${API_PATH}`,
    register: registerTables(view),
    advertising: advertisingDirectory(view),
    pages: `${originOf('portal', port)}${API_PATH}/v1/sites/${site}`,
    edition: wording.edition.label,
    editionDate: date.format(new Date(wording.edition.effectiveAt)),
    editionChanges: new Markup(wording.edition.changes.map((change) => `<li>${escapeHtml(change)}</li>`).join('')),
  });
  const headers: Record<string, string> = nonce ? { 'Content-Security-Policy': strictPolicy(nonce, port) } : {};
  // Pages without a policy carry the tags exactly as webmasters paste them.
  const tidy = nonce ? body : body.replaceAll(' nonce=""', '');
  return html(markCurrent(tidy, path), { status, headers });
}

/** Says which link of the navigation is this page. */
function markCurrent(body: string, path: string): string {
  return body.replaceAll(`<a class="nav" href="${path}"`, `<a class="nav" aria-current="page" href="${path}"`);
}
