import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

/**
 * Chromium out of the npm package `@sparticuz/chromium`, for a machine that has none and may download none.
 * Unpacked once, beside the package, so `npm ci` throws it away with everything else.
 *
 * The package's own `executablePath()` is not used: it unpacks the libraries that its binary links only on AWS
 * Lambda, and any bare container lacks the same ones.
 *
 * @see https://github.com/Sparticuz/chromium
 * @returns undefined where the package has no binary for this platform.
 */
export function npmChromium(): { executablePath: string; env: Record<string, string> } | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return;
  const home = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..');
  const unpacked = join(home, 'unpacked');
  if (!existsSync(unpacked)) unpack(join(home, 'bin'), unpacked);
  const executablePath = join(unpacked, 'chromium');
  const env: Record<string, string> = {};
  if (lacksLibraries(executablePath)) {
    env.LD_LIBRARY_PATH = [join(unpacked, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  }
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_PATH = unpacked;
  return { executablePath, env };
}

function unpack(archives: string, target: string): void {
  // Several test processes may come here at once: each unpacks for itself, and the first to rename wins.
  const own = mkdtempSync(`${target}-`);
  const content = (name: string) => brotliDecompressSync(readFileSync(join(archives, name)));
  writeFileSync(join(own, 'chromium'), content('chromium.br'));
  chmodSync(join(own, 'chromium'), 0o755);
  for (const name of ['al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']) {
    execFileSync('tar', ['--extract', '--no-same-owner', '--directory', own], { input: content(name) });
  }
  chmodSync(own, 0o755);
  try {
    renameSync(own, target);
  } catch (error) {
    rmSync(own, { recursive: true });
    if (!existsSync(target)) throw error;
  }
}

function lacksLibraries(executable: string): boolean {
  try {
    return execFileSync('ldd', [executable], { encoding: 'utf8' }).includes('not found');
  } catch {
    return true;
  }
}
