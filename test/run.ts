import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { LOST_FILE } from './lost-file.ts';

/** What `npm test` runs: each is an npm script, and can be run alone. */
const stages = {
  build: 'build',
  types: 'check:types',
  lint: 'check:lint',
  boundaries: 'check:boundaries',
  size: 'size',
  webkit: 'test:webkit',
  unit: 'test:unit',
  api: 'test:api',
  e2e: 'test:e2e',
} as const;
type Stage = keyof typeof stages;

/** Turn by turn. In a turn, rows go side by side: what is one process at a time leaves half of two processors idle. */
const turns: readonly (readonly (readonly Stage[])[])[] = [
  [['build']],
  [['types', 'lint', 'boundaries', 'size'], ['webkit']],
  [['unit']],
  [['api']],
  [['e2e']],
];

// Dozens of processes read the same modules: the first one compiles them for all.
const env = {
  ...process.env,
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)),
};

interface Counted {
  passed: number;
  failed: number;
}

interface Result extends Counted {
  stage: Stage;
  seconds: number;
  /** What it said about what failed; empty where nothing did. */
  failures: string;
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in stages));
if (unknown.length > 0) {
  console.error(`No stage ${unknown.join(', ')}. Stages: ${Object.keys(stages).join(', ')}`);
  process.exit(2);
}
const start = performance.now();
const results: Result[] = [];
for (const turn of turns) {
  const rows = turn.map((row) => row.filter((stage) => asked.length === 0 || asked.includes(stage)));
  const alone = rows.flat().length === 1;
  await Promise.all(
    rows.map(async (row) => {
      for (const stage of row) results.push(await run(stage, alone));
    }),
  );
  if (results.some(({ stage, failed }) => stage === 'build' && failed > 0)) break;
}
const total = (key: 'passed' | 'failed') => results.reduce((sum, result) => sum + result[key], 0);
const all = (performance.now() - start) / 1000;
// Once more: between a failure and the end of the run stand thousands of lines, and who keeps logs keeps their end.
for (const { stage, failures } of results) if (failures) console.log(`\n━━ ${stage} failed\n${failures}`);
console.log('');
for (const { stage, passed, failed, seconds } of results) {
  const mark = failed > 0 ? '✗' : '✓';
  console.log(`${mark} ${stage.padEnd(12)}${seconds.toFixed(1).padStart(7)} s   ${passed} passed, ${failed} failed`);
}
console.log(`  ${'all'.padEnd(12)}${all.toFixed(1).padStart(7)} s\n`);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') > 0 ? 1 : 0;

/** @param isAlone tells what it says as it says it, else in one piece at its end */
async function run(stage: Stage, isAlone: boolean): Promise<Result> {
  const start = performance.now();
  if (isAlone) console.log(`\n━━ ${stage}`);
  const { ok, output } = await runScript(stages[stage], isAlone);
  const counted = await withLost(stage, output, count(output, ok));
  const seconds = (performance.now() - start) / 1000;
  console.log(`${isAlone ? '' : `\n━━ ${stage}\n${output}`}━━ ${stage}: ${seconds.toFixed(1)} s`);
  return { stage, ...counted, seconds, failures: counted.failed > 0 ? failuresIn(output) : '' };
}

/** Runs an npm script, and says whether it came to a good end. */
async function runScript(name: string, tells: boolean, args: readonly string[] = [], more = {}) {
  let output = '';
  const child = spawn('npm', ['run', '--silent', name, '--', ...args], {
    env: { ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk;
      if (tells) process.stdout.write(chunk);
    });
  const ok = await new Promise<boolean>((resolve) => child.once('close', (code) => resolve(code === 0)));
  return { ok, output: stripVTControlCharacters(output) };
}

/**
 * Runs the unit tests of a file again in an engine whose browser was lost in the middle of it, before any of them could pass or
 * fail. A test that failed has failed, and is not run again.
 */
async function withLost(stage: Stage, output: string, first: Counted): Promise<Counted> {
  let counted = first;
  if (stage !== 'unit') return counted;
  for (const [, engine = '', file = ''] of output.matchAll(LOST_FILE)) {
    console.log(`\n━━ ${stage}, ${file} in ${engine}, whose browser was lost, again`);
    const { ok, output: second } = await runScript(stages[stage], true, ['--files', file], { NOREN_ENGINES: engine });
    const { passed, failed } = count(second, ok);
    counted = { passed: counted.passed + passed, failed: counted.failed - 1 + failed };
  }
  return counted;
}

/** The failures as Playwright, node and @web/test-runner tell them, at most 60 lines; the last lines of a stage that tells none. */
function failuresIn(output: string): string {
  const lines = output.trimEnd().split('\n');
  const first = lines.findIndex((line) => /^ {2}1\) |^✖ failing tests:|^ *❌|^ *𐄂 /.test(line));
  return (first < 0 ? lines.slice(-40) : lines.slice(first, first + 60)).join('\n');
}

/** The runner's own closing count (`3 passed`, or `ℹ pass 3` of node's); a stage without one counts as one test. */
function count(output: string, ok: boolean): Counted {
  const last = (pattern: RegExp) => [...output.matchAll(pattern)].at(-1)?.slice(1).find(Boolean);
  const passed = Number(last(/^ *(\d+) passed\b|^ℹ pass (\d+)/gm) ?? (ok ? 1 : 0));
  const failed = Number(last(/^ *(?:\d+ passed, )?(\d+) failed\b|^ℹ fail (\d+)/gm) ?? 0);
  return { passed, failed: ok ? failed : Math.max(failed, 1) };
}
