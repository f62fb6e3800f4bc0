// node threads.mjs THREADS SECONDS: links per second that so many sealing threads make, without the HTTP in front of them; per second
// of processor time too, how many processors the process got, and the part of it that hands out the work. Prints one line of JSON.
import { randomBytes } from 'node:crypto';
import { Sealers } from '../../packages/api/src/personal-urls/sealers.ts';

const [threads, seconds] = process.argv.slice(2).map(Number);
const CHUNK = 250;
const AHEAD = 8;
const key = { kid: 'AAAAAAAAAAAA', bytes: randomBytes(32) };
const terms = {
  carrier: 'fragment',
  campaign: 'issuing',
  class: 'newsletter',
  site: 'links',
  issuedAt: 1_790_000_000,
  expiresAt: 1_792_592_000,
};
const items = Array.from({ length: CHUNK }, (_, index) => ({
  member: `m-${1_000_000 + index}`,
  url: 'https://www.example.co.jp/news/',
  trackLinks: true,
  trackOpens: false,
}));
const sealers = new Sealers(threads);

async function make(forSeconds) {
  const until = performance.now() + forSeconds * 1000;
  let made = 0;
  const lane = async () => {
    while (performance.now() < until) {
      await sealers.seal(terms, items, key);
      made += items.length;
    }
  };
  await Promise.all(Array.from({ length: AHEAD }, lane));
  return made;
}

await make(1);
const before = { all: process.cpuUsage(), here: process.threadCpuUsage(), at: performance.now() };
const made = await make(seconds);
const took = (performance.now() - before.at) / 1000;
const secondsOf = ({ user, system }) => (user + system) / 1e6;
const cpu = secondsOf(process.cpuUsage(before.all));
const here = secondsOf(process.threadCpuUsage(before.here));
await sealers.close();
console.log(
  JSON.stringify({ perSecond: made / took, perCpuSecond: made / cpu, processors: cpu / took, handing: here / cpu }),
);
