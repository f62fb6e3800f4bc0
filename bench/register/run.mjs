// npm run bench:register [-- --rounds 5 --seconds 2]: the register of 300 rows, as a page from memory beside a bare answer of
// the same size, and as an element on a machine slowed down four times. Prints each figure beside its target; exits 1 when
// one falls short.
import { fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import { measureElement } from './element.mjs';
import { answersPerSecond } from './load.mjs';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '2' } },
});
const rounds = Number(values.rounds);
const PATH = '/v1/sites/register/register.html';
const PORTS = { noren: 4731, bare: 4732 };

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

function start(kind) {
  const child = fork(new URL('server.ts', import.meta.url), [kind, String(PORTS[kind])], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child));
    child.once('exit', (code) => reject(new Error(`the ${kind} server ended with ${code}`)));
  });
}

const servers = [];
try {
  for (const kind of ['noren', 'bare']) servers.push(await start(kind));
  const rates = { noren: [], bare: [] };
  const sizes = {};
  for (const kind of ['noren', 'bare']) await answersPerSecond(PORTS[kind], PATH, 1);
  for (let round = 0; round < rounds; round += 1) {
    for (const kind of round % 2 ? ['bare', 'noren'] : ['noren', 'bare']) {
      const { rate, size } = await answersPerSecond(PORTS[kind], PATH, Number(values.seconds));
      rates[kind].push(rate);
      sizes[kind] = size;
    }
  }
  const ratio = median(rates.noren.map((rate, round) => rate / rates.bare[round]));
  console.log(`page: ${sizes.noren} B, bare answer: ${sizes.bare} B`);
  console.log(`answers/s: ${median(rates.noren).toFixed(0)} and ${median(rates.bare).toFixed(0)}\n`);
  const element = await measureElement(`http://127.0.0.1:${PORTS.noren}/`, rounds);
  const figures = [
    ['page from memory, answers per second, a bare Hono answer of the same size = 1', ratio, 'at least', 0.7],
    [
      'noren-disclosure, CPU 4×: from its last file to all 300 rows in layout, with who, what and why, and its search at work, ms',
      element.open,
      'at most',
      200,
    ],
    [
      'a key press in its search, CPU 4×: to the rows that fit in layout, slowest of the word, ms',
      element.key,
      'at most',
      50,
    ],
  ];
  const told = [
    ['… to the frame that paints the rows in view, ms', element.seen],
    ['… to what opens in each of the 300 rows in the page too, behind them, ms', element.whole],
    ['the longest that a press waits while that is drawn, ms', element.block],
  ];
  console.log('| what | measured | target | |\n|---|---:|---:|---|');
  for (const [what, measured, bound, target] of figures) {
    const met = bound === 'at least' ? measured >= target : measured <= target;
    if (!met) process.exitCode = 1;
    console.log(`| ${what} | ${measured.toFixed(2)} | ${bound} ${target} | ${met ? 'met' : '**falls short**'} |`);
  }
  for (const [what, measured] of told) console.log(`| ${what} | ${measured.toFixed(2)} | none | |`);
} finally {
  for (const child of servers) child.kill();
}
