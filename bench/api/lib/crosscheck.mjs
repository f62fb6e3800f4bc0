// node lib/crosscheck.mjs [conns] [seconds]: our load generator against autocannon, on the bare server, in turn.
import { fork, spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { candidate as c } from '../candidates/bare-hono.mjs';
import { installPeers } from './peers.mjs';
import { freePort } from './proc.mjs';

const here = path.dirname(fileURLToPath(import.meta.url)),
  peers = installPeers(path.join(here, '..'));
const conns = Math.min(512, +(process.argv[2] || 16)),
  seconds = Math.min(60, +(process.argv[3] || 5));
const s = await c.start({ port: await freePort(), peers });
const collect = (p) =>
  new Promise((r, no) => {
    let o = '';
    p.stdout.on('data', (d) => {
      o += d;
    });
    p.on('exit', () => {
      try {
        r(JSON.parse(o));
      } catch (e) {
        no(e);
      }
    });
  });
const ours = (first) =>
  collect(
    fork(
      path.join(here, 'load.mjs'),
      [
        JSON.stringify({
          module: path.join(here, '../candidates/bare-hono.mjs'),
          op: 'record',
          url: s.url,
          conns,
          warm: 1,
          seconds,
          first,
        }),
      ],
      { execPath: peers.node, execArgv: [], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
    ),
  );
const theirs = (fresh) => {
  const code = `const a=require('autocannon');const m=require(process.argv[1]);const {c,fresh,url,conns,seconds}=JSON.parse(process.argv[2]);let i=5e8;const one=()=>{const r=m.candidate.record(i++);return{method:r.method,path:r.path,headers:r.headers,body:JSON.stringify(r.body)}};a({url,connections:conns,duration:seconds,requests:[{...one(),...(fresh?{setupRequest:(q)=>({...q,...one()})}:{})}]}).then(r=>console.log(JSON.stringify({rps:r.requests.average,p50:r.latency.p50,p99:r.latency.p99,bad:r.non2xx+r.errors,ok:r['2xx']})))`;
  return collect(
    spawn(
      peers.node,
      [
        '-e',
        code,
        path.join(here, '../candidates/bare-hono.mjs'),
        JSON.stringify({ fresh, url: s.url, conns, seconds }),
      ],
      { cwd: peers.dir, stdio: ['ignore', 'pipe', 'inherit'] },
    ),
  );
};
try {
  for (let r = 0; r < 2; r++) {
    const a = await ours(1e8 * (r + 1)),
      b = await theirs(true),
      d = await theirs(false);
    console.log(
      `load.mjs ${a.rps.toFixed(0)}/s p50 ${a.p50.toFixed(2)} p99 ${a.p99.toFixed(2)} · autocannon, fresh body each time ${b.rps.toFixed(0)}/s p50 ${b.p50} p99 ${b.p99} · autocannon, one fixed body ${d.rps.toFixed(0)}/s p50 ${d.p50} p99 ${d.p99}`,
    );
  }
} finally {
  await s.stop();
}
