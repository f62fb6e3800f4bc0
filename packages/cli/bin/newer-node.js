import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The first that strips types without a flag and has `node:sqlite`. */
const NEEDED = 24;

const major = (version) => Number.parseInt(version, 10);

/**
 * What runs the command: this node (nothing), the one that `npm ci` has brought (`node`, its path), or none (`tooOld`, what
 * to say).
 * @param version of this node
 * @param from where the other one is looked for
 * @returns {{ node?: string, tooOld?: string }}
 */
export function newerNode(version = process.versions.node, from = import.meta.url) {
  if (major(version) >= NEEDED) return {};
  const node = broughtNode(from);
  if (node) return { node };
  return {
    tooOld: `noren: node-too-old at node ${version} – Node ${NEEDED} or newer: "npm ci" brings one, and "npx noren …" then runs with it; or install it from https://nodejs.org`,
  };
}

/** The package `node`, if it is installed and new enough itself: else it would be asked for again and again. */
function broughtNode(from) {
  try {
    const manifest = createRequire(from).resolve('node/package.json');
    const node = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
    return major(version) >= NEEDED && existsSync(node) ? node : undefined;
  } catch {
    return undefined;
  }
}

/** Runs this very command with another node, and ends as it ends. */
export function runWith(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' });
  // A terminal interrupts both, and the command has something to finish.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 1;
    if (!signal) return;
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
