import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { createApi, createServerKey, openDatabase } from '@noren/api';
import { compactDecrypt, decodeProtectedHeader } from 'jose';
import { expect, linesOf, mailConfig, onEachEngine, refusal, test, yes } from './mail-stage.ts';
import { sampleConfig } from './sample-config.ts';

onEachEngine(() => {
  test('a batch is answered line by line in its order, each link with a token that only this installation reads', async ({
    mail,
  }) => {
    const members = Array.from({ length: 620 }, (_, index) => ({ member: `m-${index}` }));
    const response = await mail.issue({ links: members });
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = await linesOf(response);
    expect(lines.map(({ member }) => member)).toEqual(members.map(({ member }) => member));
    const tokens = lines.map(({ url }) => String(url).replace(`${mail.shop}/news/#noren-link=`, ''));
    expect(new Set(tokens).size).toBe(620);
    const [token = ''] = tokens;
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'dir', enc: 'A256GCM', kid: expect.any(String) });
    expect(token).toMatch(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain('m-0');
    await expect(compactDecrypt(token, new Uint8Array(32))).rejects.toThrow();
    const campaign = await mail.stage.database.kysely.selectFrom('link_campaigns').selectAll().execute();
    expect(campaign).toEqual([
      { site: 'portal', campaign: 'june', issued: 620, counted: 0, linked: 0, revoked_at: null },
    ]);
  });

  test('what an address has already stays as it is, in both carriers', async ({ mail }) => {
    const urlOf = async (url: string, carrier: string) => {
      const [line] = await linesOf(await mail.issue({ carrier, links: [{ member: 'm-1', url: mail.shop + url }] }));
      return String(line?.url)
        .replace(mail.shop, '')
        .replace(/eyJ[\w.-]+/, 'TOKEN');
    };
    expect(await urlOf('/a?b=%E3%81%82&c', 'fragment')).toBe('/a?b=%E3%81%82&c#noren-link=TOKEN');
    expect(await urlOf('/a#top', 'fragment')).toBe('/a#top&noren-link=TOKEN');
    expect(await urlOf('/a#/route?x=1', 'fragment')).toBe('/a#/route?x=1&noren-link=TOKEN');
    expect(await urlOf('/a?b=1#top', 'query')).toBe('/a?b=1&noren-link=TOKEN#top');
    expect(await urlOf('/a', 'query')).toBe('/a?noren-link=TOKEN');
    expect(await urlOf('/a?', 'query')).toBe('/a?noren-link=TOKEN');
  });

  test.describe('where private hosts are not allowed, as it is unless somebody says so', () => {
    test.use({ options: async ({ options }, use) => use({ ...options, allowPrivateHosts: undefined }) });

    test('neither a landing page nor the keys of an identity provider are asked for within', async ({
      mail,
      provider,
    }) => {
      const [line] = await linesOf(await mail.issue({ links: [{ member: 'm-1' }] }));
      expect(line?.code).toBe('landing-unreachable');
      const signIn = await mail.stage.fetch('/v1/sites/portal/member', {
        method: 'POST',
        headers: { ...mail.reader().headers, authorization: `Bearer ${await provider.token('m-1')}` },
      });
      expect(signIn.status).toBe(424);
      expect(mail.pages.asked).toEqual([]);
      expect(provider.server.asked).toEqual([]);
    });
  });

  test('links lead to pages of the site alone, and not to pages that send readers on to others', async ({ mail }) => {
    mail.pages.answers.set('/moved/', '/news/');
    mail.pages.answers.set('/away/', 'https://evil.example/');
    mail.pages.answers.set('/round/', '/round/');
    mail.pages.answers.set('/gone/', 404);
    // Browsers do not ask by HEAD: what a server answers to that tells nothing.
    mail.pages.answers.set('GET /away-for-browsers/', 'https://evil.example/');
    mail.pages.answers.set('HEAD /no-head/', 403);
    const [answer, ...more] = [
      ['/news/', undefined],
      ['/moved/', undefined],
      ['/away/', 'landing-redirects-away'],
      ['/round/', 'landing-redirects-away'],
      ['/gone/', 'landing-unreachable'],
      ['/away-for-browsers/', 'landing-redirects-away'],
      ['/no-head/', undefined],
      ['/news/?noren-link=x', 'landing-invalid'],
    ].map(([path, code]) => [`${mail.shop}${path}`, code]);
    const cases = [
      answer,
      ...more,
      ['https://www.example.jp.evil.example/', 'landing-of-another-site'],
      ['http://www.example.jp/', 'landing-invalid'],
      ['javascript:alert(1)', 'landing-invalid'],
      [`${mail.shop.replace('shop', 'other')}/`, 'landing-of-another-site'],
    ];
    const links = cases.map((one, index) => ({ member: `m-${index}`, url: one?.[0] }));
    const lines = await linesOf(await mail.issue({ links }));
    expect(lines.map(({ code }) => code)).toEqual(cases.map((one) => one?.[1]));
    expect(mail.pages.asked.filter((asked) => asked.includes('noren-link'))).toEqual([]);
    expect((await mail.stage.database.kysely.selectFrom('link_campaigns').select('issued').execute())[0]?.issued).toBe(
      3,
    );
    const [without] = await linesOf(await mail.issue({ url: undefined, links: [{ member: 'm-1' }] }));
    expect(without?.code).toBe('landing-missing');
  });

  test('what must not be asked for is refused with its code, and issues nothing', async ({ mail }) => {
    const links = [{ member: 'm-1' }];
    expect(await refusal(await mail.issue({ class: 'service', links }))).toEqual([422, 'class-not-personal']);
    expect(await refusal(await mail.issue({ links: [] }))).toEqual([422, 'invalid-body']);
    expect(await refusal(await mail.issue({ links: [{ member: 'with space' }] }))).toEqual([422, 'invalid-body']);
    expect(await refusal(await mail.issue({ links, other: 1 }))).toEqual([422, 'invalid-body']);
    expect(await refusal(await mail.issue({ links, expiresInDays: 0 }))).toEqual([422, 'invalid-body']);
    expect(await refusal(await mail.issue({ links: Array.from({ length: 10_001 }, () => ({ member: 'm' })) }))).toEqual(
      [422, 'invalid-body'],
    );
    const many = Array.from({ length: 101 }, (_, at) => ({ member: 'm', url: `${mail.shop}/${at}` }));
    expect(await refusal(await mail.issue({ links: many }))).toEqual([422, 'too-many-landings']);
    expect(await refusal(await mail.issue({ links }, 'noren_nobody'))).toEqual([401, 'key-required']);
    const other = await createServerKey(mail.stage.database, {
      site: 'portal',
      scopes: ['config:write'],
      label: 'web',
    });
    expect(await refusal(await mail.issue({ links }, other))).toEqual([403, 'missing-scope']);
    expect(await mail.stage.database.kysely.selectFrom('link_campaigns').selectAll().execute()).toEqual([]);
  });

  test('a body is taken or refused as one JSON text, however it is written and however long its list is', async ({
    mail,
  }) => {
    const send = (body: string) =>
      mail.stage.fetch('/v1/personal-urls', {
        method: 'POST',
        headers: { authorization: `Bearer ${mail.key}`, 'content-type': 'application/json' },
        body,
      });
    const head = `"campaign":"june","class":"newsletter","url":"${mail.shop}/news/"`;
    const list = Array.from({ length: 1204 }, (_, at) => `{"member":"m,]}\\"[{${at}"}`);
    const members = async (body: string) => (await linesOf(await send(body))).map(({ member }) => member);
    const all = list.map((link) => JSON.parse(link).member);
    expect(await members(`{${head},"links":[${list}]}`)).toEqual(all);
    expect(await members(`\ufeff {"l\\u0069nks" : [\n${list.join(' ,\n')}\t] ,${head} } \n`)).toEqual(all);
    // Of two lists the last one is meant, as in any JSON.
    expect(await members(`{"links":[{"member":"a"}],${head},"links":[{"member":"b"}]}`)).toEqual(['b']);
    expect(await members(`{"links":5,${head},"links":[{"member":"b"}]}`)).toEqual(['b']);
    const broken = [
      '',
      `${list},`,
      `,${list}`,
      `${list}]`,
      `${list}}`,
      `${list.slice(0, 1000)},\ufeff${list[0]}`,
      `${list[0]},,${list[1]}`,
    ];
    const answers = broken.map(async (links) => refusal(await send(`{${head},"links":[${links}]}`)));
    const [none, ...others] = await Promise.all(answers);
    expect(none).toEqual([422, 'invalid-body']);
    expect(new Set(others.map(String))).toEqual(new Set(['400,invalid-json']));
    for (const [bad, path] of [
      ['{"member":"with space"}', 'links[1204].member'],
      ['{"member":"m","other":1}', 'links[1204].other'],
      ['{"member":"m","__proto__":{}}', 'links[1204].__proto__'],
      ['{"member":["m"]}', 'links[1204].member'],
      ['5', 'links[1204]'],
    ]) {
      const response = await send(`{${head},"links":[${list},${bad}]}`);
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ code: 'invalid-body', errors: [{ path }] });
    }
    for (const rest of [',"links":5', ',"links":[]', ',"other":[1]', ',"other":{"a":1}', ',"__proto__":{}'])
      expect(await refusal(await send(`{${head},"links":[${list}]${rest}}`)), rest).toEqual([422, 'invalid-body']);
  });

  test('who asked for untracked links, or refused to be recognised, gets the plain address; an open beacon needs a yes', async ({
    mail,
  }) => {
    const reader = mail.reader();
    const signedIn = async (member: string, purposes: Record<string, boolean>) => {
      const browser = mail.reader();
      expect((await browser.signIn(await mail.provider.token(member))).status).toBe(200);
      if (Object.keys(purposes).length > 0)
        await browser.choose(purposes, { offered: { purposes: Object.keys(purposes), services: [] } });
      return browser;
    };
    await signedIn('refused', { identification: false });
    await signedIn('opens', { 'mail-opens': true });
    await signedIn('neither', { identification: false, 'mail-opens': false });
    const untracked = await mail.provider.token('untracked');
    const put = (value: unknown) =>
      reader.call('PUT', '/member/mail-links', { untracked: value }, { authorization: `Bearer ${untracked}` });
    expect(await (await put(true)).json()).toEqual({ untracked: true });
    const members = ['refused', 'opens', 'neither', 'untracked', 'unknown'];
    const answer = async () => {
      const lines = await linesOf(await mail.issue({ links: members.map((member) => ({ member })) }));
      return lines.map(({ trackLinks, trackOpens, url }) => [
        trackLinks,
        trackOpens,
        String(url).includes('noren-link'),
      ]);
    };
    expect(await answer()).toEqual([
      [false, false, false],
      [true, true, true],
      [false, false, false],
      [false, false, false],
      [true, false, true],
    ]);
    await put(false);
    expect((await answer())[3]).toEqual([true, false, true]);
    expect(await refusal(await put('yes'))).toEqual([422, 'invalid-body']);
  });
});

