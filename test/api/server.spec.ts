import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from './fixture.ts';
import { environmentOf, publishSample, runServer, startServerProcess } from './server-process.ts';

async function failureOf(env: Record<string, string>): Promise<string> {
  const { ended, output } = runServer(env);
  expect((await ended).code).toBe(1);
  return output();
}

/** Sends bytes as they are, and returns what comes back. */
function raw(url: string, text: string): Promise<string> {
  const { port, hostname } = new URL(url);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    // A server that has answered may cut the connection before everything was sent.
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}

test('a wrong environment is refused with a code, the variable and what would be right', async ({ location }) => {
  const env = environmentOf(location);
  const { NOREN_SECRET: secret = '', ...without } = env;
  expect(await failureOf(without)).toContain('invalid-environment at NOREN_SECRET – set it in production');
  const short = await failureOf({ ...env, NOREN_SECRET: 'short' });
  expect(short).toContain('invalid-environment at NOREN_SECRET – 32 random bytes');
  expect(short).not.toContain('"short"');
  expect(await failureOf({ ...env, PORT: 'http' })).toContain('invalid-environment at PORT');
  expect(await failureOf({ ...env, DATABASE_URL: 'mysql://x' })).toContain('invalid-environment at DATABASE_URL');
  expect(await failureOf({ ...env, NOREN_RATE_LIMIT: '-1' })).toContain('invalid-environment at NOREN_RATE_LIMIT');
  expect(await failureOf({ ...env, NOREN_TRUST_PROXY: 'yes' })).toContain('invalid-environment at NOREN_TRUST_PROXY');
  const provider = { ...env, NOREN_MEMBER_ISSUER: 'https://id.example.jp', NOREN_MEMBER_AUDIENCE: 'noren' };
  expect(await failureOf(provider)).toContain('invalid-environment at NOREN_MEMBER_JWKS_URI');
  const plain = await failureOf({ ...provider, NOREN_MEMBER_JWKS_URI: 'http://id.example.jp/jwks' });
  expect(plain).toContain('invalid-environment at NOREN_MEMBER_JWKS_URI');
  for (const networks of ['1', 'yes', '10.0.0.0/33', '127.0.0.1, localhost'])
    expect(await failureOf({ ...env, NOREN_ALLOW_PRIVATE_HOSTS: networks }), networks).toContain(
      'invalid-environment at NOREN_ALLOW_PRIVATE_HOSTS – a network such as 10.20.0.0/16',
    );
  const mail = await failureOf({ ...env, NOREN_SMTP_URL: 'https://user:hunter2@mail.example.jp' });
  expect(mail).toContain('invalid-environment at NOREN_SMTP_URL');
  expect(mail).not.toContain('hunter2');
  expect(await failureOf({ ...env, NOREN_BASE_PATH: 'noren/' })).toContain('invalid-base-path');
  expect(secret).not.toBe('');
});

test('for development a secret is made, said loudly, and kept', async ({ location }) => {
  const { NOREN_SECRET: _, NODE_ENV: __, ...env } = environmentOf(location);
  const file = `${(location as { sqlite: string }).sqlite}.secret`;
  const first = await startServerProcess(env);
  first.child.kill('SIGTERM');
  await first.ended;
  expect(first.output()).toContain('NOREN_SECRET is not set');
  expect(existsSync(file)).toBe(true);
  expect(statSync(file).mode & 0o077).toBe(0);
  const secret = readFileSync(file, 'utf8');
  expect(first.output()).not.toContain(secret);
  const second = await startServerProcess(env);
  second.child.kill('SIGTERM');
  await second.ended;
  expect(readFileSync(file, 'utf8')).toBe(secret);
});

for (const sqlite of [':memory:', 'file::memory:', 'file:noren?mode=memory'])
  test(`a server whose database is only in memory (${sqlite}) keeps its secret there too`, async () => {
    const { NOREN_SECRET: _, NODE_ENV: __, ...env } = environmentOf({ sqlite });
    const { url, child, ended, folder, output } = await startServerProcess(env);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect(readdirSync(folder)).toEqual([]);
    child.kill('SIGTERM');
    await ended;
    expect(output()).toContain('NOREN_SECRET is not set');
  });

test('requests that are no HTTP, or too much of it, end with an answer, and the server lives on', async ({
  location,
}) => {
  await publishSample(location);
  const { url, child, ended, output } = await startServerProcess(environmentOf(location));
  const head = 'GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n';
  expect(await raw(url, `${head}X: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1.1 431 /);
  expect(await raw(url, 'garbage\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /);
  expect(await raw(url, 'GET /health HTTP/1.1\r\nHost: a b c\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /);
  expect(
    await raw(
      url,
      'POST /v1/sites/portal/records HTTP/1.1\r\nHost: x\r\nOrigin: https://www.example.jp\r\nContent-Type: application/json\r\nContent-Length: 999999999\r\nConnection: close\r\n\r\n{}',
    ),
  ).toMatch(/^HTTP\/1.1 413 /);
  expect(await raw(url, `GET /${'a'.repeat(9000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(
    /^HTTP\/1.1 404 /,
  );
  const status = await new Promise((resolve) =>
    request(`${url}/health`, (response) => resolve(response.resume().statusCode)).end(),
  );
  expect(status).toBe(200);
  child.kill('SIGTERM');
  expect(await ended).toEqual({ code: 0, signal: null });
  // Neither addresses nor anything that was sent is in the log.
  expect(output().trim().split('\n')).toHaveLength(1);
});

test('a key is made on the command line and lets its site publish', async ({ location }) => {
  const file = fileURLToPath(import.meta.resolve('@noren/api/create-key'));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [file, ...args], { env: environmentOf(location), encoding: 'utf8' });
  expect(run('--site', 'portal').status).toBe(2);
  expect(run('--site', 'portal', '--label', 'x', '--scope', 'everything').status).toBe(2);
  const { stdout, status } = run('--site', 'portal', '--label', 'web team');
  expect(status).toBe(0);
  const key = stdout.trim();
  expect(key).toMatch(/^noren_[0-9a-f]{18}_[A-Za-z0-9_-]{43}$/);
  const { url, child, ended } = await startServerProcess(environmentOf(location));
  const { sampleConfig } = await import('./sample-config.ts');
  const response = await fetch(`${url}/v1/sites/portal/config`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(sampleConfig()),
  });
  expect(response.status).toBe(201);
  child.kill('SIGTERM');
  await ended;
});
