// One of the servers that are compared, in a process of its own: `node server.ts noren|bare PORT`. The API serves the
// register of 300 rows and the page that shows it as an element; the bare one answers with the same bytes and headers.
import { brotliCompressSync } from 'node:zlib';
import { serve } from '@hono/node-server';
import { createApi, type FetchEnv, openDatabase } from '@noren/api';
import { renderPages } from '@noren/model/pages';
import { publishConfig } from '@noren/model/publish';
import { Hono } from 'hono';
import { benchSite } from './site.ts';

const [kind, port = '0'] = process.argv.slice(2);
const origin = `http://127.0.0.1:${port}`;
const config = benchSite(origin);
const app = new Hono<{ Bindings: FetchEnv }>();

if (kind === 'bare') {
  const page = renderPages(await publishConfig(config, new Date())).find(({ name }) => name === 'register.html');
  const body = brotliCompressSync(page?.text ?? '');
  app.get('/v1/sites/register/register.html', (c) =>
    c.body(body, 200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'br' }),
  );
} else {
  const dist = new URL('../../dist', import.meta.url).pathname;
  const database = await openDatabase({ sqlite: ':memory:' });
  const api = createApi({ database, secret: '0'.repeat(32), dist, rateLimit: { burst: 1e9, perSecond: 1e9 } });
  await api.publish(config, { actor: 'bench' });
  const html = `<!doctype html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>300</title><script async src="/v1/sites/register/noren.js" data-site="register"></script><main><noren-disclosure></noren-disclosure></main>`;
  app.get('/', (c) => c.html(html));
  app.all('*', (c) => api.fetch(c.req.raw, c.env));
}

serve({ fetch: app.fetch, port: Number(port), hostname: '127.0.0.1' }, () => process.send?.('ready'));