test('links are made as fast as they are read, and no more for a reader who is gone', async ({ mail }) => {
  const { createCipheriv } = crypto;
  let made = 0;
  crypto.createCipheriv = ((...cipher: Parameters<typeof createCipheriv>) => {
    made += 1;
    return createCipheriv(...cipher);
  }) as typeof createCipheriv;
  syncBuiltinESMExports();
  try {
    // What was begun before has been made when this has.
    const madeSoFar = async () => {
      await linesOf(await mail.issue({ links: [{ member: 'last' }] }));
      made -= 1;
      return made;
    };
    const members = Array.from({ length: 10_000 }, (_, index) => ({ member: `m-${index}` }));
    const reader = (await mail.issue({ links: members })).body?.getReader();
    const before = await madeSoFar();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(600);
    let read = 0;
    for (let parts = 0; parts < 10; parts += 1)
      read += new TextDecoder().decode((await reader?.read())?.value).split('\n').length - 1;
    expect((await madeSoFar()) - read).toBeLessThan(600);
    await reader?.cancel();
    const left = await madeSoFar();
    expect(await madeSoFar()).toBe(left);
    expect(left).toBeLessThan(read + 600);
  } finally {
    crypto.createCipheriv = createCipheriv;
    syncBuiltinESMExports();
  }
});

