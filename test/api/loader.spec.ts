import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { createApi } from '@noren/api';
import { sha256 } from '@noren/model/publish';
import { type RuntimeConfig, type StrictRules, strictRules } from '@noren/model/schema';
import { API_ORIGIN, expect, onEachEngine, SECRET, type Stage, test } from './fixture.ts';
import { sampleConfig } from './sample-config.ts';

const LOADER = 'const config = JSON.parse("__NOREN_RUNTIME_CONFIG__"); /* the built loader */';
const NOREN_JS = '/v1/sites/portal/noren.js';
const STRICT_JS = '/v1/sites/portal/noren-strict.js';

const dist = mkdtempSync(join(tmpdir(), 'noren-dist-'));
writeFileSync(join(dist, 'noren.js'), LOADER);
writeFileSync(join(dist, 'noren-strict.js'), `${LOADER} // strict`);
writeFileSync(join(dist, 'noren-take-over.js'), `${LOADER} // take-over`);
writeFileSync(join(dist, 'noren-strict-take-over.js'), `${LOADER} // strict take-over`);
writeFileSync(join(dist, 'noren-elements.A_b-3c.js'), 'export const elements = 1;');
// Not a chunk: its name carries no hash.
writeFileSync(join(dist, 'noren-head.js'), 'places = JSON.parse("__NOREN_SNIPPET__")\n//# sourceURL=noren\n');
writeFileSync(join(dist, 'noren-strict-head.js'), 'strict = JSON.parse("__NOREN_SNIPPET__")\n//# sourceURL=noren\n');
writeFileSync(join(dist, 'secret.txt'), 'secret');

test.afterAll(() => rmSync(dist, { recursive: true, force: true }));

async function runtimeOf(response: Response): Promise<RuntimeConfig> {
  const literal = /JSON\.parse\(('.*')\)/.exec(await response.text())?.[1];
  // The loader hands a string literal to JSON.parse, so that is what this does.
  return JSON.parse(new Function(`return ${literal}`)()) as RuntimeConfig;
}

function publishNext(stage: Stage): Promise<unknown> {
  const config = sampleConfig();
  const [first] = config.editions;
  if (!first) throw new Error('no edition');
  const next = { ...first, label: '2', effectiveAt: '2026-07-01T00:00:00Z', affects: ['purposes:statistics'] };
  return stage.api.publish({ ...config, editions: [first, next] }, { actor: 'test' });
}

