// npm run bench:mail [-- --members 1000000 --rounds 3 --writes 2000 --clicks 10000 --connections 50]: what members choose, changed, asked
// about and read, beside bare node:sqlite on the same disk in the same run; and one-click unsubscribes over HTTP, on SQLite and PostgreSQL.
// Prints each figure beside its target; exits 1 when one falls short.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { startPostgres } from '../../test/postgres.ts';
import { median } from '../api/lib/stats.mjs';
import { clickOverHttp } from './one-click.mjs';
import { linesFor, nameOf, openStage, SITE, seed, seedPostgres, TOPIC } from './site.mjs';

const { values } = parseArgs({
  options: {
    members: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    writes: { type: 'string', default: '2000' },
    clicks: { type: 'string', default: '10000' },
    connections: { type: 'string', default: '50' },
  },
});
const [members, rounds, writes, clicks, connections] = ['members', 'rounds', 'writes', 'clicks', 'connections'].map(
  (name) => Number(values[name]),
);
const folder = mkdtempSync(path.join(tmpdir(), 'noren-bench-mail-'));
const file = path.join(folder, 'noren.sqlite');
const bareFile = path.join(folder, 'bare.sqlite');
const { api, ask } = await openStage({ sqlite: file });
seed(file, bareFile, members);
const bare = new DatabaseSync(bareFile);
bare.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');

/** Members who act at once. */
const TURN = 50;

async function perSecond(count, run) {
  const started = performance.now();
  for (let index = 0; index < count; index += 1) await run(index);
  return count / ((performance.now() - started) / 1000);
}

async function text(response) {
  const body = await response.text();
  if (response.status !== 200) throw new Error(`${response.status} ${body.slice(0, 300)}`);
  return body;
}

let next = 0;
/** Links of members whom nothing has happened to yet. */
async function links(count) {
  const lines = [];
  // As many as the endpoint takes at a time.
  for (let left = count; left > 0; left -= 10_000)
    lines.push(
      ...(await linesFor(
        ask,
        Array.from({ length: Math.min(left, 10_000) }, () => ({ member: nameOf(next++) })),
      )),
    );
  return lines;
}

const insert = bare.prepare('INSERT INTO events (member, body) VALUES (?, ?)');
const BODY = 'x'.repeat(700);
const write = (index) => insert.run(nameOf(index), BODY);
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const click = ({ unsubscribeUrl }) =>
  api.fetch(new Request(unsubscribeUrl, { method: 'POST', headers: FORM, body: 'List-Unsubscribe=One-Click' }));

const preferences = `https://consent.example.jp/v1/sites/${SITE}/mail/preferences`;
const bearer = ({ preferencesUrls }) => ({ authorization: `Bearer ${preferencesUrls.ja.split('#noren-mail=')[1]}` });
const [first] = await links(1);
const { wording } = JSON.parse(await text(await api.fetch(new Request(preferences, { headers: bearer(first) }))));
const change = (line) =>
  api.fetch(
    new Request(preferences, {
      method: 'PATCH',
      headers: {
        ...bearer(line),
        'content-type': 'application/json',
        'if-match': '*',
        origin: 'https://www.example.jp',
      },
      body: JSON.stringify({ wording, changes: [{ topic: TOPIC, on: false }] }),
    }),
  );