test('threads make the same links as one does', async ({ mail }) => {
  const database = await openDatabase({ sqlite: ':memory:' });
  const api = createApi({ database, secret: 'x'.repeat(64), sealingThreads: 2, allowPrivateHosts: true });
  await api.publish(mailConfig(mail.shop), { actor: 'test' });
  const key = await createServerKey(database, { site: 'portal', scopes: ['personal-urls:write'], label: 'mailer' });
  const members = Array.from({ length: 1200 }, (_, index) => ({ member: `m-${index}` }));
  const response = await api.fetch(
    new Request('https://consent.example.net/v1/personal-urls', {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ campaign: 'june', class: 'notice', url: `${mail.shop}/`, links: members }),
    }),
  );
  const lines = await linesOf(response);
  await api.close();
  expect(lines.map(({ member }) => member)).toEqual(members.map(({ member }) => member));
  expect(new Set(lines.map(({ url }) => url)).size).toBe(1200);
  expect(lines.every(({ url }) => String(url).startsWith(`${mail.shop}/#noren-link=`))).toBe(true);
});

test.describe('a site without personalised links', () => {
  test.use({ config: sampleConfig() });

  test('issues and redeems none', async ({ mail }) => {
    expect(await refusal(await mail.issue({ links: [{ member: 'm-1' }] }))).toEqual([404, 'personal-urls-off']);
    const reader = mail.reader();
    const { id } = await reader.choose(yes(true));
    expect(await refusal(await reader.redeem('x', id))).toEqual([404, 'personal-urls-off']);
  });
});
