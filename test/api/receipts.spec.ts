import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createApi } from '@noren/api';
import { canonicalJson } from '@noren/model/publish';
import { consentRecord } from '@noren/model/schema';
import { compactVerify, createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet } from 'jose';
import { expect, onEachEngine, type Stage, test } from './fixture.ts';
import { environmentOf } from './server-process.ts';
import { Visitor } from './visitor.ts';

async function jwksOf(stage: Stage): Promise<JSONWebKeySet> {
  return (await (await stage.fetch('/.well-known/jwks.json')).json()) as JSONWebKeySet;
}

async function verified(stage: Stage, jws: string) {
  const { payload, protectedHeader } = await compactVerify(jws, createLocalJWKSet(await jwksOf(stage)));
  return { payload: JSON.parse(new TextDecoder().decode(payload)), header: protectedHeader };
}

onEachEngine(() => {
  test('a receipt is the whole record, signed, and anyone can verify it', async ({ stage }) => {
    const visitor = new Visitor(stage);
    const { id, hash } = await visitor.choose({ statistics: true });
    const response = await visitor.receipt(id);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/jose');
    const { payload, header } = await verified(stage, await response.text());
    expect(header).toMatchObject({ alg: 'EdDSA', typ: 'noren-receipt+jwt', kid: expect.any(String) });
    expect(payload).toMatchObject({ iss: 'https://consent.example.net', iat: stage.clock.at / 1000, hash });
    const record = consentRecord.parse(payload.record);
    expect(record).toMatchObject({ id, sequence: 1, chosen: { purposes: { statistics: true }, services: {} } });
    expect(createHash('sha256').update(canonicalJson(record)).digest('base64url')).toBe(hash);
  });

  test('a receipt is the same bytes for ever, whoever asks first, whatever the key of the day', async ({ stage }) => {
    const visitor = new Visitor(stage);
    const { id } = await visitor.choose({ statistics: true });
    const read = async () => (await visitor.receipt(id)).text();
    const first = new Set(await Promise.all([read(), read(), read(), read()]));
    expect(first.size).toBe(1);
    stage.clock.at += 86_400_000;
    await stage.api.rotateSigningKey();
    expect(await read()).toBe([...first][0]);
  });

  test('after a rotation new receipts have the new key, and old ones still verify', async ({ stage }) => {
    const visitor = new Visitor(stage);
    const one = await visitor.choose({ statistics: true });
    const old = await (await visitor.receipt(one.id)).text();
    const kid = await stage.api.rotateSigningKey();
    const two = await visitor.choose({ statistics: false });
    const fresh = await (await visitor.receipt(two.id)).text();
    expect(decodeProtectedHeader(fresh).kid).toBe(kid);
    expect(decodeProtectedHeader(old).kid).not.toBe(kid);
    expect((await jwksOf(stage)).keys).toHaveLength(2);
    await verified(stage, old);
    await verified(stage, fresh);
  });

  test('a changed receipt does not verify', async ({ stage }) => {
    const visitor = new Visitor(stage);
    const { id } = await visitor.choose({ statistics: false });
    const [header, payload = '', signature] = (await (await visitor.receipt(id)).text()).split('.');
    const text = Buffer.from(payload, 'base64url').toString().replace('"statistics":false', '"statistics":true');
    const forged = [header, Buffer.from(text).toString('base64url'), signature].join('.');
    await expect(verified(stage, forged)).rejects.toThrow('signature verification failed');
  });

  test('private keys are encrypted at rest, and public ones carry nothing private', async ({ stage }) => {
    await jwksOf(stage);
    for (const key of (await jwksOf(stage)).keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    }
    const row = await stage.database.kysely.selectFrom('signing_keys').selectAll().executeTakeFirstOrThrow();
    expect(row.private_jwe.split('.')).toHaveLength(5);
    expect(JSON.stringify(row)).not.toContain('"d"');
    // With another secret the stored key is of no use.
    const stranger = createApi({ database: stage.database, secret: 'another secret of at least 32 characters' });
    const visitor = new Visitor(stage);
    const { id } = await visitor.choose({ statistics: true });
    const response = await stranger.fetch(
      new Request(`https://consent.example.net/v1/sites/portal/records/${id}/receipt`, { headers: visitor.headers }),
    );
    expect(response.status).toBe(404);
  });

  test('a secret that was lost leaves what was signed before verifiable, signs with a key of its own and is told', async ({
    stage,
  }) => {
    const visitor = new Visitor(stage);
    const { id } = await visitor.choose({ statistics: true });
    const old = await (await visitor.receipt(id)).text();
    const oldKid = decodeProtectedHeader(old).kid;
    const api = createApi({ database: stage.database, secret: 'another secret of at least 32 characters' });
    const other: Stage = {
      ...stage,
      api,
      fetch: (path, init) => api.fetch(new Request(new URL(path, 'https://consent.example.net'), init)),
    };
    await verified(other, old);
    const next = new Visitor(other);
    const { id: nextId } = await next.choose({ statistics: false });
    const fresh = await next.receipt(nextId);
    expect(fresh.status).toBe(200);
    await verified(other, await fresh.text());
    const health = async (of: Stage) =>
      ((await (await of.fetch('/health')).json()) as { warnings?: string[] }).warnings;
    expect(await health(other)).toEqual(['secret-changed']);
    // Whoever still has the first secret signs with the first key: one of two processes may be the mistake.
    const again = await visitor.choose({ statistics: false });
    expect(decodeProtectedHeader(await (await visitor.receipt(again.id)).text()).kid).toBe(oldKid);
    expect((await jwksOf(stage)).keys).toHaveLength(2);
  });

  test('the command rotates the keys of receipts and of links, ends one of links, and notes it', async ({
    stage,
    location,
  }) => {
    const run = (...args: string[]) => {
      const file = fileURLToPath(import.meta.resolve('@noren/api/rotate-key'));
      const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
        env: environmentOf(location),
        encoding: 'utf8',
      });
      return { status, out: stdout.trim(), err: stderr.trim() };
    };
    await jwksOf(stage);
    const receipts = run('receipts');
    expect((await jwksOf(stage)).keys.map(({ kid }) => kid)).toContain(receipts.out);
    const links = run('links');
    expect(run('links', '--revoke', links.out)).toEqual({ status: 0, out: links.out, err: '' });
    expect(run('links', '--revoke', links.out)).toMatchObject({ status: 1, err: expect.stringContaining(links.out) });
    for (const wrong of [[], ['receipts', '--revoke', 'x'], ['receipts', 'links'], ['both']])
      expect(run(...wrong), wrong.join(' ')).toMatchObject({ status: 2, err: expect.stringContaining('Usage') });
    const noted = await stage.database.kysely
      .selectFrom('audit_log')
      .select(['actor', 'action', 'detail'])
      .where('site', '=', '')
      .orderBy('at')
      .execute();
    expect(noted).toEqual([
      { actor: 'rotate-key', action: 'signing-keys.rotate', detail: JSON.stringify({ kid: receipts.out }) },
      { actor: 'rotate-key', action: 'link-keys.rotate', detail: JSON.stringify({ kid: links.out }) },
      { actor: 'rotate-key', action: 'link-keys.revoke', detail: JSON.stringify({ kid: links.out }) },
    ]);
  });

  test('only whoever has the secret gets a receipt', async ({ stage }) => {
    const { id } = await new Visitor(stage).choose({ statistics: true });
    expect((await new Visitor(stage).receipt(id)).status).toBe(404);
    expect((await stage.fetch(`/v1/sites/portal/records/${id}/receipt`)).status).toBe(401);
    for (const garbage of ['x', '%00', "'", `${id}0`])
      expect((await new Visitor(stage).receipt(garbage)).status, garbage).toBe(404);
  });
});
