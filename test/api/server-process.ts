import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApi, openDatabase } from '@noren/api';
import { SECRET } from './fixture.ts';
import { sampleConfig } from './sample-config.ts';

type Location = string | { sqlite: string };

/** The real server, as its operator starts it. */
export interface ServerProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Where it runs: empty at first, and gone once it has ended. */
  readonly folder: string;
  /** Resolves with how it ended. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  output(): string;
}

/** The environment that points the server at a database. */
export function environmentOf(location: Location): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? '',
    NODE_ENV: 'production',
    PORT: '0',
    NOREN_SECRET: SECRET,
    NOREN_RATE_LIMIT: '1000000',
    NOREN_RATE_LIMIT_BURST: '1000000',
    ...(typeof location === 'string' ? { DATABASE_URL: location } : { SQLITE_FILE: location.sqlite }),
  };
}

/** Starts the server and waits until it tells its address. */
export async function startServerProcess(env: Record<string, string>): Promise<ServerProcess> {
  const server = runServer(env);
  const { child, output, ended } = server;
  const url = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const found = /Noren consent API: (\S+)/.exec(output())?.[1];
      if (found) resolve(found);
    };
    child.stdout?.on('data', look);
    void ended.then(() => reject(new Error(`the server ended:\n${output()}`)));
  });
  return { ...server, url };
}

/** Runs the server, whatever becomes of it, in an empty folder. */
export function runServer(env: Record<string, string>): Omit<ServerProcess, 'url'> {
  const folder = mkdtempSync(join(tmpdir(), 'noren-server-'));
  const file = fileURLToPath(import.meta.resolve('@noren/api/server'));
  const child = spawn(process.execPath, [file], { env, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  // A test that fails leaves its server behind: it ends with the test's process at the latest.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      text += chunk;
    });
  }
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => {
      process.off('exit', kill);
      rmSync(folder, { recursive: true, force: true });
      resolve({ code, signal });
    });
  });
  return { child, folder, ended, output: () => text };
}

/** Publishes the sample site straight into the database. @returns hash of the wording per language */
export async function publishSample(location: Location): Promise<Readonly<Record<string, string>>> {
  const api = createApi({ database: await openDatabase(location), secret: SECRET });
  const { published } = await api.publish(sampleConfig(), { actor: 'test' });
  await api.close();
  return published.wordingHashes;
}
