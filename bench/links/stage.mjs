// The real server in a process of its own, on SQLite, as its operator starts it: only the rate limits are raised, and it may
// ask the landing page on this machine.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../api/lib/proc.mjs';
import { startServer } from '../api/lib/server.mjs';
import { publish, SECRET, startLanding } from './site.mjs';

// As docs/api.md says to start it.
const HEAP = ['--max-semi-space-size=4', '--max-old-space-size=512'];
const file = fileURLToPath(new URL('../../packages/api/src/server.ts', import.meta.url));

/** @param threads that make links; what the server takes by itself where it is undefined */
export async function openStage(threads) {
  const folder = mkdtempSync(path.join(tmpdir(), 'noren-bench-links-'));
  const landing = await startLanding();
  const sqlite = path.join(folder, 'noren.sqlite');
  const { key, wording } = await publish(sqlite, landing.origin);
  const env = {
    NOREN_SECRET: SECRET,
    NOREN_RATE_LIMIT: '1000000',
    NOREN_RATE_LIMIT_BURST: '1000000',
    NOREN_ALLOW_PRIVATE_HOSTS: '127.0.0.0/8',
    SQLITE_FILE: sqlite,
    ...(threads === undefined ? {} : { NOREN_SEALING_THREADS: String(threads) }),
  };
  const args = process.env.NOREN_BENCH_NODE_OPTIONS?.split(' ') ?? HEAP;
  const server = await startServer(process.execPath, [...args, file], env, await freePort());
  return {
    folder,
    key,
    wording,
    origin: landing.origin,
    url: server.url,
    pid: server.pid,
    async close() {
      await server.stop();
      landing.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Links as the API makes them. @returns the lines of its answer */
export async function askForLinks({ url, key, origin }, campaign, members) {
  const response = await fetch(`${url}/v1/personal-urls`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      campaign,
      class: 'newsletter',
      url: `${origin}/news/`,
      links: members.map((member) => ({ member })),
    }),
  });
  const body = await response.text();
  const lines = body.trimEnd().split('\n');
  if (response.status !== 200 || lines.length !== members.length)
    throw new Error(`${response.status} ${body.slice(0, 300)}`);
  return lines;
}
