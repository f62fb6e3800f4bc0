import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { createApi, createServerKey, openDatabase, type Scope } from '@noren/api';
import type { ConsentRecord, SiteConfig } from '@noren/model/schema';
import { siteConfig } from '../fixtures/site-config.ts';

/** A site of a test's own with a consent API on its host: one page, and whatever is published while it runs. */
export interface OwnApi {
  readonly url: string;
  /** Publishes the next version of the config. */
  publish(changes: Partial<SiteConfig>): Promise<void>;
  /** Every record, oldest first, as it is stored. */
  records(): ConsentRecord[];
  /** What the API answers to whoever has a key of this scope. @param path behind the site's own, with its slash */
  read(path: string, scope: Scope): Promise<unknown>;
  close(): Promise<void>;
}

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const FOLDER = '/noren/v1/sites/portal';

/**
 * Serves a page with this body. Nothing is published yet.
 * @param script name and attributes of the tag in its head, before every other script
 */
export async function serveOwnApi(body: string, script = 'async src="noren.js"'): Promise<OwnApi> {
  const folder = await mkdtemp(join(tmpdir(), 'noren-own-'));
  const file = join(folder, 'own.sqlite');
  const written = await openDatabase({ sqlite: file });
  const api = createApi({
    database: written,
    secret: 'a secret of the tests and of nothing else',
    dist: DIST,
    basePath: '/noren',
  });
  const page = `<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>試験のページ</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <script ${script.replace('src="', `src="${FOLDER}/`)} data-site="portal"></script></head><body>${body}</body></html>`;
  const answer = getRequestListener((request, env) => api.fetch(request, env));
  const server = createServer((incoming, outgoing) => {
    if (incoming.url?.startsWith('/noren/')) answer(incoming, outgoing);
    else outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(incoming.url === '/' ? page : '');
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const origin = `http://own.localhost:${(server.address() as AddressInfo).port}`;
  const database = new DatabaseSync(file, { readOnly: true });
  return {
    url: `${origin}/`,
    async publish(changes) {
      await api.publish({ ...siteConfig, origins: [origin], api: `${origin}/noren`, ...changes }, { actor: 'test' });
    },
    records: () =>
      database
        .prepare('select body from records order by effective_at, sequence')
        .all()
        .map(({ body: text }) => JSON.parse(String(text)) as ConsentRecord),
    async read(path, scope) {
      const key = await createServerKey(written, { site: 'portal', scopes: [scope], label: 'test' });
      const headers = { authorization: `Bearer ${key}` };
      return (await api.fetch(new Request(`${origin}${FOLDER}${path}`, { headers }))).json();
    },
    async close() {
      database.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await api.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
