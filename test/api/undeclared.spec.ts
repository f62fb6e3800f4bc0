import { createServerKey } from '@noren/api';
import { expect, onEachEngine, type Stage, test } from './fixture.ts';
import { sampleConfig } from './sample-config.ts';

const PATH = '/v1/sites/portal/undeclared';
const [ORIGIN = ''] = sampleConfig().origins;

const post = (stage: Stage, body: unknown, headers: Record<string, string> = {}) =>
  stage.fetch(PATH, {
    method: 'POST',
    headers: { origin: ORIGIN, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const keyOf = (stage: Stage, scope: 'undeclared:read' | 'records:read' = 'undeclared:read', site = 'portal') =>
  createServerKey(stage.database, { site, scopes: [scope], label: 'webmaster' });
const read = async (stage: Stage, query = '', key?: string) =>
  stage.fetch(`${PATH}${query}`, { headers: { authorization: `Bearer ${key ?? (await keyOf(stage))}` } });
const hostsOf = async (response: Response) => ((await response.json()) as { hosts: unknown[] }).hosts;

onEachEngine(() => {
  test('hosts that no row names are counted per page view and day, and nothing else is kept of it', async ({
    stage,
  }) => {
    const first = await post(stage, { hosts: ['cdn.example', 'tag.example:8443', 'cdn.example'] });
    expect(first.status).toBe(204);
    expect(first.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    await Promise.all(Array.from({ length: 5 }, () => post(stage, { hosts: ['cdn.example'] })));
    stage.clock.at += 86_400_000;
    await post(stage, { hosts: ['cdn.example'] });
    expect(await hostsOf(await read(stage))).toEqual([
      { day: '2026-06-02', host: 'cdn.example', count: 1 },
      { day: '2026-06-01', host: 'cdn.example', count: 6 },
      { day: '2026-06-01', host: 'tag.example:8443', count: 1 },
    ]);
    expect(await hostsOf(await read(stage, '?from=2026-06-02'))).toHaveLength(1);
    expect(await stage.database.kysely.selectFrom('undeclared_hosts').selectAll().execute()).toContainEqual({
      site: 'portal',
      day: '2026-06-01',
      host: 'tag.example:8443',
      count: 1,
    });
  });

  test('numbers are forgotten after ninety days', async ({ stage }) => {
    await post(stage, { hosts: ['old.example'] });
    stage.clock.at += 90 * 86_400_000;
    await stage.api.sweep();
    expect(await hostsOf(await read(stage))).toHaveLength(1);
    stage.clock.at += 86_400_000;
    await stage.api.sweep();
    expect(await hostsOf(await read(stage))).toEqual([]);
  });

  test('only pages of the site may count, in that shape, and no more hosts than a register lacks', async ({
    stage,
  }) => {
    const codeOf = async (answer: Promise<Response>) => ((await (await answer).json()) as { code: string }).code;
    expect(await codeOf(post(stage, { hosts: ['a.example'] }, { origin: 'https://elsewhere.example' }))).toBe(
      'foreign-origin',
    );
    expect(await codeOf(post(stage, { hosts: ['a.example'] }, { 'content-type': 'text/plain' }))).toBe(
      'unsupported-media-type',
    );
    for (const hosts of [
      [],
      ['https://a.example/path'],
      ['*.a.example'],
      ['a b'],
      [1],
      Array(21).fill('a.example'),
      ['a'.repeat(300)],
    ])
      expect(await codeOf(post(stage, { hosts }))).toBe('invalid-body');
    expect(await codeOf(post(stage, { hosts: ['a.example'], page: '/secret' }))).toBe('invalid-body');
    expect(await codeOf(post(stage, '{'))).toBe('invalid-json');
    const batch = (from: number) => Array.from({ length: 20 }, (_, at) => `host-${from + at}.example`);
    for (let from = 0; from < 220; from += 20) expect((await post(stage, { hosts: batch(from) })).status).toBe(204);
    const counted = await hostsOf(await read(stage));
    expect(counted).toHaveLength(200);
    // What was counted before goes on being counted.
    await post(stage, { hosts: ['host-0.example'] });
    expect((await hostsOf(await read(stage)))[0]).toMatchObject({ host: 'host-0.example', count: 2 });
  });

  test('only a key of the site with the scope for it reads them', async ({ stage }) => {
    expect((await stage.fetch(PATH)).status).toBe(401);
    expect((await read(stage, '', await keyOf(stage, 'records:read'))).status).toBe(403);
    expect((await read(stage, '', await keyOf(stage, 'undeclared:read', 'other'))).status).toBe(403);
    for (const from of ['yesterday', '2026-13-01', '2026-6-1'])
      expect((await read(stage, `?from=${from}`)).status).toBe(400);
  });
});

test.describe('with a small rate limit', () => {
  test.use({
    options: { rateLimit: { burst: 2, perSecond: 1 } },
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
    location: async ({}, use) => use({ sqlite: ':memory:' }),
  });

  test('reports are limited by themselves: they take nothing of what records may send', async ({ stage }) => {
    const env = { incoming: { socket: { remoteAddress: '192.0.2.7' } as never } };
    const send = (path: string, body: unknown) =>
      stage.api.fetch(
        new Request(new URL(path, 'https://consent.example.net'), {
          method: 'POST',
          headers: { origin: ORIGIN, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
        env,
      );
    const statuses = [];
    for (let at = 0; at < 3; at += 1) statuses.push((await send(PATH, { hosts: ['a.example'] })).status);
    expect(statuses).toEqual([204, 204, 429]);
    expect((await send('/v1/sites/portal/records', {})).status).toBe(422);
  });
});
