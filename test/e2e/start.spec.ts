import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../free-port.ts';
import { expect, test } from './fixture.ts';

const START = fileURLToPath(new URL('../../demo/start.ts', import.meta.url));

test('npm start says where everything is and what to try, every address of it answers, and Ctrl+C ends it', async ({
  page,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'noren-start-'));
  const env = { PATH: process.env.PATH, PORT: String(await freePort()), DATABASE_URL: join(folder, 'demo.sqlite') };
  const demo = spawn(process.execPath, [START], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => demo.once('close', resolve));
  try {
    let said = '';
    demo.stdout.on('data', (text) => {
      said += text;
    });
    await expect.poll(() => said, { timeout: 30_000 }).toContain('Ctrl+C stops it.');
    expect(said.match(/^ {2}\d\. /gm)).toHaveLength(9);
    const addresses = new Set(said.match(/http:\S+/g));
    expect([...addresses].map((url) => new URL(url).hostname)).toEqual(
      expect.arrayContaining([
        'localhost',
        ...['portal', 'energy', 'solutions', 'thirdparty', 'mail', 'sender', 'id'].map((name) => `${name}.localhost`),
      ]),
    );
    for (const url of addresses) expect((await page.goto(url))?.status(), url).toBe(200);
    demo.kill('SIGINT');
    expect(await ended).toBe(0);
  } finally {
    demo.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
});
