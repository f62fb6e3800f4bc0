import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
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
  const build = spawn(process.execPath, [`${ROOT}/node_modules/vite/bin/vite.js`, 'build'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  const code = await new Promise((resolve) => build.once('close', resolve));
  if (code !== 0) throw new Error(`vite build ended with ${code}: noren.js could not be built`);
}
