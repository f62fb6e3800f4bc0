import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { createApi, openDatabase } from '@noren/api';
import type { ConsentRecord, SiteConfig } from '@noren/model/schema';
import { siteConfig } from '../fixtures/site-config.ts';

/** A site of a test's own with a consent API on its host: one page, and whatever is published while it runs. */
export interface OwnApi {
  readonly url: string;
  /** Publishes the next version of the config. */
  publish(changes: Partial<SiteConfig>): Promise<void>;
  /** Every record, oldest first, as it is stored. */
  records(): ConsentRecord[];
  close(): Promise<void>;
}

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

/** Serves a page with this body. Nothing is published yet. */
export async function serveOwnApi(body: string): Promise<OwnApi> {
  const folder = await mkdtemp(join(tmpdir(), 'noren-own-'));
  const file = join(folder, 'own.sqlite');
  const api = createApi({
    database: await openDatabase({ sqlite: file }),
    secret: 'a secret of the tests and of nothing else',
    dist: DIST,
    basePath: '/noren',
  });
  const page = `<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>試験のページ</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <script async src="/noren/v1/sites/portal/noren.js" data-site="portal"></script></head><body>${body}</body></html>`;
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
    async close() {
      database.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await api.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
