import { createServerKey, eraseSubject, rebuildProjection } from '@noren/api';
import { generateKeyPair } from 'jose';
import { expect, onEachEngine, refusal, test, yes } from './mail-stage.ts';
import { grantsOf } from './visitor.ts';

interface SignedIn {
  cookie: string;
  overrides: string[];
  linked: boolean;
  untrackedLinks: boolean;
  attributes: object;
}

const body = async (response: Response): Promise<SignedIn> => {
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as SignedIn;
};

onEachEngine(() => {
  test('a choice that a signed-in member makes on one site arrives at another; what is of one site stays there', async ({
    mail,
  }) => {
    const token = await mail.provider.token('m-1');
    const portal = mail.reader();
    await portal.signIn(token);
    await portal.choose({ identification: true, linking: false, statistics: true });
    const energy = mail.reader('energy');
    const { cookie, linked } = await body(await energy.signIn(token));
    expect(grantsOf(cookie)).toEqual({ identification: true, linking: false });
    expect(linked).toBe(false);
    mail.stage.clock.at += 1000;
    await energy.choose({ identification: false });
    expect(await portal.inForce()).toEqual({ identification: false, linking: false, statistics: true });
    const stranger = mail.reader('energy');
    expect(grantsOf((await body(await stranger.signIn(await mail.provider.token('m-2')))).cookie)).toEqual({});
  });

  test('what was decided without the member narrows their choice here, and never widens it anywhere', async ({
    mail,
  }) => {
    const token = await mail.provider.token('m-1');
    const own = mail.reader();
    await own.signIn(token);
    await own.choose(
      { identification: true, 'mail-opens': false },
      { offered: { purposes: ['mail-opens'], services: [] } },
    );
    mail.stage.clock.at += 1000;
    const shared = mail.reader('energy');
    await shared.choose(
      { identification: false, linking: false, 'mail-opens': true },
      { offered: { purposes: ['mail-opens'], services: [] } },
    );
    const { cookie } = await body(await shared.signIn(token));
    expect(grantsOf(cookie)).toEqual({ identification: false, linking: false, 'mail-opens': false });
    expect(await own.inForce()).toEqual({ identification: true, 'mail-opens': false });
  });

  test('whoever signs out takes their choice along, and what was decided in the browser holds again', async ({
    mail,
  }) => {
    const token = await mail.provider.token('m-1');
    const elsewhere = mail.reader();
    await elsewhere.signIn(token);
    await elsewhere.choose(yes(true));
    const shared = mail.reader('energy');
    await shared.choose({ statistics: true });
    expect(grantsOf((await body(await shared.signIn(token))).cookie)).toEqual({
      statistics: true,
      identification: true,
      linking: true,
    });
    expect(grantsOf((await body(await shared.signOut())).cookie)).toEqual({ statistics: true });
    expect(await shared.inForce()).toEqual({ statistics: true });
    mail.stage.clock.at += 1000;
    await shared.choose({ identification: false });
    expect(await elsewhere.inForce()).toEqual({ identification: true, linking: true });
    expect((await body(await mail.reader().signOut())).cookie).toBeNull();
  });

  test('a link that only the member’s own choice allowed ends when they sign out', async ({ mail }) => {
    const token = await mail.provider.token('m-1');
    const elsewhere = mail.reader('energy');
    await elsewhere.signIn(token);
    await elsewhere.choose(yes(true));
    const shared = mail.reader();
    const { id } = await shared.choose({ identification: true });
    await shared.signIn(token);
    expect(await (await shared.redeem(await mail.link('m-1'), id)).json()).toEqual({ outcome: 'linked', own: true });
    expect(await shared.linkedTo()).toBe(mail.hashOf('m-1'));
    await shared.signOut();
    expect(await shared.linkedTo()).toBeUndefined();
  });

  test('signing in links nobody; what is known of a member is answered under a link alone', async ({ mail }) => {
    const token = await mail.provider.token('m-1');
    const reader = mail.reader();
    const { id } = await reader.choose(yes(true));
    const before = await body(await reader.signIn(token));
    expect([before.linked, before.attributes, await reader.linkedTo()]).toEqual([false, {}, undefined]);
    await reader.redeem(await mail.link('m-1'), id);
    const after = await body(await reader.signIn(token));
    expect([after.linked, after.attributes]).toEqual([true, { industry: 'energy' }]);
    mail.stage.clock.at += 1000;
    await reader.choose({ linking: false });
    const last = await body(await reader.signIn(token));
    expect([last.linked, last.attributes]).toEqual([false, {}]);
  });

  test('a member who signs in where somebody else was linked ends that link, and mail of others links nothing', async ({
    mail,
  }) => {
    const reader = mail.reader();
    const { id } = await reader.choose(yes(true));
    await reader.redeem(await mail.link('m-1'), id);
    expect(await reader.linkedTo()).toBeDefined();
    await reader.signIn(await mail.provider.token('m-2'));
    expect(await reader.linkedTo()).toBeUndefined();
    const forwarded = await mail.link('m-1');
    expect(await refusal(await reader.redeem(forwarded, id))).toEqual([409, 'mail-of-another-member']);
    expect(await refusal(await reader.redeem(forwarded, id, { replace: true }))).toEqual([
      409,
      'mail-of-another-member',
    ]);
    expect(await (await reader.redeem(await mail.link('m-2'), id)).json()).toEqual({ outcome: 'linked', own: true });
  });

  test('a member’s no ends their links in every browser, and no browser can link them again', async ({ mail }) => {
    const anonymous = mail.reader();
    const { id } = await anonymous.choose(yes(true));
    await anonymous.redeem(await mail.link('m-1'), id);
    const own = mail.reader('energy');
    await own.signIn(await mail.provider.token('m-1'));
    await own.choose({ linking: false });
    expect(await anonymous.linkedTo()).toBeUndefined();
    // Nobody is told that there is such a member, or what they said.
    expect(await (await anonymous.redeem(await mail.link('m-1'), id)).json()).toEqual({ outcome: 'counted' });
    expect(await (await anonymous.redeem(await mail.link('nobody-ever'), id)).json()).toEqual({ outcome: 'linked' });
  });

  test('what the operator switches off for a member is off on that site, whatever they allow, and never allows', async ({
    mail,
  }) => {
    const put = (members: unknown, key = mail.key, site = 'portal') =>
      mail.stage.fetch(`/v1/sites/${site}/members/overrides`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ members }),
      });
    const token = await mail.provider.token('m-1');
    const reader = mail.reader();
    await reader.signIn(token);
    const { id } = await reader.choose(yes(true));
    await reader.redeem(await mail.link('m-1'), id);
    expect((await put([{ member: 'm-1', off: ['linking'] }])).status).toBe(200);
    expect(await reader.linkedTo()).toBeUndefined();
    const { cookie, overrides } = await body(await reader.signIn(token));
    expect([grantsOf(cookie), overrides]).toEqual([{ identification: true, linking: false }, ['linking']]);
    mail.stage.clock.at += 1000;
    expect(grantsOf((await reader.choose(yes(true))).cookie)).toEqual({ identification: true, linking: false });
    expect(await (await reader.redeem(await mail.link('m-1'), id)).json()).toEqual({ outcome: 'counted', own: true });
    const energy = mail.reader('energy');
    expect(grantsOf((await body(await energy.signIn(token))).cookie)).toEqual({ identification: true, linking: true });

    expect((await put([{ member: 'm-1', off: [] }])).status).toBe(200);
    expect(grantsOf((await body(await reader.signIn(token))).cookie)).toEqual({ identification: true, linking: true });
    expect(await refusal(await put([{ member: 'm-1', off: ['necessary'] }]))).toEqual([422, 'invalid-body']);
    expect(await refusal(await put([{ member: 'm-1', on: ['linking'] }]))).toEqual([422, 'invalid-body']);
    expect(await refusal(await put([{ member: 'm-1', off: [] }], mail.key, 'energy'))).toEqual([403, 'wrong-site-key']);
    const web = await createServerKey(mail.stage.database, { site: 'portal', scopes: ['config:write'], label: 'web' });
    expect(await refusal(await put([{ member: 'm-1', off: [] }], web))).toEqual([403, 'missing-scope']);
  });

  test('a token that the identity provider did not sign for this API, or not for now, is refused with its code', async ({
    mail,
  }) => {
    const { provider } = mail;
    const reader = mail.reader();
    const now = mail.stage.clock.at / 1000;
    const other = (await generateKeyPair('ES256')).privateKey;
    const good = await provider.token('m-1');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${good.split('.')[1]}.`;
    const wrong = {
      'alg none': unsigned,
      'another key': await provider.token('m-1', { key: other }),
      'a shared secret': await provider.token('m-1', { key: new Uint8Array(32), header: { alg: 'HS256' } }),
      'another issuer': await provider.token('m-1', { claims: { iss: 'https://evil.example' } }),
      'another audience': await provider.token('m-1', { claims: { aud: 'shop' } }),
      'no audience': await provider.token('m-1', { claims: { aud: undefined } }),
      expired: await provider.token('m-1', { claims: { exp: now - 60 } }),
      'not yet': await provider.token('m-1', { claims: { nbf: now + 600 } }),
      'from the future': await provider.token('m-1', { claims: { iat: now + 600 } }),
      'without end': await provider.token('m-1', { claims: { exp: undefined } }),
      'two days old': await provider.token('m-1', { claims: { iat: now - 2 * 86_400 } }),
      'no member id': await provider.token('m-1', { claims: { sub: 'with space' } }),
      altered: good.replace(/\.(.)([^.]*)$/, (_, first, rest) => `.${first === 'A' ? 'B' : 'A'}${rest}`),
      'not a token': 'x.y',
    };
    for (const [what, token] of Object.entries(wrong))
      expect(await refusal(await reader.signIn(token)), what).toEqual([401, 'member-not-verified']);
    expect(await refusal(await reader.call('POST', '/member', {}))).toEqual([401, 'member-required']);
    expect(await mail.stage.database.kysely.selectFrom('group_members').selectAll().execute()).toEqual([]);
    expect((await reader.signIn(good)).status).toBe(200);
  });

  test('keys are kept, looked up again after a rotation, and while they cannot be read nobody is signed in', async ({
    mail,
  }) => {
    const { provider } = mail;
    const reader = mail.reader();
    await reader.signIn(await provider.token('m-1'));
    await reader.signIn(await provider.token('m-1'));
    expect(provider.server.asked).toEqual(['GET /jwks']);
    provider.server.down(true);
    expect((await reader.signIn(await provider.token('m-1'))).status).toBe(200);
    provider.server.down(false);
    // Just read, and read again for nobody: whoever brings a new key is told to come back, not that it is wrong.
    const old = await provider.rotate();
    const tooSoon = await reader.signIn(await provider.token('m-1'));
    expect(tooSoon.headers.get('retry-after')).toBe('10');
    expect(await refusal(tooSoon)).toEqual([424, 'identity-provider-unreachable']);
    expect(provider.server.asked).toEqual(['GET /jwks']);
    mail.stage.clock.at += 10_000;
    expect((await reader.signIn(await provider.token('m-1'))).status).toBe(200);
    expect(provider.server.asked).toEqual(['GET /jwks', 'GET /jwks']);
    expect(await refusal(await reader.signIn(await provider.token('m-1', { key: old })))).toEqual([
      401,
      'member-not-verified',
    ]);
    for (let index = 0; index < 20; index += 1)
      await reader.signIn(await provider.token('m-1', { header: { kid: `unknown-${index}` } }));
    expect(provider.server.asked).toHaveLength(2);
  });

  test('while the identity provider is down a member is told to come back, and no answer is a 5xx', async ({
    mail,
  }) => {
    const { provider } = mail;
    provider.server.down(true);
    const reader = mail.reader();
    const response = await reader.signIn(await provider.token('m-1'));
    expect(response.headers.get('retry-after')).toBe('10');
    expect(await refusal(response)).toEqual([424, 'identity-provider-unreachable']);
    provider.server.down(false);
    provider.server.answers.set('/jwks', { keys: 'none' });
    expect(await refusal(await reader.signIn(await provider.token('m-1')))).toEqual([
      424,
      'identity-provider-unreachable',
    ]);
    provider.server.answers.set('/jwks', 500);
    expect(await refusal(await reader.signIn(await provider.token('m-1')))).toEqual([
      424,
      'identity-provider-unreachable',
    ]);
  });

  test('another site’s page signs nobody in or out', async ({ mail }) => {
    const reader = mail.reader();
    const token = await mail.provider.token('m-1');
    for (const method of ['POST', 'DELETE']) {
      const response = await mail.stage.fetch('/v1/sites/portal/member', {
        method,
        headers: { ...reader.headers, origin: 'https://evil.example', authorization: `Bearer ${token}` },
      });
      expect(await refusal(response)).toEqual([403, 'foreign-origin']);
    }
  });

  test('the projection can be rebuilt, chains verify and erasing a subject ends its link and its sign-in', async ({
    mail,
  }) => {
    const reader = mail.reader();
    await reader.signIn(await mail.provider.token('m-1'));
    const { id, sequence } = await reader.choose(yes(true));
    expect(sequence).toBe(1);
    await reader.redeem(await mail.link('m-1'), id);
    await rebuildProjection(mail.stage.database, 'portal');
    expect(await reader.inForce()).toEqual({ identification: true, linking: true });
    const { subject } = await mail.stage.database.kysely
      .selectFrom('subjects')
      .select('subject')
      .executeTakeFirstOrThrow();
    await eraseSubject(mail.stage.database, 'portal', subject);
    const left = async (table: 'links' | 'attachments') =>
      (await mail.stage.database.kysely.selectFrom(table).selectAll().execute()).length;
    expect([await left('links'), await left('attachments')]).toEqual([0, 0]);
  });
});