onEachEngine(() => {
  test.use({ options: { dist } });

  test("a site's noren.js is the loader with the site's runtime config inside", async ({ stage }) => {
    const response = await stage.fetch(NOREN_JS);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=300, stale-while-revalidate=3300',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      vary: 'Accept-Encoding',
    });
    const runtime = await runtimeOf(response);
    expect(runtime).toMatchObject({ site: 'portal', edition: 1, api: 'https://consent.example.net' });
    expect(Object.keys(runtime.wording)).toEqual(Object.keys(stage.wording));
    for (const [language, start] of Object.entries(runtime.wording))
      expect(stage.wording[language]?.slice(0, 12)).toBe(start);
  });

  test('it comes compressed as the browser likes it, and not at all when the browser has it', async ({ stage }) => {
    const plain = await (await stage.fetch(NOREN_JS)).text();
    const read = async (accept: string) => {
      const response = await stage.fetch(NOREN_JS, { headers: { 'accept-encoding': accept } });
      const bytes = Buffer.from(await response.arrayBuffer());
      return { encoding: response.headers.get('content-encoding'), bytes, etag: response.headers.get('etag') ?? '' };
    };
    const br = await read('gzip, deflate, br, zstd');
    expect(br.encoding).toBe('br');
    expect(brotliDecompressSync(br.bytes).toString()).toBe(plain);
    const gzip = await read('gzip;q=1, br;q=0');
    expect(gzip.encoding).toBe('gzip');
    expect(gunzipSync(gzip.bytes).toString()).toBe(plain);
    expect((await read('identity')).encoding).toBeNull();
    expect(br.etag).not.toBe(gzip.etag);
    const again = await stage.fetch(NOREN_JS, { headers: { 'accept-encoding': 'br', 'if-none-match': br.etag } });
    expect(again.status).toBe(304);
  });

  test('noren-strict.js comes and is cached as noren.js is, and it alone carries what strict mode goes by', async ({
    stage,
  }) => {
    const accept = { headers: { 'accept-encoding': 'br' } };
    const headersOf = async (path: string) => {
      const { etag, ...rest } = Object.fromEntries((await stage.fetch(path, accept)).headers);
      return { etag: etag ?? '', rest };
    };
    const first = await headersOf(STRICT_JS);
    const plain = await headersOf(NOREN_JS);
    expect(first.rest).toEqual(plain.rest);
    expect(first.rest).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding' });
    expect(first.etag).not.toBe(plain.etag);
    const response = await stage.fetch(STRICT_JS);
    expect(await response.clone().text()).toMatch(/\/\/ strict$/);
    const runtime = (await runtimeOf(response)) as RuntimeConfig & { strict: StrictRules };
    expect(runtime).toMatchObject({ site: 'portal', edition: 1, api: 'https://consent.example.net' });
    expect(runtime.bridges).toEqual({ strict: {} });
    expect(strictRules.parse(runtime.strict)).toEqual({
      hosts: { 'example.jp': [], 'meter.example.jp': [0], 'consent.example.net': [] },
      rows: [{ id: 'meter', purpose: 'statistics' }],
    });
    const without = await runtimeOf(await stage.fetch(NOREN_JS));
    expect(without).not.toHaveProperty('strict');
    expect(without).not.toHaveProperty('bridges');

    const again = (etag: string) =>
      stage.fetch(STRICT_JS, { headers: { 'accept-encoding': 'br', 'if-none-match': etag } });
    expect((await again(first.etag)).status).toBe(304);
    await stage.api.publish(sampleConfig({ enabled: false }), { actor: 'test' });
    const off = await again(first.etag);
    expect([off.status, off.headers.get('cache-control')]).toEqual([200, 'public, max-age=60']);
    expect(await runtimeOf(await stage.fetch(STRICT_JS))).toMatchObject({ off: true });
  });

  test('a site that comes from another tool is served what takes over, by the same names', async ({ stage }) => {
    const takeOver = { klaro: { services: { matomo: 'statistics' } } };
    for (const changes of [{ takeOver }, {}]) {
      await stage.api.publish(sampleConfig(changes), { actor: 'test' });
      for (const [path, ending] of [[NOREN_JS, ''] as const, [STRICT_JS, 'strict'] as const]) {
        const response = await stage.fetch(path);
        const [, built] = (await response.clone().text()).split('/* the built loader */');
        const wanted = [ending, ...('takeOver' in changes ? ['take-over'] : [])].filter(Boolean).join(' ');
        expect(built, path).toBe(wanted ? ` // ${wanted}` : '');
        expect('takeOver' in (await runtimeOf(response)), path).toBe('takeOver' in changes);
      }
    }
  });

  test('a publication changes noren.js, and so does a new build', async ({ stage }) => {
    const etag = async () => (await stage.fetch(NOREN_JS)).headers.get('etag');
    const before = await etag();
    await stage.api.publish(sampleConfig({ validityDays: 100 }), { actor: 'test' });
    const after = await etag();
    expect(after).not.toBe(before);
    writeFileSync(join(dist, 'noren.js'), `${LOADER} // built again`);
    utimesSync(join(dist, 'noren.js'), new Date(), new Date(Date.now() + 5000 * Math.random()));
    await expect.poll(etag).not.toBe(after);
    writeFileSync(join(dist, 'noren.js'), LOADER);
  });

  test('the kill switch is in noren.js, and is not cached for long', async ({ stage }) => {
    await stage.api.publish(sampleConfig({ enabled: false }), { actor: 'test' });
    const response = await stage.fetch(NOREN_JS);
    expect(response.headers.get('cache-control')).toBe('public, max-age=60');
    expect(await runtimeOf(response)).toMatchObject({ off: true });
  });

  test('when an announced edition takes effect, noren.js and its wording are made again', async ({ stage }) => {
    await publishNext(stage);
    const before = await runtimeOf(await stage.fetch(NOREN_JS));
    expect(before).toMatchObject({ edition: 1, upcoming: [{ edition: 2 }] });
    const asksAnew = before.upcoming?.[0]?.purposes?.filter(({ since }) => since === 2).map(({ id }) => id);
    expect(asksAnew).toEqual(['statistics']);
    stage.clock.at = Date.parse('2026-07-01T00:00:00Z');
    const after = await runtimeOf(await stage.fetch(NOREN_JS));
    expect(after.edition).toBe(2);
    expect(after).not.toHaveProperty('upcoming');
    expect(after.wording.ja).not.toBe(before.wording.ja);
    for (const { wording } of [before, after]) {
      for (const start of Object.values(wording)) {
        const file = await stage.fetch(`/v1/sites/portal/wording.${start}.json`);
        expect(file.status).toBe(200);
        // What pages show is, byte for byte, what a record names.
        const hash = await sha256(await file.clone().text());
        expect(hash.slice(0, 12)).toBe(start);
        expect(await (await stage.fetch(`/v1/wordings/${hash}`)).text()).toBe(await file.text());
      }
      const notice = await stage.fetch(`/v1/sites/portal/notice.${wording.en}.json`);
      expect(await notice.json()).toMatchObject({ title: expect.any(String), body: expect.any(String) });
    }
    expect((await stage.fetch('/v1/sites/portal/config')).headers.get('noren-config-version')).toBe('2');
  });

  test('files beside noren.js are served for ever, old wordings too', async ({ stage }) => {
    const { wording } = await runtimeOf(await stage.fetch(NOREN_JS));
    const old = [`wording.${wording.ja}.json`, `notice.${wording.en}.json`];
    await stage.api.publish(sampleConfig({ registerUrl: '/elsewhere/' }), { actor: 'test' });
    for (const file of [...old, 'noren-elements.A_b-3c.js']) {
      const response = await stage.fetch(`/v1/sites/portal/${file}`, { headers: { 'accept-encoding': 'br' } });
      expect(response.status, file).toBe(200);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('content-encoding')).toBe('br');
    }
    for (const file of old)
      expect((await stage.fetch(`/v1/sites/portal/${file}`)).headers.get('content-type')).toBe('application/json');
  });

  test('what a browser holds from before each language had a file of its own still finds its words', async ({
    stage,
  }) => {
    const file = { site: 'portal', name: 'wording.A_b-3c.json', text: '{"en":{},"ja":{}}' };
    await stage.database.kysely.insertInto('wording_files').values(file).execute();
    const response = await stage.fetch(`/v1/sites/portal/${file.name}`);
    expect([response.status, await response.text()]).toEqual([200, file.text]);
  });

  test('what a noren.js in a cache still names is there for 90 days after the next build', async ({ stage }) => {
    const folder = mkdtempSync(join(tmpdir(), 'noren-builds-'));
    const api = () =>
      createApi({ database: stage.database, secret: SECRET, dist: folder, now: () => new Date(stage.clock.at) });
    const get = (served: ReturnType<typeof api>, name: string) =>
      served.fetch(new Request(`https://consent.example.net/v1/sites/portal/${name}`));
    try {
      writeFileSync(join(folder, 'noren.js'), LOADER);
      writeFileSync(join(folder, 'noren-page.before.js'), 'export const build = 1;');
      expect((await get(api(), 'noren.js')).status).toBe(200);
      // It is served for long without a restart: the time counts from the last day.
      const running = api();
      for (const days of [0, 60, 60]) {
        stage.clock.at += days * 86_400_000;
        expect((await get(running, 'noren.js')).status).toBe(200);
      }
      rmSync(join(folder, 'noren-page.before.js'));
      writeFileSync(join(folder, 'noren.js'), `${LOADER} // the next build`);
      writeFileSync(join(folder, 'noren-page.behind.js'), 'export const build = 2;');
      const next = api();
      expect((await get(next, 'noren.js')).status).toBe(200);
      const old = await get(next, 'noren-page.before.js');
      expect([old.status, await old.text()]).toEqual([200, 'export const build = 1;']);
      expect(old.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      stage.clock.at += 91 * 86_400_000;
      const later = api();
      expect((await get(later, 'noren.js')).status).toBe(200);
      expect((await get(later, 'noren-page.before.js')).status).toBe(404);
      expect((await get(later, 'noren-page.behind.js')).status).toBe(200);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('the head snippet is served to be pasted, with the hash of exactly what stands in the script', async ({
    stage,
  }) => {
    const get = (name: string, headers = {}) => stage.fetch(`/v1/sites/portal/head-snippet.${name}`, { headers });
    const shown = await get('html');
    expect(shown.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(shown.headers.get('cache-control')).toMatch(/max-age=300$/);
    const [, text = ''] = /^<script>(.*)<\/script>\n$/s.exec(await shown.text()) ?? [];
    const cspHash = `sha256-${createHash('sha256').update(text).digest('base64')}`;
    expect(shown.headers.get('noren-csp-hash')).toBe(cspHash);
    const told = await get('json');
    const src = `${sampleConfig().api ?? API_ORIGIN}/v1/sites/portal/noren.js`;
    expect(await told.json()).toEqual({ src, text, cspHash });
    expect(text).toContain(JSON.stringify(src));
    for (const [name, response] of [['html', shown] as const, ['json', told] as const]) {
      const etag = response.headers.get('etag') ?? '';
      expect((await get(name, { 'if-none-match': etag })).status, name).toBe(304);
    }

    // What it says follows the config; a site without `api` is served by whoever was asked.
    await stage.api.publish(sampleConfig({ api: 'https://www.example.co.jp/noren/' }), { actor: 'test' });
    const next = await get('json', { 'if-none-match': told.headers.get('etag') ?? '' });
    expect(next.status).toBe(200);
    expect(next.headers.get('cache-control')).toBe('public, max-age=300');
    expect(await next.json()).toMatchObject({ src: 'https://www.example.co.jp/noren/v1/sites/portal/noren.js' });
    const { api: _, ...without } = sampleConfig();
    await stage.api.publish(without, { actor: 'test' });
    const own = await get('json');
    expect(own.headers.get('cache-control')).toBe('private, max-age=300');
    expect(await own.json()).toMatchObject({ src: `${API_ORIGIN}/v1/sites/portal/noren.js` });
    expect((await stage.fetch('/v1/sites/nobody/head-snippet.html')).status).toBe(404);
  });

  test('in strict mode the head snippet has a form of its own: behind it stands the tag to which it hands over', async ({
    stage,
  }) => {
    const get = (name: string) => stage.fetch(`/v1/sites/portal/strict-head-snippet.${name}`);
    const shown = await get('html');
    const src = `${sampleConfig().api}/v1/sites/portal/noren-strict.js`;
    const [, text = '', tag] = /^<script>(.*)<\/script>\n(.*)\n$/s.exec(await shown.text()) ?? [];
    expect(text).toMatch(/^strict = /);
    expect(text).toContain(JSON.stringify(src));
    expect(tag).toBe(`<script src="${src}" data-site="portal"></script>`);
    const cspHash = `sha256-${createHash('sha256').update(text).digest('base64')}`;
    const told = await get('json');
    expect(await told.json()).toEqual({ src, text, cspHash });
    expect(shown.headers.get('noren-csp-hash')).toBe(cspHash);
    for (const name of ['html', 'json']) {
      const { etag: _, 'noren-csp-hash': __, ...strict } = Object.fromEntries((await get(name)).headers);
      const { headers } = await stage.fetch(`/v1/sites/portal/head-snippet.${name}`);
      for (const own of ['etag', 'noren-csp-hash']) headers.delete(own);
      expect(strict, name).toEqual(Object.fromEntries(headers));
    }
    // The plain one is not the worse for it, nor the other way round.
    expect(await (await stage.fetch('/v1/sites/portal/head-snippet.html')).text()).not.toContain('strict');
    expect(await (await get('json')).json()).toMatchObject({ src });
  });

  test('no other file is served', async ({ stage }) => {
    const names = [
      'secret.txt',
      'noren-head.js',
      'noren-strict-head.js',
      'noren-elements.ffffff.js',
      '..%2fpackage.json',
      'noren-..%2f..%2fx.12345678.js',
      'noren-a%00.12345678.js',
      'wording.000000000000.json',
      'wording.000000.json',
      'wording.json',
      '.well-known',
    ];
    for (const name of names) {
      const response = await stage.fetch(`/v1/sites/portal/${name}`);
      expect(response.status, name).toBe(404);
      expect(await response.text()).not.toContain('secret"');
    }
  });

  test('without the built loader the answer says so', async ({ stage }) => {
    const bare = createApi({ database: stage.database, secret: SECRET });
    for (const path of [NOREN_JS, STRICT_JS, '/v1/sites/portal/strict-head-snippet.html']) {
      const response = await bare.fetch(new Request(`https://consent.example.net${path}`));
      expect(response.status, path).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'loader-not-built' });
    }
  });
});
