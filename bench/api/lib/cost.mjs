// node lib/cost.mjs [id,id] [n] [--json]: what one new record costs PostgreSQL, counted, not timed: statements,
// transactions, fsyncs, WAL and stored bytes. Hardly depends on how busy the machine is. One connection.

import { fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installPeers } from './peers.mjs';
import { pgbench } from './pgbench.mjs';
import { startPostgres } from './postgres.mjs';
import { freePort } from './proc.mjs';

const here = path.dirname(fileURLToPath(import.meta.url)),
  peers = installPeers(path.join(here, '..'));
const json = process.argv.includes('--json'),
  rows = [];
const ids = process.argv[2]?.split(',') || ['c15t-pg', 'limit-pgbench', 'limit-pgbench-one', 'noren'];
const n = Math.min(20000, +(process.argv[3] || 1000));
const pg = await startPostgres({ shared_preload_libraries: 'pg_stat_statements', autovacuum: 'off' });
const load = (o) =>
  new Promise((r) => {
    let s = '';
    const p = fork(
      path.join(here, 'load.mjs'),
      [JSON.stringify({ conns: 1, warm: 0, seconds: 120, op: 'record', ...o })],
      { execPath: peers.node, execArgv: [], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
    );
    p.stdout.on('data', (d) => {
      s += d;
    });
    p.on('exit', () => r(JSON.parse(s)));
  });
const size =
  "select coalesce(sum(pg_total_relation_size(c.oid)),0) from pg_class c join pg_namespace s on s.oid = c.relnamespace where c.relkind = 'r' and s.nspname = 'public'";
try {
  if (!json)
    console.log(
      '| | records | statements each | transactions each | WAL fsyncs each | WAL bytes each | table + index bytes each |\n|---|---:|---:|---:|---:|---:|---:|',
    );
  for (const id of ids) {
    const module = path.join(here, '..', 'candidates', `${id}.mjs`),
      c = (await import(pathToFileURL(module))).candidate;
    if (c.skip?.()) continue;
    const name = `cost_${id.replaceAll('-', '_')}`,
      db = { name, url: await pg.create(name), query: (s) => pg.query(name, s), file: '/nonexistent' };
    await db.query('create extension pg_stat_statements');
    let server;
    const work = c.limit
      ? () => pgbench({ pg, db, script: id.endsWith('one') ? 'one' : 'four', conns: 1, seconds: 2, warm: 1 })
      : (m, first) => load({ module, url: server.url, count: m, first });
    try {
      if (!c.limit) {
        server = await c.start({ db, port: await freePort(), peers });
        await work(200, 1);
        await c.reset?.(0);
      }
      await db.query('select pg_stat_statements_reset()');
      await pg.query(name, 'checkpoint');
      const look = async () => {
        await new Promise((ok) =>
          setTimeout(ok, 11_000),
        ); /* a connection that has become idle sends its last statistics after ten seconds */
        return (
          await db.query(
            `select wal_sync, wal_bytes, (select xact_commit from pg_stat_database where datname = current_database()), (${size}) from pg_stat_wal`,
          )
        )
          .split('|')
          .map(Number);
      };
      const before = await look(),
        r = await work(n, 1e6),
        after = await look(),
        m = r.ok;
      const S = JSON.parse(
        await db.query(
          "select json_agg(json_build_array(calls, left(query, 60))) from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database()) and query !~ 'pg_(stat|total)'",
        ),
      );
      const each = before.map((x, k) => (after[k] - x) / m);
      rows.push({
        id,
        records: m,
        statements: S.reduce((t, s) => t + s[0], 0) / m,
        transactions: each[2],
        fsyncs: each[0],
        walBytes: each[1],
        storedBytes: each[3],
      });
      if (!json)
        console.log(
          `| ${c.label} | ${m} | ${(S.reduce((t, s) => t + s[0], 0) / m).toFixed(1)} | ${each[2].toFixed(1)} | ${each[0].toFixed(2)} | ${each[1].toFixed(0)} | ${each[3].toFixed(0)} |`,
        );
      if (process.env.STATEMENTS)
        for (const s of S.sort((a, b) => b[0] - a[0])) console.log('  ', (s[0] / m).toFixed(2), s[1]);
    } finally {
      await server?.stop();
    }
  }
  if (json) console.log(JSON.stringify(rows));
} finally {
  await pg.stop();
}
