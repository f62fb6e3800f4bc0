import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** What `npm test` runs, in this order: each is an npm script, and can be run alone. */
const stages = {
  build: 'build',
  types: 'check:types',
  lint: 'check:lint',
  boundaries: 'check:boundaries',
  unit: 'test:unit',
  api: 'test:api',
  e2e: 'test:e2e',
  webkit: 'test:webkit',
  size: 'size',
} as const;

interface Result {
  stage: string;
  passed: number;
  failed: number;
  seconds: number;
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in stages));
if (unknown.length > 0) {
  console.error(`No stage ${unknown.join(', ')}. Stages: ${Object.keys(stages).join(', ')}`);
  process.exit(2);
}
const results: Result[] = [];
for (const [stage, script] of Object.entries(stages)) {
  if (asked.length > 0 && !asked.includes(stage)) continue;
  console.log(`\n━━ ${stage}`);
  const result = await run(stage, script);
  console.log(`━━ ${stage}: ${result.seconds.toFixed(1)} s`);
  results.push(result);
  if (stage === 'build' && result.failed > 0) break;
}
const total = (key: 'passed' | 'failed' | 'seconds') => results.reduce((sum, result) => sum + result[key], 0);
console.log('');
for (const { stage, passed, failed, seconds } of results) {
  const mark = failed > 0 ? '✗' : '✓';
  console.log(`${mark} ${stage.padEnd(12)}${seconds.toFixed(1).padStart(7)} s   ${passed} passed, ${failed} failed`);
}
console.log(`  ${'all'.padEnd(12)}${total('seconds').toFixed(1).padStart(7)} s\n`);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') > 0 ? 1 : 0;

async function run(stage: string, script: string): Promise<Result> {
  const start = performance.now();
  let output = '';
  const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', (chunk) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
    process.stderr.write(chunk);
  });
  const ok = await new Promise<boolean>((resolve) => child.once('close', (code) => resolve(code === 0)));
  return { stage, ...count(stripVTControlCharacters(output), ok), seconds: (performance.now() - start) / 1000 };
}

/** The runner's own closing count (`3 passed`, or `ℹ pass 3` of node's); a stage without one counts as one test. */
function count(output: string, ok: boolean): { passed: number; failed: number } {
  const last = (pattern: RegExp) => [...output.matchAll(pattern)].at(-1)?.slice(1).find(Boolean);
  const passed = Number(last(/^ *(\d+) passed\b|^ℹ pass (\d+)/gm) ?? (ok ? 1 : 0));
  const failed = Number(last(/^ *(?:\d+ passed, )?(\d+) failed\b|^ℹ fail (\d+)/gm) ?? 0);
  return { passed, failed: ok ? failed : Math.max(failed, 1) };
}
