#!/usr/bin/env node
import { fork } from 'node:child_process';
// node bench.mjs [--rounds 5] [--seconds 8] [--only id,id] [--ops record,read,init,record-100k,read-100k]
//                [--conns 1,16,64] [--read-conns 16] [--warm 6] [--json f.json] [--md f.md] [--from saved.json]
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installPeers } from './lib/peers.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { cpu, freePort, rss, sleep, stolen } from './lib/proc.mjs';
import { report } from './lib/report.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const arg = (n, d) => {
  const i = process.argv.indexOf(`--${n}`);
  return i < 0 ? d : process.argv[i + 1];
};
const list = (s) => s.split(',').filter(Boolean);
const log = (...a) => console.error(...a);
const rounds = +arg('rounds', 5),
  seconds = +arg('seconds', 8),
  only = list(arg('only', '')),
  OPS = list(arg('ops', 'record,read,init,record-100k,read-100k'));
const CONNS = list(arg('conns', '1,16,64')).map(Number),
  RCONNS = list(arg('read-conns', '16')).map(Number);
if (rounds > 50 || seconds > 60 || CONNS.concat(RCONNS).some((c) => c > 512))
  throw new Error('bounded: at most 50 rounds, 60 s, 512 connections');
const POOL = 300,
  WARM = +arg('warm', 6);

if (arg('from')) {
  const md = report(list(arg('from')).map((f) => JSON.parse(readFileSync(f))));
  if (arg('md')) writeFileSync(arg('md'), md);
  console.log(md);
  process.exit(0);
}

const peers = installPeers(here, log);
const C = [];
for (const f of readdirSync(path.join(here, 'candidates'))
  .filter((f) => f.endsWith('.mjs'))
  .sort()) {
  const id = f.slice(0, -4);
  if (only.length && !only.includes(id)) continue;
  const module = path.join(here, 'candidates', f),
    c = (await import(pathToFileURL(module))).candidate;
  const why = c.skip?.();
  if (why) {
    log(`skip ${id}: ${why}`);
    continue;
  }
  C.push({ ...c, id, module });
}
const connsOf = (c, op) => {
  const all = op === 'record' ? CONNS : RCONNS;
  const o = c.limit
    ? c.ops[op]
    : op === 'record' || (c[op.split('-')[0]] && (!op.endsWith('k') || c.reset))
      ? 'all'
      : null;
  return !o || (c.floor && op.endsWith('k')) ? [] : o === 'all' ? all : o;
};

