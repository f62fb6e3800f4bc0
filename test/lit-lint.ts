import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// In the package's own folder: its tsconfig names the DOM library, from which the properties of elements are known.
const cwd = fileURLToPath(new URL('../packages/elements/', import.meta.url));
const glob = 'src/**/*.ts';
// lit-analyzer's CSS is older than container queries and forced-color-adjust, so its rule about CSS is off.
const rules = ['--strict', '--maxWarnings=0', '--rules.no-invalid-css', 'off'];

// lit-analyzer fails when its glob matches nothing.
if (globSync(glob, { cwd }).length > 0) {
  const { status } = spawnSync('lit-analyzer', [glob, ...rules], { cwd, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
