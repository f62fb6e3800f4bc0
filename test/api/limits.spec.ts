import { expect, onEachEngine, type Stage, test } from './fixture.ts';
import { sampleConfig } from './sample-config.ts';
import { recordOf, Visitor } from './visitor.ts';

const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } as never } });

/** Sends a record as the HTTP server hands it over. */
async function write(stage: Stage, address: string, { site = 'portal', forwarded = '' } = {}): Promise<Response> {
  const request = new Request(`https://consent.example.net/v1/sites/${site}/records`, {
    method: 'POST',
    headers: {
      ...new Visitor(stage).headers,
      'content-type': 'application/json',
      ...(forwarded ? { 'x-forwarded-for': forwarded } : {}),
    },
    body: JSON.stringify(recordOf(stage, { statistics: true })),
  });
  return stage.api.fetch(request, from(address));
}

async function statuses(stage: Stage, count: number, address: string, more = {}): Promise<number[]> {
  const list: number[] = [];
  for (let index = 0; index < count; index += 1) list.push((await write(stage, address, more)).status);
  return list;
}

test.describe('rate limit', () => {
  test.use({ options: { rateLimit: { burst: 3, perSecond: 0.5 } } });

  test('an address that writes too much is told when to come back, and then may', async ({ stage }) => {
    expect(await statuses(stage, 4, '192.0.2.1')).toEqual([201, 201, 201, 429]);
    const refused = await write(stage, '192.0.2.1');
    expect(refused.headers.get('retry-after')).toBe('2');
    expect(refused.headers.get('access-control-allow-origin')).toBe('https://www.example.jp');
    expect(refused.headers.get('access-control-expose-headers')).toContain('retry-after');
    expect(await refused.json()).toMatchObject({ code: 'too-many-requests' });
    stage.clock.at += 2000;
    expect(await statuses(stage, 2, '192.0.2.1')).toEqual([201, 429]);
  });

  test('other addresses and other sites have limits of their own', async ({ stage }) => {
    await stage.api.publish(sampleConfig({ site: 'energy' }), { actor: 'test' });
    expect(await statuses(stage, 4, '192.0.2.1')).toEqual([201, 201, 201, 429]);
    expect(await statuses(stage, 1, '192.0.2.2')).toEqual([201]);
    // Its wording is another site's, so it is refused; what counts is that it is not limited.
    expect(await statuses(stage, 1, '192.0.2.1', { site: 'energy' })).toEqual([422]);
  });

  test('addresses of one IPv6 network share a limit', async ({ stage }) => {
    expect(await statuses(stage, 3, '2001:db8:1:2::1')).toEqual([201, 201, 201]);
    expect(await statuses(stage, 1, '2001:db8:1:2:ffff::9')).toEqual([429]);
    expect(await statuses(stage, 1, '2001:db8:1:3::1')).toEqual([201]);
  });

  test('what a caller says about its address counts for nothing', async ({ stage }) => {
    const all: number[] = [];
    for (const forwarded of ['198.51.100.1', '198.51.100.2', '198.51.100.3', '198.51.100.4']) {
      all.push(...(await statuses(stage, 1, '192.0.2.1', { forwarded })));
    }
    expect(all).toEqual([201, 201, 201, 429]);
  });

  test('no address is kept', async ({ stage }) => {
    await statuses(stage, 2, '192.0.2.77');
    const { kysely } = stage.database;
    const all = await Promise.all(
      (['subjects', 'records', 'subject_states', 'audit_log'] as const).map((table) =>
        kysely.selectFrom(table).selectAll().execute(),
      ),
    );
    expect(JSON.stringify(all)).not.toContain('192.0.2');
  });
});

test.describe('rate limit behind a proxy', () => {
  test.use({ options: { rateLimit: { burst: 1, perSecond: 0.5 }, trustProxy: true } });

  test('the address that the proxy saw is limited', async ({ stage }) => {
    expect(await statuses(stage, 1, '10.0.0.1', { forwarded: '203.0.113.9, 198.51.100.1' })).toEqual([201]);
    expect(await statuses(stage, 1, '10.0.0.1', { forwarded: '198.51.100.2' })).toEqual([201]);
    expect(await statuses(stage, 1, '10.0.0.1', { forwarded: '1.2.3.4, 198.51.100.1' })).toEqual([429]);
  });

  test('the host that the proxy saw decides whether cookies are first-party', async ({ stage }) => {
    const headers = { origin: 'https://www.example.jp', 'content-type': 'application/json', host: 'internal:8080' };
    const send = (more: Record<string, string>) =>
      stage.fetch('http://internal:8080/v1/sites/portal/records', {
        method: 'POST',
        headers: { ...headers, ...more },
        body: JSON.stringify(recordOf(stage, {})),
      });
    expect((await send({ 'x-forwarded-host': 'www.example.jp' })).headers.getSetCookie()).toHaveLength(2);
    expect((await send({})).status).toBe(401);
  });
});

onEachEngine(() => {
  test('nobody can make a chain so long that weighing it takes for ever', async ({ stage }) => {
    const visitor = new Visitor(stage);
    const first = recordOf(stage, { statistics: true });
    await visitor.send(first);
    await stage.database.kysely.updateTable('subject_states').set({ sequence: 2000 }).execute();
    const response = await visitor.send(recordOf(stage, { statistics: false }));
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({ code: 'too-many-records' });
    expect((await visitor.send(first)).status).toBe(200);
  });
});
