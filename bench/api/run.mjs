// npm run bench:api [-- --rounds 3 --seconds 4]: our API beside c15t in one run, with each figure beside its target.
// Exits 1 when one falls short, or when an honesty check of the benchmark fails.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from './lib/stats.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, seconds: { type: 'string', default: '4' } },
});
const folder = mkdtempSync(path.join(tmpdir(), 'noren-bench-api-'));

/** One run of the benchmark; its table goes to the console. */
function bench(name, ...args) {
  const file = path.join(folder, `${name}.json`);
  const all = ['bench.mjs', '--rounds', values.rounds, '--seconds', values.seconds, '--conns', '16', '--json', file];
  const { status } = spawnSync(process.execPath, [...all, ...args], {
    cwd: here,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const { samples, problems } = JSON.parse(readFileSync(file, 'utf8'));
  if (status !== 0) problems.push(`the benchmark ended with ${status}`);
  return { samples, problems };
}

const rate = ({ samples }, id, op = 'record') => median(samples[`${id}|${op}|16`].map(({ rps }) => rps));
const cpuOf = ({ serverCpu, pgCpu, okIn }) => (serverCpu + pgCpu) / okIn;

/** CPU per record with older records, without = 1: round by round, since the two cells of a round are neighbours in time. */
function cpuGrowth({ samples }, id) {
  const empty = samples[`${id}|record|16`];
  return median(samples[`${id}|record-100k|16`].map((sample, round) => cpuOf(sample) / cpuOf(empty[round])));
}

try {
  const beside = bench('beside', '--only', 'c15t-pg,c15t-sqlite,noren,noren-sqlite', '--ops', 'record');
  const older = bench('older', '--only', 'noren,noren-sqlite', '--ops', 'record,record-100k');
  const counted = execFileSync(process.execPath, ['lib/cost.mjs', 'noren', '2000', '--json'], {
    cwd: here,
    encoding: 'utf8',
  });
  const [cost] = JSON.parse(counted);

  const growth = (id) => cpuGrowth(older, id);
  const speed = (id, peer) => rate(beside, id) / rate(beside, peer);
  const figures = [
    ['record at 16 connections, PostgreSQL, c15t = 1', speed('noren', 'c15t-pg'), 'at least', 10],
    ['record at 16 connections, SQLite, c15t = 1', speed('noren-sqlite', 'c15t-sqlite'), 'at least', 5],
    ['CPU per record with 100,000 older ones, PostgreSQL, none = 1', growth('noren'), 'at most', 1.15],
    ['CPU per record with 100,000 older ones, SQLite, none = 1', growth('noren-sqlite'), 'at most', 1.15],
    ['commits per record, PostgreSQL, one connection', cost.transactions, 'at most', 1.01],
    ['fsyncs per record, PostgreSQL, one connection', cost.fsyncs, 'at most', 1.01],
  ];
  console.log('| what | measured | target | |\n|---|---:|---:|---|');
  for (const [what, measured, bound, target] of figures) {
    const met = bound === 'at least' ? measured >= target : measured <= target;
    if (!met) process.exitCode = 1;
    console.log(`| ${what} | ${measured.toFixed(2)} | ${bound} ${target} | ${met ? 'met' : 'FALLS SHORT'} |`);
  }
  const problems = [...beside.problems, ...older.problems];
  if (problems.length > 0) process.exitCode = 1;
  for (const problem of problems) console.log(`Honesty check failed: ${problem}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
