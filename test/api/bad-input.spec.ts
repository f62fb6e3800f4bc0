import { expect, onEachEngine, test } from './fixture.ts';
import { newSecret, recordOf, Visitor } from './visitor.ts';

const RECORDS = '/v1/sites/portal/records';

onEachEngine(() => {
  test.afterEach(async ({ stage }) => {
    // Whatever was sent: nothing was kept, and the API is as well as before.
    expect(await stage.database.kysely.selectFrom('records').selectAll().execute()).toEqual([]);
    expect(await new Visitor(stage).choose({ statistics: true })).toMatchObject({ sequence: 1 });
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('a record is taken from the site itself only', async ({ stage }) => {
    const visitor = new Visitor(stage);
    const record = recordOf(stage, { statistics: true });
    const foreign = [
      'https://evil.example',
      'http://www.example.jp',
      'https://www.example.jp:8443',
      'https://www.example.jp.evil.example',
      'https://sub.www.example.jp',
      'null',
      '',
    ];
    for (const origin of foreign) {
      const response = await visitor.send(record, { origin });
      expect(response.status, origin).toBe(403);
      expect(await response.json()).toMatchObject({ code: 'foreign-origin' });
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
    const without = await stage.fetch(RECORDS, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'noren-subject': newSecret() },
      body: JSON.stringify(record),
    });
    expect(without.status).toBe(403);
  });

  test('a form of another site cannot post a record', async ({ stage }) => {
    const record = JSON.stringify(recordOf(stage, { statistics: true }));
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonp',
      '',
    ]) {
      const headers = { origin: 'https://www.example.jp', 'noren-subject': newSecret(), 'content-type': type };
      const response = await stage.fetch(RECORDS, { method: 'POST', headers, body: record });
      expect(response.status, type).toBe(415);
      expect(await response.json()).toMatchObject({ code: 'unsupported-media-type' });
    }
  });

  test('a body that is no JSON is refused', async ({ stage }) => {
    const bodies = ['', '{', '{"v":1,}', 'null garbage', '\u0000', '[1,2', 'NaN', `{"a":${'['.repeat(4000)}`];
    for (const body of bodies) {
      const response = await new Visitor(stage).send(body);
      expect(response.status, body.slice(0, 20)).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'invalid-json' });
    }
    const response = await stage.fetch(RECORDS, {
      method: 'POST',
      headers: { ...new Visitor(stage).headers, 'content-type': 'application/json' },
      body: new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    });
    expect(response.status).toBe(400);
  });

  test('JSON that is no record is refused with what is wrong, where', async ({ stage }) => {
    const record = recordOf(stage, { statistics: true });
    const { id: _, ...withoutId } = record;
    const cases: [unknown, string, string][] = [
      ['null', '', 'wrong-type'],
      [[], '', 'wrong-type'],
      ['"text"', '', 'wrong-type'],
      [withoutId, 'id', 'missing-key'],
      [{ ...record, id: 'a5d4c7a0-0000-4000-8000-000000000000' }, 'id', 'invalid-value'],
      [{ ...record, v: 2 }, 'v', 'invalid-value'],
      [{ ...record, userAgent: 'x' }, 'userAgent', 'unknown-key'],
      [{ ...record, decidedAt: 'yesterday' }, 'decidedAt', 'invalid-value'],
      [{ ...record, basis: 'deemed' }, 'basis', 'invalid-value'],
      [
        { ...record, chosen: { purposes: { statistics: 'yes' }, services: {} } },
        'chosen.purposes.statistics',
        'wrong-type',
      ],
      [{ ...record, gpc: 1 }, 'gpc', 'wrong-type'],
      [{ ...record, edition: '\u0000'.repeat(21) }, 'edition', 'invalid-value'],
    ];
    for (const [body, path, code] of cases) {
      const response = await new Visitor(stage).send(body);
      expect(response.status, path).toBe(422);
      const problem = await response.json();
      expect(problem.code).toBe('invalid-record');
      expect(problem.errors).toContainEqual(expect.objectContaining({ path, code, fix: expect.any(String) }));
      // The page of the site may read why.
      expect(response.headers.get('access-control-allow-origin')).toBe('https://www.example.jp');
    }
  });

  test('deeply nested JSON is refused, not followed', async ({ stage }) => {
    const deep = `${'{"a":'.repeat(1300)}1${'}'.repeat(1300)}`;
    expect((await new Visitor(stage).send(deep)).status).toBe(400);
    const list = JSON.stringify(recordOf(stage, {})).replace(
      '"services":[',
      `"services":[${'['.repeat(3000)}${']'.repeat(3000)},`,
    );
    expect((await new Visitor(stage).send(list)).status).toBe(400);
  });

  test('a key that would pollute prototypes is refused', async ({ stage }) => {
    const text = JSON.stringify(recordOf(stage, { statistics: true }));
    const bodies = [
      text.replace('{"v":1', '{"__proto__":{"polluted":true},"v":1'),
      text.replace('"statistics":true', '"__proto__":true'),
      text.replace('"statistics":true', '"constructor":true'),
      text.replace('"statistics":true', '"prototype":true'),
      text.replace('"offered":{', '"offered":{"__proto__":{},'),
    ];
    for (const body of bodies) expect((await new Visitor(stage).send(body)).status, body).toBe(422);
  });

  test('a body of more than 8 kB is refused, announced or not', async ({ stage }) => {
    const visitor = new Visitor(stage);
    const large = JSON.stringify({ ...recordOf(stage, {}), padding: 'x'.repeat(9000) });
    const announced = await visitor.send(large, { 'content-length': String(large.length) });
    expect(announced.status).toBe(413);
    const streamed = await stage.fetch(RECORDS, {
      method: 'POST',
      headers: { ...visitor.headers, 'content-type': 'application/json' },
      body: new Blob([large]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(streamed.status).toBe(413);
    expect((await visitor.send(large, { 'content-length': '12' })).status).toBe(413);
    expect((await visitor.send(large, { 'content-length': '-1' })).status).toBe(413);
  });

  test('a body that breaks off is the sender’s fault, not the database’s', async ({ stage }) => {
    const visitor = new Visitor(stage);
    for (const announced of [{ 'content-length': '900' }, {}]) {
      const body = new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode('{"v":1')),
        pull: (controller) => controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })),
      });
      const headers = { ...visitor.headers, 'content-type': 'application/json', ...announced };
      const response = await stage.fetch(RECORDS, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'body-incomplete' });
    }
  });

  test('purposes, services, editions and wordings that the site does not have are refused', async ({ stage }) => {
    const record = recordOf(stage, { statistics: true });
    const cases: [object, string, string][] = [
      [{ chosen: { purposes: { advertising: true }, services: {} } }, 'unknown-purpose', 'chosen.purposes.advertising'],
      [{ chosen: { purposes: {}, services: { spy: false } } }, 'unknown-purpose', 'chosen.services.spy'],
      [
        { offered: { purposes: ['statistics', 'advertising'], services: [] } },
        'unknown-purpose',
        'offered.purposes[1]',
      ],
      [{ edition: '9' }, 'unknown-edition', 'edition'],
      [{ edition: 'a\u0000b' }, 'unknown-edition', 'edition'],
      [{ wording: 'A'.repeat(43) }, 'wording-not-archived', 'wording'],
      [{ wording: 'A'.repeat(12) }, 'wording-not-archived', 'wording'],
      [{ wording: stage.wording.ja?.slice(0, 11) ?? '' }, 'invalid-record', 'wording'],
      [{ wording: stage.wording.ja?.slice(0, 42) ?? '' }, 'invalid-record', 'wording'],
    ];
    for (const [change, code, path] of cases) {
      const response = await new Visitor(stage).send({ ...record, ...change });
      expect(response.status, path).toBe(422);
      expect(await response.json()).toMatchObject({ code, errors: [{ path }] });
    }
  });

  test('a subject secret of another shape is refused, and none is not a subject', async ({ stage }) => {
    const visitor = new Visitor(stage);
    for (const secret of ['x', 'A'.repeat(23), `${'A'.repeat(21)}+`, 'あ'.repeat(1).padEnd(22, 'A')].filter((text) =>
      /^[\x20-\x7e]*$/.test(text),
    )) {
      const response = await visitor.send(recordOf(stage, {}), { 'noren-subject': secret });
      expect(response.status, secret).toBe(400);
      expect(JSON.stringify(await response.json())).not.toContain(secret.length > 1 ? secret : 'no such text');
    }
    const { 'noren-subject': _, ...headers } = visitor.headers;
    const without = await stage.fetch(RECORDS, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(recordOf(stage, {})),
    });
    expect(without.status).toBe(401);
    expect(without.headers.get('www-authenticate')).toBe('Noren-Subject');
  });

  test('a wrong site key is told from a wrong address', async ({ stage }) => {
    const send = (path: string) =>
      stage.fetch(path, {
        method: 'POST',
        headers: { ...new Visitor(stage).headers, 'content-type': 'application/json' },
        body: '{}',
      });
    for (const site of ['protal', '..', '%2e%2e', '%00', '%E0%A4%A', '__proto__', 'a'.repeat(500), "portal'--"]) {
      const response = await send(`/v1/sites/${site}/records`);
      expect(response.status, site).toBe(404);
      expect((await response.json()).code).toMatch(/^unknown-(site|route)$/);
    }
    expect(await (await send('/v1/sites/protal/records')).json()).toMatchObject({ code: 'unknown-site' });
    expect(await (await send('/v2/sites/portal/records')).json()).toMatchObject({ code: 'unknown-route' });
  });

  test('other methods are refused with those that are taken', async ({ stage }) => {
    const cases: [string, string, string][] = [
      ['DELETE', RECORDS, 'POST, GET, OPTIONS, HEAD'],
      ['PUT', RECORDS, 'POST, GET, OPTIONS, HEAD'],
      ['POST', '/v1/sites/portal/config', 'GET, PUT, HEAD, OPTIONS'],
      ['POST', '/v1/sites/portal/noren.js', 'GET, HEAD, OPTIONS'],
      ['POST', '/health', 'GET, HEAD, OPTIONS'],
      ['PATCH', '/docs', 'GET, HEAD, OPTIONS'],
    ];
    for (const [method, path, allow] of cases) {
      const response = await stage.fetch(path, { method });
      expect(response.status, `${method} ${path}`).toBe(405);
      expect(response.headers.get('allow')?.split(', ').sort()).toEqual(allow.split(', ').sort());
      expect(await response.json()).toMatchObject({ code: 'method-not-allowed' });
    }
  });

  test('a query that makes no sense is refused', async ({ stage }) => {
    const visitor = new Visitor(stage);
    for (const query of [
      'limit=0',
      'limit=101',
      'limit=x',
      'limit=1.5',
      'cursor=-1',
      'cursor=abc',
      'cursor=99999999999',
    ]) {
      const response = await stage.fetch(`${RECORDS}?${query}`, { headers: visitor.headers });
      expect(response.status, query).toBe(400);
    }
  });

  test('every answer has the security headers, refusals too', async ({ stage }) => {
    for (const path of [
      '/nowhere',
      '/health',
      '/docs',
      '/openapi.json',
      '/v1/sites/portal/config',
      '/v1/sites/none/config',
      RECORDS,
    ]) {
      const { headers } = await stage.fetch(path);
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('referrer-policy'), path).toBe('no-referrer');
      expect(headers.get('content-security-policy'), path).toContain("default-src 'none'");
    }
  });
});