const pg = await startPostgres();
const work = mkdtempSync(path.join(tmpdir(), 'noren-apibench-'));
chmodSync(work, 0o777);
let current = null; // the server running now
let stopping = false;
for (const sig of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(sig, async () => {
    if (stopping) return;
    stopping = true;
    log(`${sig}: stopping`);
    try {
      await current?.stop();
    } finally {
      await pg.stop();
      rmSync(work, { recursive: true, force: true });
      process.exit(130);
    }
  });
const data = {
  date: new Date().toISOString().slice(0, 10),
  rounds,
  seconds,
  node: null,
  harness: process.version,
  postgres: pg.version,
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  candidates: C.map(({ id, label, limit, floor, pkg }) => ({
    id,
    label,
    limit,
    floor,
    version: pkg ? peers.version(pkg) : null,
  })),
  samples: {},
  load: [],
  problems: [],
};
const add = (c, op, conns, v) => {
  const key = `${c.id}|${op}|${conns}`;
  data.samples[key] ??= [];
  data.samples[key].push(v);
  if (arg('json')) writeFileSync(arg('json'), JSON.stringify(data));
};
const fire = (o, on = {}) =>
  new Promise((ok, no) => {
    let out = '',
      err = '';
    const p = fork(path.join(here, 'lib', 'load.mjs'), [JSON.stringify(o)], {
      execPath: peers.node,
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    p.stdout.on('data', (d) => {
      out += d;
    });
    p.stderr.on('data', (d) => {
      err += d;
    });
    p.on('message', (m) => on[m]?.());
    p.on('exit', (code) => {
      try {
        if (code) throw new Error(err);
        ok(JSON.parse(out));
      } catch (e) {
        no(new Error(`load generator: ${(err || out || e.message).slice(0, 1000)}`));
      }
    });
  });
let next = 1;
const block = () => next++ * 1_000_000; // every load gets visitors of its own
const problem = (s) => {
  log(`PROBLEM ${s}`);
  data.problems.push(s);
};

try {
  data.node = (await import('node:child_process')).execFileSync(peers.node, ['--version']).toString().trim();
  for (let r = 0; r < rounds; r++) {
    for (let k = 0; k < C.length; k++) {
      const c = C[(k + r) % C.length];
      const cells = OPS.flatMap((op) => connsOf(c, op).map((conns) => [op, conns]));
      if (!cells.length) continue;
      const name = `b${r}_${k}`;
      const db = {
        name,
        file: path.join(work, `${name}.sqlite`),
        url: await pg.create(name),
        query: (sql) => pg.query(name, sql),
      };
      try {
        if (!c.limit) {
          current = await c.start({ db, port: await freePort(), peers });
          await fire({
            module: c.module,
            op: 'record',
            url: current.url,
            conns: 1,
            warm: 0,
            seconds: 20,
            count: 3,
            first: block(),
          });
          const w = await fire({
            module: c.module,
            op: 'record',
            url: current.url,
            conns: 16,
            warm: 0,
            seconds: WARM,
            first: block(),
          });
          if (w.bad) log(`${c.id} warm-up: ${JSON.stringify(w.codes)} ${w.firstBad}`);
        }
        for (let j = 0; j < cells.length; j++) {
          const [op, conns] = cells[(j + r) % cells.length];
          const kind = op.split('-')[0],
            rows = op.endsWith('100k') ? 100_000 : 0;
          const key = `${c.id} ${op} ×${conns}`;
          if (c.limit) {
            await pg.query(name, 'checkpoint');
            const z = stolen(),
              v = await c.run({ pg, peers, db, op, conns, seconds, warm: 1 });
            v.steal = stolen(z);
            if (v.records != null && v.records !== v.ok)
              problem(`${key}: ${v.ok} acknowledged, ${v.records} in the database`);
            for (const p of v.problems || []) problem(`${key}: ${p}`);
            log(
              `${r + 1}/${rounds} ${key}: ${v.rps.toFixed(0)}/s p50 ${v.p50?.toFixed(2)} p99 ${v.p99?.toFixed(2)} stolen ${(v.steal * 100).toFixed(0)}%`,
            );
            add(c, op, conns, v);
            continue;
          }
          if (rows)
            await fire({
              module: c.module,
              op: 'record',
              url: current.url,
              conns: 1,
              warm: 0,
              seconds: 10,
              count: 1,
              first: block(),
            }); // a record to copy
          if (kind !== 'init') await c.reset?.(rows);
          const before = (await c.verify({})).records; // after a reset: 0 or the seed
          if (rows && before !== rows) throw new Error(`${key}: seeded ${before} records, want ${rows}`);
          let first = block(),
            filled = { ok: 0 };
          if (kind === 'read')
            filled = await fire({
              module: c.module,
              op: 'record',
              url: current.url,
              conns: 16,
              warm: 0,
              seconds: 60,
              count: POOL,
              first,
            });
          if (kind === 'record') first = block();
          await pg.query(name, 'checkpoint');
          await sleep(200);
          let s0, p0, s1, p1, z;
          const v0 = {};
          const v = await fire(
            { module: c.module, op: kind, url: current.url, conns, warm: 1, seconds, first, pool: filled.ok || 1 },
            {
              measure() {
                z = stolen();
                s0 = cpu(current.pid);
                p0 = pg.cpu();
              },
              end() {
                v0.steal = stolen(z);
                s1 = cpu(current.pid);
                p1 = pg.cpu();
                v0.rss = rss(current.pid);
              },
            },
          );
          Object.assign(v, v0, { serverCpu: s1 - s0, pgCpu: p1 - p0 });
          const got = await c.verify({ samples: v.samples });
          v.records = got.records - before;
          const want = (kind === 'record' ? v.ok : 0) + filled.ok;
          // an answer that never came back (error, time-out) may have been kept: more records than answers is only allowed then
          if (v.records < want || (v.records > want && !v.bad))
            problem(`${key}: ${want} answered 2xx, ${v.records} in the database`);
          for (const p of got.problems) problem(`${key}: ${p}`);
          if (v.wrong) problem(`${key}: ${v.wrong} sampled answers lack what they should say`);
          log(
            `${r + 1}/${rounds} ${key}: ${v.rps.toFixed(0)}/s p50 ${v.p50?.toFixed(2)} p99 ${v.p99?.toFixed(2)} bad ${v.bad}${v.bad ? ` ${JSON.stringify(v.codes)} ${v.firstBad}` : ''} cpu ${v.serverCpu.toFixed(2)}+${v.pgCpu.toFixed(2)} client ${v.clientCpu.toFixed(2)} rss ${v.rss.toFixed(0)} in db ${v.records} stolen ${(v.steal * 100).toFixed(0)}%`,
          );
          add(c, op, conns, v);
        }
      } catch (e) {
        problem(`${c.id}: ${e.message.slice(0, 1500)}`);
      } finally {
        await current?.stop();
        current = null;
        await pg.drop(name);
        for (const s of ['', '-wal', '-shm']) rmSync(db.file + s, { force: true });
      }
    }
    data.load.push(+loadavg()[0].toFixed(2));
  }
} finally {
  await current?.stop();
  await pg.stop();
  rmSync(work, { recursive: true, force: true });
}
if (arg('json')) writeFileSync(arg('json'), JSON.stringify(data));
const md = report([data]);
if (arg('md')) writeFileSync(arg('md'), md);
console.log(md);
if (data.problems.length) process.exitCode = 1;
