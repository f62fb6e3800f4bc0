import { createHash } from 'node:crypto';
import { createApi, createServerKey, openDatabase, revokeServerKey } from '@noren/api';
import type { SiteConfig } from '@noren/model/schema';
import { expect, onEachEngine, SECRET, type Stage, test } from './fixture.ts';
import { sampleConfig } from './sample-config.ts';

const CONFIG = '/v1/sites/portal/config';

async function keyFor(stage: Stage, site = 'portal'): Promise<string> {
  return createServerKey(stage.database, { site, scopes: ['config:write'], label: 'web team' });
}

function put(
  stage: Stage,
  config: unknown,
  key: string,
  headers: Record<string, string> = {},
  path = CONFIG,
): Promise<Response> {
  return stage.fetch(path, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
    body: JSON.stringify(config),
  });
}

const renamed = (ja: string): SiteConfig => sampleConfig({ name: { ja, en: 'Portal' } });

onEachEngine(() => {
  test('anyone can read the published config, and need not read it twice', async ({ stage }) => {
    const response = await stage.fetch(CONFIG);
    expect(await response.json()).toEqual(sampleConfig());
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('noren-config-version')).toBe('1');
    const etag = response.headers.get('etag') ?? '';
    for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const again = await stage.fetch(CONFIG, { headers: { 'if-none-match': tag } });
      expect(again.status, tag).toBe(304);
      expect(await again.text()).toBe('');
    }
    expect((await stage.fetch(CONFIG, { headers: { 'if-none-match': '"x"' } })).status).toBe(200);
  });

  test('a publication is the next version, served at once, and the earlier ones stay', async ({ stage }) => {
    const key = await keyFor(stage);
    const before = await stage.fetch(CONFIG);
    const response = await put(stage, renamed('新しい名前'), key);
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({
      site: 'portal',
      version: 2,
      changed: true,
      stamp: expect.any(String),
      warnings: [],
    });
    const after = await stage.fetch(CONFIG);
    expect(await after.json()).toMatchObject({ name: { ja: '新しい名前' } });
    expect(after.headers.get('etag')).toBe(response.headers.get('etag'));
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    const versions = await stage.database.kysely.selectFrom('config_versions').selectAll().orderBy('version').execute();
    expect(versions.map(({ version, config }) => [version, JSON.parse(config).name.ja])).toEqual([
      [1, 'ポータル'],
      [2, '新しい名前'],
    ]);
  });

  test('who publishes a config that sends no choice anywhere is told', async ({ stage }) => {
    const { api: _, ...without } = sampleConfig();
    const response = await put(stage, without, await keyFor(stage));
    expect(response.status).toBe(201);
    expect(((await response.json()) as { warnings: object[] }).warnings).toEqual([
      expect.objectContaining({ severity: 'warning', code: 'api-missing', path: 'api' }),
    ]);
  });

  test('publishing what is published already writes nothing', async ({ stage }) => {
    const response = await put(stage, sampleConfig(), await keyFor(stage));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ version: 1, changed: false });
    expect(await stage.database.kysely.selectFrom('audit_log').selectAll().execute()).toHaveLength(1);
  });

  test('a publisher can insist on the version that is replaced', async ({ stage }) => {
    const key = await keyFor(stage);
    const etag = (await stage.fetch(CONFIG)).headers.get('etag') ?? '';
    expect((await put(stage, renamed('一'), key, { 'if-match': '"7-abc"' })).status).toBe(412);
    expect((await put(stage, renamed('一'), key, { 'if-match': etag })).status).toBe(201);
    const late = await put(stage, renamed('二'), key, { 'if-match': etag });
    expect(late.status).toBe(412);
    expect(await late.json()).toMatchObject({ code: 'version-mismatch' });
    expect((await put(stage, renamed('二'), key, { 'if-match': '*' })).status).toBe(201);
  });

  test('two publications at once are two versions', async ({ stage, location }) => {
    // Two connections to a SQLite file inside one process would wait for each other: there it is one.
    const shared = stage.database.engine === 'sqlite';
    const other = createApi({ database: shared ? stage.database : await openDatabase(location), secret: SECRET });
    await Promise.all([
      stage.api.publish(renamed('一'), { actor: 'a' }),
      other.publish(renamed('二'), { actor: 'b' }),
      stage.api.publish(renamed('三'), { actor: 'c' }),
    ]);
    const versions = await stage.database.kysely
      .selectFrom('config_versions')
      .select('version')
      .orderBy('version')
      .execute();
    expect(versions.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    if (!shared) await other.close();
  });

  test('what a published edition stands for is never changed: a change of the register needs a new one', async ({
    stage,
  }) => {
    const key = await keyFor(stage);
    const [edition] = sampleConfig().editions;
    const [meter] = sampleConfig().services;
    const services = [{ ...meter, recipient: { ja: '別の計測株式会社', en: 'Another Meter Inc.' } }];
    const refused = async (body: unknown, code: string): Promise<void> => {
      const response = await put(stage, body, key);
      expect(response.status).toBe(422);
      expect((await response.json()).errors).toMatchObject([{ code, source: expect.stringContaining('history') }]);
    };
    await refused({ ...sampleConfig(), services }, 'changed-without-edition');
    await refused({ ...sampleConfig(), editions: [{ ...edition, date: '2026-01-02' }] }, 'edition-rewritten');
    const versions = () => stage.database.kysely.selectFrom('config_versions').selectAll().execute();
    expect(await versions()).toHaveLength(1);
    const next = { ...edition, label: '2', date: '2026-06-01', effectiveAt: '2026-06-01T00:00:00Z', material: false };
    const editions = [edition, next];
    await refused({ ...sampleConfig(), services, editions }, 'changed-edition-missing');
    const dated = services.map((row) => ({ ...row, changedEdition: '2' }));
    expect((await put(stage, { ...sampleConfig(), services: dated, editions }, key)).status).toBe(201);
    expect(await versions()).toHaveLength(2);
  });

  test('a row that names a provider of the catalogue is published whole', async ({ stage }) => {
    const config = sampleConfig();
    const [edition] = config.editions;
    const next = { ...edition, label: '2', date: '2026-06-01', effectiveAt: '2026-06-01T00:00:00Z', material: false };
    const services = [...config.services, { provider: 'karte', purpose: 'statistics' }];
    const response = await put(stage, { ...config, services, editions: [edition, next] }, await keyFor(stage));
    expect(response.status).toBe(201);
    const published = await (await stage.fetch(CONFIG)).json();
    expect(published.services[1]).toMatchObject({ id: 'karte', recipient: { ja: '株式会社プレイド' } });
  });

  test('another process serves a publication soon', async ({ stage, location }) => {
    const other = createApi({
      database: await openDatabase(location),
      secret: SECRET,
      now: () => new Date(stage.clock.at),
    });
    const read = async () => (await other.fetch(new Request(`https://consent.example.net${CONFIG}`))).json();
    expect(await read()).toMatchObject({ name: { ja: 'ポータル' } });
    await stage.api.publish(renamed('新しい名前'), { actor: 'test' });
    stage.clock.at += 3000;
    await expect.poll(read).toMatchObject({ name: { ja: '新しい名前' } });
    await other.close();
  });

  test('a config that is wrong is refused with everything that is wrong', async ({ stage }) => {
    const key = await keyFor(stage);
    const [necessary, statistics] = sampleConfig().purposes;
    const cases: [unknown, string, string][] = [
      [{ ...sampleConfig(), colour: 'red' }, 'unknown-key', 'colour'],
      [{ ...sampleConfig(), origins: 'https://www.example.jp' }, 'wrong-type', 'origins'],
      [{ ...sampleConfig(), registerUrl: 'javascript:alert(1)' }, 'invalid-value', 'registerUrl'],
      [{ ...sampleConfig(), purposes: [necessary, statistics, statistics] }, 'duplicate-id', 'purposes[2].id'],
      [
        { ...sampleConfig(), purposes: [{ ...statistics, requires: ['statistics'] }] },
        'purpose-cycle',
        'purposes[0].requires',
      ],
      [{ ...sampleConfig(), site: 'other' }, 'site-mismatch', 'site'],
      [JSON.parse('{"site":"portal","__proto__":{"polluted":1}}'), 'forbidden-key', '__proto__'],
      [null, 'site-mismatch', 'site'],
    ];
    for (const [config, code, path] of cases) {
      const response = await put(stage, config, key);
      expect(response.status, code).toBe(422);
      const problem = await response.json();
      expect(problem.code).toBe('invalid-config');
      expect(problem.errors, code).toContainEqual(expect.objectContaining({ code, path, fix: expect.any(String) }));
    }
    expect((await stage.fetch(CONFIG)).headers.get('noren-config-version')).toBe('1');
  });

  test('lists in lists without end are refused before anything walks through them', async ({ stage }) => {
    const key = await keyFor(stage);
    for (const depth of [65, 200_000]) {
      const response = await stage.fetch(CONFIG, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: `{"site":"portal","name":${'['.repeat(depth)}"]["${']'.repeat(depth)}}`,
      });
      expect([depth, response.status, (await response.json()).code]).toEqual([depth, 400, 'invalid-json']);
    }
    expect((await put(stage, renamed('[[[[ { " \\'), key)).status).toBe(201);
  });

  test('only a key of this site, with the scope, in force, may publish', async ({ stage }) => {
    const key = await keyFor(stage);
    const foreign = await keyFor(stage, 'energy');
    const powerless = await createServerKey(stage.database, { site: 'portal', scopes: [], label: 'none' });
    const wrong = `${key.slice(0, -4)}${key.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
    const status = async (bearer: string) => {
      const response = await put(stage, renamed('x'), bearer);
      return `${response.status} ${(await response.json()).code}`;
    };
    expect(await status(foreign)).toBe('403 wrong-site-key');
    expect(await status(powerless)).toBe('403 missing-scope');
    for (const garbage of [wrong, '', 'x', 'noren_', `noren_${'0'.repeat(18)}_${'A'.repeat(43)}`, `${key} x`]) {
      expect(await status(garbage), garbage).toBe('401 key-required');
    }
    expect(
      (await stage.fetch(CONFIG, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{}' }))
        .status,
    ).toBe(401);
    expect(await revokeServerKey(stage.database, key)).toBe(true);
    expect(await status(key)).toBe('401 key-required');
    expect((await stage.fetch(CONFIG)).headers.get('noren-config-version')).toBe('1');
  });

  test('a key may publish a site for the first time', async ({ stage }) => {
    const key = await keyFor(stage, 'energy');
    const response = await put(stage, sampleConfig({ site: 'energy' }), key, {}, '/v1/sites/energy/config');
    expect(response.status).toBe(201);
    expect((await stage.fetch('/v1/sites/energy/config')).status).toBe(200);
  });

  test('keys are stored only as hashes', async ({ stage }) => {
    const key = await keyFor(stage);
    const rows = JSON.stringify(await stage.database.kysely.selectFrom('server_keys').selectAll().execute());
    const secret = key.split('_').slice(2).join('_');
    expect(rows).not.toContain(secret);
    expect(rows).toContain(createHash('sha256').update(secret).digest('base64url'));
  });

  test('the audit log says who published what, when', async ({ stage }) => {
    const key = await keyFor(stage);
    stage.clock.at += 1000;
    await put(stage, renamed('新しい名前'), key);
    const rows = await stage.database.kysely.selectFrom('audit_log').selectAll().orderBy('at').execute();
    expect(rows.map(({ actor, action, at }) => ({ actor, action, at }))).toEqual([
      { actor: 'test', action: 'config.publish', at: stage.clock.at - 1000 },
      { actor: `key:${key.split('_')[1]}`, action: 'config.publish', at: stage.clock.at },
    ]);
    expect(JSON.parse(rows[1]?.detail ?? '')).toMatchObject({ version: 2, stamp: expect.any(String) });
  });

  test('the exact wording behind a record can be had for ever', async ({ stage }) => {
    const hash = stage.wording.ja ?? '';
    await stage.api.publish(renamed('新しい名前'), { actor: 'test' });
    await stage.api.publish({ ...sampleConfig(), words: { ja: { notice: { title: '別の題' } } } }, { actor: 'test' });
    const response = await stage.fetch(`/v1/wordings/${hash}`);
    expect(response.headers.get('cache-control')).toContain('immutable');
    const text = await response.text();
    expect(createHash('sha256').update(text).digest('base64url')).toBe(hash);
    expect(JSON.parse(text)).toMatchObject({ site: 'portal', language: 'ja', edition: { label: '1' } });
    for (const unknown of ['A'.repeat(43), 'x', '%00'])
      expect((await stage.fetch(`/v1/wordings/${unknown}`)).status).toBe(404);
  });
});
