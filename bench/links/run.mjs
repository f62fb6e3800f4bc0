// npm run bench:links [-- --links 100000 --rounds 3 --seconds 2 --readers 6000 --only issuing,redeeming]: personalised links, made,
// redeemed and made by the million. Prints each figure beside its target; exits 1 when one falls short.
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { median } from '../api/lib/stats.mjs';
import { measureIssuing } from './issuing.mjs';
import { issueMillion } from './million.mjs';
import { CONNECTIONS, measureRedeeming } from './redeeming.mjs';
import { runNode } from './run-node.mjs';

const { values } = parseArgs({
  options: {
    links: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    readers: { type: 'string', default: '6000' },
    only: { type: 'string', default: 'issuing,threads,redeeming,snippet,million' },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const wanted = values.only.split(',');
/** Two threads on two cores share them with the thread that hands out the work and takes the links in. */
const TWO_THREADS = 1.6;
/** Of what a second process of jose alone brings in the same round: on a busy machine that tells of the threads, and the other of the machine. */
const OF_TWO_PROCESSES = 0.9;

const figures = [];
const told = [];

if (wanted.includes('issuing')) {
  const { ratio, ours, jose, rate } = await measureIssuing(rounds, seconds);
  figures.push(['links per CPU second of the server, jose alone with an imported key = 1', ratio, 'at least', 0.8]);
  told.push(['… links, and tokens of jose, per CPU second', `${ours.toFixed(0)} and ${jose.toFixed(0)}`]);
  told.push(['… links per second, one request of 10,000 at a time', rate.toFixed(0)]);
}
if (wanted.includes('threads')) {
  const runs = { 1: [], 2: [] };
  const floors = [];
  const jose = async (processes) => {
    const all = await Promise.all(Array.from({ length: processes }, () => runNode('jose-floor.mjs', seconds)));
    return all.reduce((sum, { perSecond }) => sum + perSecond, 0);
  };
  for (let round = 0; round < rounds; round += 1) {
    const made = {};
    // One after the other, so that a minute in which the machine is slow is shared.
    for (const count of round % 2 ? [2, 1] : [1, 2]) {
      runs[count].push(await runNode('threads.mjs', count, seconds));
      made[count] = await jose(count);
    }
    floors.push(made[2] / made[1]);
  }
  const of = (threads, what) => median(runs[threads].map((run) => run[what]));
  const timesOne = (what) => runs[2].map((run, round) => run[what] / runs[1][round][what]);
  const factors = timesOne('perSecond');
  figures.push([
    `2 sealing threads on ${availableParallelism()} cores, 1 thread = 1`,
    median(factors),
    'at least',
    TWO_THREADS,
  ]);
  const ofFloor = median(factors.map((factor, round) => factor / floors[round]));
  figures.push([
    '… that factor, the one of 2 processes of jose alone in the same round = 1',
    ofFloor,
    'at least',
    OF_TWO_PROCESSES,
  ]);
  told.push(['… 2 processes of jose alone, 1 process = 1', median(floors).toFixed(2)]);
  told.push([
    '… links per second, 1 and 2 threads',
    `${of(1, 'perSecond').toFixed(0)} and ${of(2, 'perSecond').toFixed(0)}`,
  ]);
  // Where the machine has no second processor to give, the factor tells of the machine: these two tell of the threads.
  told.push(['… links per second of processor time, 1 thread = 1', median(timesOne('perCpuSecond')).toFixed(2)]);
  told.push([
    '… processors that 1 and 2 threads were given',
    `${of(1, 'processors').toFixed(2)} and ${of(2, 'processors').toFixed(2)}`,
  ]);
  told.push(['… part of it that hands out the work, 2 threads', of(2, 'handing').toFixed(2)]);
}
if (wanted.includes('redeeming')) {
  const { counted, linked, floor } = await measureRedeeming(rounds, seconds, Number(values.readers));
  const what = (outcome) => `${outcome} over HTTP, ${CONNECTIONS} readers at once, a bare durable insert = 1`;
  figures.push([what('counted'), counted.ratio, 'at least', 0.4], [what('linked'), linked.ratio, 'at least', 0.4]);
  const each = [counted.rate, linked.rate, floor].map((rate) => rate.toFixed(0));
  told.push(['… counted, linked, and bare inserts per second', `${each[0]}, ${each[1]} and ${each[2]}`]);
}
if (wanted.includes('snippet')) {
  const snippet = readFileSync(new URL('../../dist/noren-head.js', import.meta.url));
  // One that does not take links out of the address is small for the wrong reason.
  const size = snippet.includes('replaceState') ? snippet.length : Number.NaN;
  figures.push(['head snippet with arrival in it, uncompressed, B', size, 'at most', 1080]);
}
if (wanted.includes('million')) {
  const { cli, server, atStart, seconds: took } = await issueMillion(Number(values.links));
  const count = Number(values.links).toLocaleString('en');
  figures.push([`largest resident set of noren issue-urls, ${count} links, MB`, cli, 'at most', 200]);
  figures.push(['… of the server that makes them, MB', server, 'at most', 200]);
  told.push(['… and before it, MB', atStart.toFixed(0)]);
  told.push(['… and how long it took, s', took.toFixed(1)]);
}

console.log('| what | measured | target | |\n|---|---:|---:|---|');
for (const [what, measured, bound, target] of figures) {
  const met = bound === 'at least' ? measured >= target : measured <= target;
  if (!met) process.exitCode = 1;
  console.log(`| ${what} | ${measured.toFixed(2)} | ${bound} ${target} | ${met ? 'met' : '**falls short**'} |`);
}
for (const [what, measured] of told) console.log(`| ${what} | ${measured} | none | |`);
