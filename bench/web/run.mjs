// npm run bench:web [-- --runs 7]: Noren beside the peers in one run, with each figure beside its target.
// Exits 1 when one falls short, or when an honesty check of the benchmark fails.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from './lib/stats.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const options = {
  runs: { type: 'string', default: '7' },
  md: { type: 'string' },
  // Everyone for the documents; the two peers that the targets name, for a quick look.
  only: { type: 'string' },
  profile: { type: 'string', default: 'both' },
};
const { values } = parseArgs({ options });
const folder = mkdtempSync(path.join(tmpdir(), 'noren-bench-web-'));
const file = path.join(folder, 'all.json');

const args = ['bench.mjs', '--runs', values.runs, '--profile', values.profile, '--json', file];
if (values.only) args.push('--only', values.only);
if (values.md) args.push('--md', path.resolve(values.md));
const { status } = spawnSync(process.execPath, args, {
  cwd: here,
  env: {
    ...process.env,
    NOREN_DIST: path.join(here, '../../dist'),
    NOREN_ADAPTER: path.join(here, '../noren.adapter.mjs'),
  },
  stdio: ['ignore', 'inherit', 'inherit'],
});

const { samples, verify } = JSON.parse(readFileSync(file, 'utf8'));
rmSync(folder, { recursive: true, force: true });
const of = (id, key) => median(samples.slow[id].map((sample) => sample[key]));
const net = (id, key) => of(id, key) - of('none', key);
const peer = 'vanilla-cookieconsent';
const figures = [
  ['bytes to a visible notice, best full peer = 1', net('noren', 'wireAtBanner') / net(peer, 'wireAtBanner'), 0.8],
  ['bytes of a repeat visit with an empty cache, B', verify.noren.rcWire - verify.none.rcWire, 6500],
  ['requests of a repeat visit', verify.noren.rwReqs - 1, 1],
  ['notice visible, slow, best full peer = 1', of('noren', 'visible') / of(peer, 'visible'), 0.8],
  ['script CPU, slow, best full peer = 1', net('noren', 'script') / net(peer, 'script'), 0.9],
  ['blocking time beyond the empty page, slow, ms', of('noren', 'tbt') - of('none', 'tbt'), 0],
  ['layout shift', of('noren', 'cls'), 0],
  ["page's first paint, slow, empty page = 1", of('noren', 'cleanFcp') / of('none', 'cleanFcp'), 1.05],
  ['accept to inline gates, slow, klaro-lean = 1', of('noren', 'gateInline') / of('klaro-lean', 'gateInline'), 1.3],
  ['settings to dialog, slow, best full peer = 1', of('noren', 'dialogVisible') / of(peer, 'dialogVisible'), 1],
  ['JS heap, best full peer = 1', net('noren', 'heap') / net(peer, 'heap'), 1.6],
];
console.log('| what | measured | at most | |\n|---|---:|---:|---|');
for (const [what, measured, target] of figures) {
  const met = measured <= target;
  if (!met) process.exitCode = 1;
  console.log(`| ${what} | ${measured.toFixed(2)} | ${target} | ${met ? 'met' : 'FALLS SHORT'} |`);
}
if (status !== 0) process.exitCode = 1;
