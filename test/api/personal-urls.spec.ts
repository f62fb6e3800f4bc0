import { createApi, createServerKey, openDatabase } from '@noren/api';
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
import { SECRET } from './fixture.ts';
import { expect, linesOf, mailConfig, onEachEngine, refusal, test, yes } from './mail-stage.ts';
import { statementsDuring } from './query-plan.ts';
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

  test('a reader who agrees to be recognised is counted; one who agrees to be joined is linked, once per link', async ({
    mail,
  }) => {
    const token = await mail.link('m-1');
    const reader = mail.reader();
    const { id } = await reader.choose(yes(false));
    expect(await (await reader.redeem(token, id)).json()).toEqual({ outcome: 'counted' });
    expect(await (await reader.redeem(token, id)).json()).toEqual({ outcome: 'counted' });
    expect(await reader.linkedTo()).toBeUndefined();
    const other = mail.reader();
    const theirs = await other.choose(yes(true));
    expect(await refusal(await other.redeem(token, theirs.id))).toEqual([409, 'link-used']);
    mail.stage.clock.at += 1000;
    const later = await reader.choose(yes(true));
    expect(await (await reader.redeem(token, later.id)).json()).toEqual({ outcome: 'linked' });
    expect(await (await reader.redeem(token, later.id)).json()).toEqual({ outcome: 'linked' });
    expect(await reader.linkedTo()).toBeDefined();

    expect(await refusal(await other.redeem(token, theirs.id))).toEqual([409, 'link-used']);
    const numbers = await mail.stage.fetch('/v1/personal-urls/campaigns/june', {
      headers: { authorization: `Bearer ${mail.key}` },
    });
    expect(await numbers.json()).toEqual({ campaign: 'june', issued: 1, counted: 1, linked: 1, endedAt: null });
  });

  test('nothing is redeemed without a record that proves the yes, by the same browser, still in force', async ({
    mail,
  }) => {
    const token = await mail.link('m-1');
    const reader = mail.reader();
    const no = await reader.choose({ identification: false });
    const someone = mail.reader();
    const foreign = await someone.choose(yes(true));
    const denied = [403, 'identification-not-granted'];
    expect(await refusal(await reader.redeem(token, no.id))).toEqual(denied);
    expect(await refusal(await reader.redeem(token, foreign.id))).toEqual(denied);
    mail.stage.clock.at += 1000;
    const granted = await reader.choose(yes(true));
    const other = await reader.choose({ statistics: true });
    // The yes is in force, and these records do not prove it.
    expect(await refusal(await reader.redeem(token, no.id))).toEqual(denied);
    expect(await refusal(await reader.redeem(token, other.id))).toEqual(denied);
    mail.stage.clock.at += 1000;
    await reader.choose({ identification: false });
    expect(await refusal(await reader.redeem(token, granted.id))).toEqual(denied);
    expect(await refusal(await mail.reader().redeem(token, granted.id))).toEqual(denied);
    expect(await refusal(await reader.redeem(token, 'no-id'))).toEqual([422, 'invalid-body']);
    const foreignPage = await mail.stage.fetch('/v1/sites/portal/personal-urls/redeem', {
      method: 'POST',
      headers: { ...reader.headers, origin: 'https://evil.example', 'content-type': 'application/json' },
      body: JSON.stringify({ token, record: granted.id }),
    });
    expect(await refusal(foreignPage)).toEqual([403, 'foreign-origin']);
    expect(await mail.stage.database.kysely.selectFrom('link_tokens').selectAll().execute()).toEqual([]);
  });

  test('a year later the yes has run out, and so has what it allowed', async ({ mail }) => {
    const reader = mail.reader();
    const { id } = await reader.choose(yes(true));
    mail.stage.clock.at += 366 * 86_400_000;
    const token = await mail.link('m-1');
    expect(await refusal(await reader.redeem(token, id))).toEqual([403, 'identification-not-granted']);
  });

  test('a token that is cut off, altered, foreign, expired or ended is refused with its code', async ({ mail }) => {
    const token = await mail.link('m-1');
    const reader = mail.reader();
    const { id } = await reader.choose(yes(true));
    const invalid = [400, 'link-invalid'];
    expect(await refusal(await reader.redeem(token.slice(0, -3), id))).toEqual(invalid);
    const altered = token.replace(/\.(.)([^.]*)$/, (_, first, rest) => `.${first === 'A' ? 'B' : 'A'}${rest}`);
    expect(await refusal(await reader.redeem(altered, id))).toEqual(invalid);
    for (const wrong of ['x', 'a.b.c.d.e', '....', 'eyJhbGciOiJub25lIn0.e30.', '🍪']) {
      expect(await refusal(await reader.redeem(wrong, id)), wrong).toEqual(invalid);
    }
    expect(await refusal(await reader.redeem('x'.repeat(4097), id))).toEqual([422, 'invalid-body']);
    expect(await refusal(await reader.redeem('x'.repeat(9000), id))).toEqual([413, 'body-too-large']);
    const { kid } = decodeProtectedHeader(token);
    const forged = await new CompactEncrypt(new TextEncoder().encode('{}'))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: String(kid) })
      .encrypt(new Uint8Array(32));
    expect(await refusal(await reader.redeem(forged, id))).toEqual(invalid);

    const elsewhere = mail.reader('energy');
    const theirs = await elsewhere.choose(yes(true));
    expect(await refusal(await elsewhere.redeem(token, theirs.id))).toEqual([422, 'link-of-another-site']);

    const short = await mail.link('m-1', { expiresInDays: 1 });
    mail.stage.clock.at += 86_400_000;
    expect(await refusal(await reader.redeem(short, id))).toEqual([410, 'link-expired']);

    const end = () =>
      mail.stage.fetch('/v1/personal-urls/campaigns/june', {
        method: 'DELETE',
        headers: { authorization: `Bearer ${mail.key}` },
      });
    expect(((await (await end()).json()) as { endedAt: string }).endedAt).toBe('2026-06-02T09:00:00.000Z');
    expect((await end()).status).toBe(200);
    expect(await refusal(await reader.redeem(token, id))).toEqual([410, 'campaign-ended']);
    expect(await refusal(await mail.issue({ links: [{ member: 'm-1' }] }))).toEqual([410, 'campaign-ended']);
    expect(await mail.stage.database.kysely.selectFrom('links').selectAll().execute()).toEqual([]);
  });

  test('a new key leaves links valid that were sent before; a revoked key ends its own and no others', async ({
    mail,
  }) => {
    const old = await mail.link('m-1');
    await mail.stage.api.rotateLinkKey();
    const newer = await mail.link('m-2');
    const [kidOld, kidNew] = [old, newer].map((token) => decodeProtectedHeader(token).kid);
    expect(kidOld).not.toBe(kidNew);
    const reader = mail.reader();
    const { id } = await reader.choose(yes(false));
    expect((await reader.redeem(old, id)).status).toBe(200);
    expect(await mail.stage.api.revokeLinkKey(String(kidOld))).toBe(true);
    expect(await mail.stage.api.revokeLinkKey(String(kidOld))).toBe(false);
    expect(await refusal(await reader.redeem(old, id))).toEqual([400, 'link-invalid']);
    expect((await reader.redeem(newer, id)).status).toBe(200);
    expect(await mail.stage.api.revokeLinkKey(String(kidNew))).toBe(true);
    expect((await reader.redeem(await mail.link('m-3'), id)).status).toBe(200);
    const stored = JSON.stringify(await mail.stage.database.kysely.selectFrom('link_keys').selectAll().execute());
    expect(stored).toMatch(/eyJ/);
  });

  test('a key goes for good once no link that it sealed can be valid, and not before; the one that seals stays', async ({
    mail,
  }) => {
    const DAY = 86_400_000;
    const token = await mail.link('m-1', { expiresInDays: 400 });
    await mail.stage.api.rotateLinkKey();
    const kids = async () => {
      const rows = await mail.stage.database.kysely.selectFrom('link_keys').select('kid').execute();
      return rows.map(({ kid }) => kid);
    };
    mail.stage.clock.at += 400 * DAY - 60_000;
    await mail.stage.api.sweep();
    expect(await kids()).toHaveLength(2);
    const reader = mail.reader();
    const { id } = await reader.choose(yes(false));
    expect((await reader.redeem(token, id)).status).toBe(200);
    mail.stage.clock.at += 2 * DAY;
    await mail.stage.api.sweep();
    expect(await kids()).toEqual([decodeProtectedHeader(await mail.link('m-1')).kid]);
  });

  test('a key that another process has just made opens links here too', async ({ mail, location, options }) => {
    const another = createApi({
      database: await openDatabase(location),
      secret: SECRET,
      now: () => new Date(mail.stage.clock.at),
      ...options,
    });
    const reader = mail.reader();
    const { id } = await reader.choose(yes(false));
    const redeemThere = async (token: string) => {
      const response = await another.fetch(
        new Request('https://consent.example.net/v1/sites/portal/personal-urls/redeem', {
          method: 'POST',
          headers: { ...reader.headers, 'content-type': 'application/json' },
          body: JSON.stringify({ token, record: id }),
        }),
      );
      return response.status;
    };
    expect(await redeemThere(await mail.link('m-1'))).toBe(200);
    await mail.stage.api.rotateLinkKey();
    const token = await mail.link('m-2');
    mail.stage.clock.at += 1000;
    expect(await redeemThere(token)).toBe(200);
    await another.close();
  });

  test('links with keys that nobody ever had do not make the API read its keys again and again', async ({ mail }) => {
    const reader = mail.reader();
    const { id } = await reader.choose(yes(false));
    const token = await mail.link('m-1');
    await reader.redeem(token, id);
    mail.stage.clock.at += 5000;
    const read = await statementsDuring(async () => {
      for (let index = 0; index < 20; index += 1) {
        const header = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid: `none-${index}` }));
        const made = token.replace(/^[^.]*/, header.toString('base64url'));
        expect(await refusal(await reader.redeem(made, id))).toEqual([400, 'link-invalid']);
      }
    }, ['link_keys']);
    expect(read.length).toBeLessThanOrEqual(1);
  });

  test('withdrawing ends the link at once, with the same write that keeps the withdrawal', async ({ mail }) => {
    for (const withdrawal of [{ linking: false }, { identification: false }]) {
      const reader = mail.reader();
      const { id } = await reader.choose(yes(true));
      expect(await (await reader.redeem(await mail.link('m-1'), id)).json()).toEqual({ outcome: 'linked' });
      expect(await reader.linkedTo()).toBeDefined();
      mail.stage.clock.at += 1000;
      await reader.choose(withdrawal);
      expect(await reader.linkedTo()).toBeUndefined();
      mail.stage.clock.at += 1000;
    }
  });

  test('a browser that is linked to another member asks before it is linked anew', async ({ mail }) => {
    const reader = mail.reader();
    const { id } = await reader.choose(yes(true));
    await reader.redeem(await mail.link('m-1'), id);
    const before = await reader.linkedTo();
    const forwarded = await mail.link('m-2');
    expect(await refusal(await reader.redeem(forwarded, id))).toEqual([409, 'linked-to-another']);
    expect(await reader.linkedTo()).toBe(before);
    expect(await (await reader.redeem(forwarded, id, { replace: true })).json()).toEqual({ outcome: 'linked' });
    expect(await reader.linkedTo()).not.toBe(before);
  });

  test('tokens that have expired are forgotten', async ({ mail }) => {
    const reader = mail.reader();
    const { id } = await reader.choose(yes(false));
    await reader.redeem(await mail.link('m-1', { expiresInDays: 1 }), id);
    mail.stage.clock.at += 2 * 86_400_000;
    await reader.redeem(await mail.link('m-1'), id);
    const kept = await mail.stage.database.kysely.selectFrom('link_tokens').selectAll().execute();
    expect(kept.length).toBe(1);
    expect(JSON.stringify(kept)).not.toContain('m-1');
  });
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
