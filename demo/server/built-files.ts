import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Folder of what sites serve: noren.js and its chunks. */
export const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/**
 * Builds noren.js where it is missing, or where `DEMO_BUILD=1` asks for it.
 * @throws {Error} when the build fails
 */
export async function buildWhereNeeded(): Promise<void> {
  if (existsSync(`${DIST}/noren.js`) && process.env.DEMO_BUILD !== '1') return;
  const build = spawn(process.execPath, [`${ROOT}/node_modules/vite/bin/vite.js`, 'build'], { cwd: ROOT, stdio: 'inherit' });
  const code = await new Promise((resolve) => build.once('close', resolve));
  if (code !== 0) throw new Error(`vite build ended with ${code}: noren.js could not be built`);
}

/**
 * The built head snippet with a site's address in it, `undefined` where the build has none.
 * @see the places in packages/loader/src/head-snippet.ts
 */
export async function headSnippet(site: string, src: string): Promise<string | undefined> {
  const text = await readFile(`${DIST}/noren-head.js`, 'utf8').catch(() => undefined);
  return text?.trim().replaceAll('__NOREN_SITE__', site).replaceAll('__NOREN_SRC__', src);
}