const find = bare.prepare('SELECT state FROM choices WHERE member = ? AND topic = ?');
const iterate = bare.prepare("SELECT member FROM choices WHERE topic = ? AND state = 'on'");
const runs = { click: [], change: [], check: [], audience: [] };
const rates = { floor: [], click: [], change: [], check: [], audience: [] };
let most = 0;
for (let round = 0; round < rounds; round += 1) {
  const [toClick, toChange] = [await links(writes), await links(writes)];
  await perSecond(200, write);
  for (const line of await links(100)) await text(await click(line));
  for (const line of await links(100)) await text(await change(line));
  // In turns, fifty at once, so that what else the machine does meets all three.
  const spent = { floor: 0, click: 0, change: 0 };
  const timed = async (what, run) => {
    const started = performance.now();
    await run();
    spent[what] += performance.now() - started;
  };
  for (let start = 0; start < writes; start += TURN) {
    const turn = [...Array(Math.min(TURN, writes - start)).keys()].map((index) => start + index);
    await timed('floor', () => turn.forEach(write));
    await timed('click', () => Promise.all(turn.map(async (index) => text(await click(toClick[index])))));
    await timed('change', () => Promise.all(turn.map(async (index) => text(await change(toChange[index])))));
  }
  runs.click.push(spent.floor / spent.click);
  runs.change.push(spent.floor / spent.change);
  for (const what of ['floor', 'click', 'change']) rates[what].push((writes / spent[what]) * 1000);

  // Spread over all of them, as a list of recipients is.
  const asked = Array.from({ length: 10_000 }, (_, index) => nameOf((index * 7919 + round) % members));
  const bareStarted = performance.now();
  for (const name of asked) find.get(name, TOPIC);
  const bareMs = performance.now() - bareStarted;
  const started = performance.now();
  await text(await ask('/v1/mail/check', { topic: TOPIC, members: asked }));
  const ms = performance.now() - started;
  runs.check.push(ms / bareMs);
  rates.check.push(ms);

  const iterating = performance.now();
  let rows = 0;
  for (const _row of iterate.iterate(TOPIC)) rows += 1;
  const bareRate = rows / (performance.now() - iterating);
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const reading = performance.now();
  let lines = 0;
  for await (const chunk of (await ask(`/v1/mail/audience?topic=${TOPIC}`)).body) {
    for (const byte of chunk) if (byte === 10) lines += 1;
    most = Math.max(most, process.memoryUsage.rss() - before);
  }
  const rate = (lines - 1) / (performance.now() - reading);
  runs.audience.push(rate / bareRate);
  rates.audience.push(rate * 1000);
}

// The links are the same on both databases: so is the secret, and what they name.
const linksFile = path.join(folder, 'links.json');
const paths = (await links(clicks)).map(({ unsubscribeUrl }) => new URL(unsubscribeUrl).pathname);
writeFileSync(linksFile, JSON.stringify(paths));
await api.close();
const overHttp = [['SQLite', await clickOverHttp({ SQLITE_FILE: file }, linksFile, clicks, connections)]];
try {
  const postgres = await startPostgres();
  try {
    const url = await postgres.createDatabase('noren_bench');
    const stage = await openStage(url);
    await stage.api.close();
    await seedPostgres(url, members);
    overHttp.push(['PostgreSQL', await clickOverHttp({ DATABASE_URL: url }, linksFile, clicks, connections)]);
  } finally {
    await postgres.stop();
  }
} catch (error) {
  console.error(`PostgreSQL was not measured: ${error instanceof Error ? error.message : error}`);
}

const count = members.toLocaleString('en');
const figures = [
  [`one-click unsubscribes, ${TURN} readers at once, a bare durable write = 1`, median(runs.click), 'at least', 0.4],
  [`changes of preferences, ${TURN} members at once, a bare durable write = 1`, median(runs.change), 'at least', 0.4],
  [`check of 10,000 of ${count} members, bare indexed look-ups = 1`, median(runs.check), 'at most', 3],
  [`audience of ${count} members, rows per second, bare iteration = 1`, median(runs.audience), 'at least', 0.3],
  ...overHttp.map(([engine, { p99 }]) => [
    `one-click unsubscribes over HTTP, ${engine}, ${connections} connections, p99 in ms`,
    p99,
    'at most',
    100,
  ]),
];
console.log('| what | measured | target | |\n|---|---:|---:|---|');
for (const [what, measured, bound, target] of figures) {
  const met = bound === 'at least' ? measured >= target : measured <= target;
  if (!met) process.exitCode = 1;
  console.log(`| ${what} | ${measured.toFixed(2)} | ${bound} ${target} | ${met ? 'met' : '**falls short**'} |`);
}
console.log(
  `| … bare writes, one-click unsubscribes and changes per second | ${['floor', 'click', 'change'].map((one) => median(rates[one]).toFixed(0)).join(', ')} | none | |`,
);
for (const [engine, { p50, max, perSecond }] of overHttp)
  console.log(
    `| … over HTTP, ${engine}: p50 and longest in ms, per second | ${p50.toFixed(1)}, ${max.toFixed(1)}, ${perSecond.toFixed(0)} | none | |`,
  );
console.log(`| … check of 10,000, ms | ${median(rates.check).toFixed(0)} | none | |`);
console.log(`| … rows of an audience per second | ${median(rates.audience).toFixed(0)} | none | |`);
console.log(`| … memory that an audience takes on top, MB | ${(most / 2 ** 20).toFixed(0)} | none | |`);
bare.close();
rmSync(folder, { recursive: true, force: true });
