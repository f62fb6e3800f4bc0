import { expect, onEachEngine, type Stage, test } from './fixture.ts';
import { sampleConfig } from './sample-config.ts';
import { newRecordId, newSecret, recordOf, Visitor } from './visitor.ts';

/** A write from a page that shares the API's host. */
function sendFromSameHost(
  stage: Stage,
  headers: Record<string, string> = {},
  origin = 'https://www.example.jp',
  purposes = { statistics: true },
): Promise<Response> {
  return stage.fetch(`${origin}/v1/sites/portal/records`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(recordOf(stage, purposes)),
  });
}

function cookiesOf(response: Response): Record<string, { value: string; attributes: string[] }> {
  return Object.fromEntries(
    response.headers.getSetCookie().map((line) => {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', ...value] = pair.split('=');
      return [name, { value: value.join('='), attributes: attributes.sort() }];
    }),
  );
}

onEachEngine(() => {
  test('on its own host the API keeps the secret in a cookie that no script can read', async ({ stage }) => {
    const response = await sendFromSameHost(stage);
    expect(response.status).toBe(201);
    const { '__Host-noren-s': secret } = cookiesOf(response);
    expect(secret?.attributes).toEqual(['HttpOnly', 'Max-Age=34560000', 'Path=/', 'SameSite=Lax', 'Secure']);
    expect(secret?.value).toMatch(/^[A-Za-z0-9_-]{22}$/);

    const again = await sendFromSameHost(stage, { cookie: `other=1; __Host-noren-s=${secret?.value}` });
    expect(await again.json()).toMatchObject({ sequence: 2 });
    expect(cookiesOf(again)['__Host-noren-s']?.value).toBe(secret?.value);
  });

  test('on its own host the API writes the cookie of the choice, as the browser itself would', async ({ stage }) => {
    const response = await sendFromSameHost(stage);
    const { cookie } = await response.json();
    const { noren } = cookiesOf(response);
    expect(noren?.attributes).toEqual(['Max-Age=31536000', 'Path=/', 'SameSite=Lax', 'Secure']);
    expect(noren?.value).toBe(
      encodeURIComponent(cookie).replace(/%(2[346BF]|3[AC-F]|40|5[BDE]|60|7[BCD])/g, decodeURIComponent),
    );
    expect(noren?.value).toContain('{%22v%22:1%2C');
    expect(decodeURIComponent(noren?.value ?? '')).toBe(cookie);
  });

  test('the cookie of the choice keeps which notice was acknowledged', async ({ stage }) => {
    const before = encodeURIComponent('{"v":1,"n":7,"p":{}}');
    const { noren } = cookiesOf(await sendFromSameHost(stage, { cookie: `noren=${before}` }));
    expect(JSON.parse(decodeURIComponent(noren?.value ?? ''))).toMatchObject({
      n: 7,
      p: { statistics: [1, 1, expect.any(Number)] },
    });
    for (const garbage of ['%', '%7B', 'x'.repeat(4000), encodeURIComponent('{"v":99,"p":{}}')]) {
      expect((await sendFromSameHost(stage, { cookie: `noren=${garbage}` })).status).toBe(201);
    }
  });

  test('a refusal that the browser holds and no record tells stays refused, and a yes of that kind is not believed', async ({
    stage,
  }) => {
    const held = { v: 1, n: 1, p: { identification: [0, 1, 1_780_000_000], linking: [1, 1, 1_780_000_000] } };
    const cookie = `noren=${encodeURIComponent(JSON.stringify(held))}`;
    const { noren } = cookiesOf(await sendFromSameHost(stage, { cookie }));
    const { p } = JSON.parse(decodeURIComponent(noren?.value ?? ''));
    expect(p).toEqual({ statistics: [1, 1, expect.any(Number)], identification: [0, 1, 1_780_000_000] });
  });

  test('an older answer writes nothing over a newer choice whose record is still to come', async ({ stage }) => {
    const cookieWith = (unsent: string): string =>
      `noren=${encodeURIComponent(JSON.stringify({ v: 1, r: unsent, p: { statistics: [0, 1, 1_780_000_000] } }))}`;
    const { noren, ...others } = cookiesOf(await sendFromSameHost(stage, { cookie: cookieWith(newRecordId()) }));
    expect(noren).toBe(undefined);
    expect(Object.keys(others)).toEqual(['__Host-noren-s']);
    const record = recordOf(stage, { statistics: true });
    const response = await stage.fetch('https://www.example.jp/v1/sites/portal/records', {
      method: 'POST',
      headers: {
        origin: 'https://www.example.jp',
        'content-type': 'application/json',
        cookie: cookieWith(record.id),
      },
      body: JSON.stringify(record),
    });
    expect(cookiesOf(response)).toHaveProperty('noren');
  });

  test('on plain http of this machine the cookies do without Secure', async ({ stage }) => {
    const origin = 'http://portal.localhost:4600';
    await stage.api.publish({ ...sampleConfig(), origins: [origin] }, { actor: 'test' });
    const { 'noren-s': secret, noren } = cookiesOf(await sendFromSameHost(stage, {}, origin));
    expect(secret?.attributes).toEqual(['HttpOnly', 'Max-Age=34560000', 'Path=/', 'SameSite=Lax']);
    expect(noren?.attributes).not.toContain('Secure');
    const again = await sendFromSameHost(stage, { cookie: `noren-s=${secret?.value}` }, origin);
    expect(await again.json()).toMatchObject({ sequence: 2 });
  });

  test('a secret that a sub-domain could have set is not taken', async ({ stage }) => {
    const response = await sendFromSameHost(stage, { cookie: `noren-s=${newSecret()}` });
    expect(cookiesOf(response)['noren-s']).toBeUndefined();
    expect(await response.json()).toMatchObject({ sequence: 1 });
  });

  test('a first write that brings its own secret can be sent again when its answer was lost', async ({ stage }) => {
    const secret = newSecret();
    const record = recordOf(stage, { statistics: true });
    const send = () =>
      stage.fetch('https://www.example.jp/v1/sites/portal/records', {
        method: 'POST',
        headers: { origin: 'https://www.example.jp', 'content-type': 'application/json', 'noren-subject': secret },
        body: JSON.stringify(record),
      });
    const [lost, again] = [await send(), await send()];
    expect([lost.status, again.status]).toEqual([201, 200]);
    expect(cookiesOf(again)['__Host-noren-s']?.value).toBe(secret);
  });

  test('the domain of the cookie is what the config says, or what the browser found', async ({ stage }) => {
    const domainAfter = async (domain: string | undefined, told?: string) => {
      await stage.api.publish(
        { ...sampleConfig(), cookie: { ...(domain ? { domain } : {}), maxAgeDays: 30 } },
        { actor: 'test' },
      );
      const { noren } = cookiesOf(
        await sendFromSameHost(stage, told === undefined ? {} : { 'noren-cookie-domain': told }),
      );
      return noren && (noren.attributes.find((attribute) => attribute.startsWith('Domain=')) ?? 'host only');
    };
    expect(await domainAfter(undefined)).toBe('host only');
    expect(await domainAfter(undefined, 'example.jp')).toBe('host only');
    expect(await domainAfter('example.jp')).toBe('Domain=example.jp');
    expect(await domainAfter('example.com')).toBeUndefined();
    expect(await domainAfter('auto', 'example.jp')).toBe('Domain=example.jp');
    expect(await domainAfter('auto', 'www.example.jp')).toBe('Domain=www.example.jp');
    expect(await domainAfter('auto', '-')).toBe('host only');
    // Unknown or not ours: the server had better not make a second cookie beside the browser's.
    for (const told of [
      undefined,
      '',
      'ample.jp',
      'evil.example',
      '.example.jp',
      'example.jp; HttpOnly',
      'a.www.example.jp',
    ]) {
      expect(await domainAfter('auto', told), told).toBeUndefined();
    }
  });

  test('an API on another host sets no cookie and lets only pages of the site in', async ({ stage }) => {
    const visitor = new Visitor(stage);
    const response = await visitor.send(recordOf(stage, { statistics: true }));
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://www.example.jp');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    expect(response.headers.get('vary')).toContain('Origin');

    const preflight = (origin: string, path = '/v1/sites/portal/records') =>
      stage.fetch(path, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type,noren-subject',
        },
      });
    const allowed = await preflight('https://shop.example.jp');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://shop.example.jp');
    expect(allowed.headers.get('access-control-allow-headers')).toContain('noren-subject');
    expect(allowed.headers.get('access-control-allow-methods')).toContain('POST');
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    const refused = await preflight('https://evil.example');
    expect(refused.status).toBe(403);
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    expect((await preflight('https://www.example.jp', '/v1/sites/none/records')).status).toBe(404);
  });

  test('cookies that arrive from another host count for nothing', async ({ stage }) => {
    const cookie = `__Host-noren-s=${newSecret()}`;
    const { 'noren-subject': _, ...headers } = new Visitor(stage).headers;
    const response = await stage.fetch('/v1/sites/portal/records', {
      method: 'POST',
      headers: { ...headers, cookie, 'content-type': 'application/json' },
      body: JSON.stringify(recordOf(stage, {})),
    });
    expect(response.status).toBe(401);
  });

  test('a visitor reads their own history, newest first, page by page', async ({ stage }) => {
    const visitor = new Visitor(stage);
    await new Visitor(stage).choose({ statistics: true });
    for (let count = 0; count < 5; count += 1) {
      stage.clock.at += 1000;
      await visitor.choose({ statistics: count % 2 === 0 });
    }
    const first = await visitor.history('?limit=2');
    expect(first.records.map(({ sequence }) => sequence)).toEqual([5, 4]);
    const second = await visitor.history(`?limit=2&cursor=${first.next}`);
    const third = await visitor.history(`?limit=2&cursor=${second.next}`);
    expect([...second.records, ...third.records].map(({ sequence }) => sequence)).toEqual([3, 2, 1]);
    expect(third.next).toBeNull();
    expect(first.records[0]).toEqual({
      id: expect.any(String),
      sequence: 5,
      effectiveAt: '2026-06-01T09:00:05.000Z',
      edition: '1',
      wording: stage.wording.ja,
      language: 'ja',
      control: 'save',
      surface: 'preferences',
      basis: 'explicit',
      gpc: false,
      chosen: { purposes: { statistics: true }, services: {} },
      hash: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    });
  });

  test('a history needs the secret, and a page of the site', async ({ stage }) => {
    const { headers: set, url } = {
      headers: cookiesOf(await sendFromSameHost(stage)),
      url: 'https://www.example.jp/v1/sites/portal/records',
    };
    const cookie = `__Host-noren-s=${set['__Host-noren-s']?.value}`;
    const status = async (headers: Record<string, string>) => (await stage.fetch(url, { headers })).status;
    expect(await status({ cookie, 'sec-fetch-site': 'same-origin' })).toBe(200);
    for (const site of ['cross-site', 'same-site', 'none'])
      expect(await status({ cookie, 'sec-fetch-site': site }), site).toBe(401);
    expect(await status({ cookie })).toBe(401);
    expect(await status({ cookie, origin: 'https://www.example.jp', 'sec-fetch-site': 'cross-site' })).toBe(401);
    expect(await status({ 'sec-fetch-site': 'same-origin' })).toBe(401);
    const secret = newSecret();
    expect(await status({ 'noren-subject': secret })).toBe(401);
    expect(await status({ 'noren-subject': secret, origin: 'https://evil.example' })).toBe(403);
    expect(await status({ 'noren-subject': secret, origin: 'https://www.example.jp' })).toBe(200);
  });

  test('an answer does not tell whether a secret is known', async ({ stage }) => {
    const known = new Visitor(stage);
    const { id } = await known.choose({ statistics: true });
    const stranger = new Visitor(stage);
    expect(await stranger.history()).toEqual({ records: [], next: null, cookie: null });
    const [foreign, none] = [
      await stranger.receipt(id),
      await stranger.receipt('018f3c5e-0000-7000-8000-00000000ffff'),
    ];
    expect([foreign.status, none.status]).toEqual([404, 404]);
    expect(await foreign.text()).toBe(await none.text());
  });

  test('a secret is nowhere in the database', async ({ stage }) => {
    const visitor = new Visitor(stage);
    const { id } = await visitor.choose({ statistics: true });
    await visitor.receipt(id);
    const tables = ['subjects', 'records', 'subject_states', 'receipts', 'audit_log'] as const;
    const all = await Promise.all(tables.map((table) => stage.database.kysely.selectFrom(table).selectAll().execute()));
    const text = JSON.stringify(all);
    expect(text).toContain(id);
    expect(text).not.toContain(visitor.secret);
    expect(text).not.toContain(Buffer.from(visitor.secret, 'base64url').toString('hex'));
  });
});
