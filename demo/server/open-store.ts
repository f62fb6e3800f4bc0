import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where the demo keeps its records. */
export interface Store {
  /** SQLite file, or a `postgres://` URL. */
  readonly database: string;
  /** Key of hashes and receipts. It lives as long as the database, else every known visitor would be a stranger. */
  readonly secret: string;
  /** Removes what was made for this run only. */
  cleanUp(): Promise<void>;
}

/** The database that was asked for, or a new one that ends with this run. */
export async function openStore(database: string | undefined): Promise<Store> {
  if (!database) {
    const folder = await mkdtemp(join(tmpdir(), 'noren-demo-'));
    const cleanUp = (): Promise<void> => rm(folder, { recursive: true, force: true });
    return { database: join(folder, 'demo.sqlite'), secret: newSecret(), cleanUp };
  }
  const onServer = /^postgres(ql)?:/.test(database);
  const secret = onServer ? (process.env.NOREN_SECRET ?? DEMO_SECRET) : await keptSecret(`${database}.secret`);
  return { database, secret, cleanUp: async () => {} };
}

// A demo's records on a database server are nobody's; NOREN_SECRET replaces it.
const DEMO_SECRET = 'for-the-demo-only-and-for-nothing-else-at-all';

async function keptSecret(file: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept.length >= 32) return kept;
  const secret = newSecret();
  await writeFile(file, secret, { mode: 0o600 });
  return secret;
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
