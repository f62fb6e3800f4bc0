import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  loaderFileOf,
  publishConfig,
  renderLoader,
  renderStrictLoader,
  strictLoaderFileOf,
} from '@noren/model/publish';
import type { SiteConfig } from '@noren/model/schema';
import { siteConfig } from '../fixtures/site-config.ts';

/** A site that a test has made for itself: one page with nothing on it but Noren and what the test has put there. */
export interface OwnSite {
  readonly url: string;
  close(): Promise<void>;
}

/** What the page has otherwise than most. */
export interface OwnPage {
  /** In its head, before every other script; default: the tag of noren.js. */
  readonly tag?: string;
  /** Files of the site's own: path → where they are. */
  readonly files?: Readonly<Record<string, string>>;
}

const DIST = new URL('../../dist/', import.meta.url);
const types: Readonly<Record<string, string>> = { js: 'text/javascript', json: 'application/json' };

/**
 * Publishes a config and serves its noren.js, the other files beside it, and a page with a body. No consent API.
 * @param isGone paths for which the connection is cut instead
 */
export async function serveOwnSite(
  changes: Partial<SiteConfig>,
  body: string,
  isGone: (path: string) => boolean = () => false,
  { tag, files = {} }: OwnPage = {},
): Promise<OwnSite> {
  const published = await publishConfig({ ...siteConfig, ...changes }, new Date());
  const { runtime, wordingFiles, coming } = published;
  const words = [wordingFiles, ...coming.map((next) => next.wordingFiles)].flat();
  const page = `<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>試験のページ</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    ${tag ?? `<script async src="/noren.js" data-site="${runtime.site}"></script>`}</head><body>${body}</body></html>`;
  const contentOf = async (path: string): Promise<string | undefined> => {
    if (path === '/') return page;
    if (path === '/noren.js')
      return renderLoader(await readFile(new URL(loaderFileOf(runtime), DIST), 'utf8'), runtime);
    if (path === '/noren-strict.js')
      return renderStrictLoader(await readFile(new URL(strictLoaderFileOf(runtime), DIST), 'utf8'), published);
    if (Object.hasOwn(files, path)) return readFile(files[path] as string, 'utf8');
    const file = words.find(({ name }) => path === `/${name}`);
    if (file) return file.text;
    return /^\/noren-[\w.-]+\.js$/.test(path) ? readFile(new URL(`.${path}`, DIST), 'utf8') : undefined;
  };
  const server = createServer(async ({ url = '/' }, response) => {
    const [path = '/'] = url.split('?', 1);
    if (isGone(path)) {
      response.destroy();
      return;
    }
    const content = await contentOf(path);
    const type = types[path.split('.').at(-1) ?? ''] ?? 'text/html';
    response
      .writeHead(content === undefined ? 404 : 200, {
        'content-type': `${type}; charset=utf-8`,
        // A sandboxed frame is of no origin: to it every file is another one's.
        'access-control-allow-origin': '*',
      })
      .end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return {
    url: `http://own.localhost:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
