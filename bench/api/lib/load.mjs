// The load generator: its own process, raw keep-alive sockets, closed loop, one request in
// flight per connection. Prints one line of JSON. Bounded: --seconds, then it drains and ends.
import { connect } from 'node:net';
import { pathToFileURL } from 'node:url';
import { quantile } from './stats.mjs';

const o = JSON.parse(process.argv[2]); // {module, op, url, conns, seconds, warm, first, pool, count}
const c = (await import(pathToFileURL(o.module))).candidate;
const { hostname, port, host } = new URL(o.url);
if (hostname !== '127.0.0.1') throw new Error('loopback only');
const make = c[o.op];
// op `record`: a fresh i for every request. Other ops cycle through the `pool` records written before.
let n = 0;
const nextIndex = () => (o.op === 'record' ? o.first + n++ : o.first + (n++ % o.pool));
const wire = (r) => {
  const body = r.body == null ? '' : typeof r.body === 'string' ? r.body : JSON.stringify(r.body);
  let h = `${r.method} ${r.path} HTTP/1.1\r\nHost: ${host}\r\nConnection: keep-alive\r\n`;
  for (const k in r.headers) h += `${k}: ${r.headers[k]}\r\n`;
  if (body) h += `Content-Length: ${Buffer.byteLength(body)}\r\n`;
  return `${h}\r\n${body}`;
};

const now = () => Number(process.hrtime.bigint()) / 1e6;
const T0 = now(),
  Tw = T0 + o.warm * 1000,
  T1 = Tw + o.seconds * 1000;
const lat = [];
let ok = 0,
  bad = 0,
  okIn = 0,
  open = 0;
const codes = {};
const samples = [];
let wrong = 0,
  firstBad = null,
  bytes = 0;
let finish;
const done = new Promise((r) => {
  finish = r;
});

function client() {
  open++;
  let buf = '',
    start = 0,
    i = 0,
    req = null,
    closed = false,
    timer;
  const s = connect({ host: hostname, port: +port, noDelay: true });
  s.setEncoding('latin1');
  const end = () => {
    if (closed) return;
    closed = true;
    clearTimeout(timer);
    s.destroy();
    if (--open === 0) finish();
  };
  const fail = (why) => {
    if (closed) return;
    bad++;
    codes[why] = (codes[why] || 0) + 1;
    const again = now() < T1;
    end();
    if (again && bad < 10000) setTimeout(client, 50);
  };
  const send = () => {
    if (o.count ? n >= o.count : now() >= T1) return end();
    i = nextIndex();
    req = make(i);
    const w = wire(req);
    start = now();
    s.write(w);
  };
  s.on('connect', send);
  s.on('error', (e) => fail(e.code || 'error'));
  s.on('close', () => fail('closed'));
  timer = setInterval(() => {
    if (start && now() - start > 20000) fail('timeout');
  }, 5000);
  s.on('data', (d) => {
    buf += d;
    const h = buf.indexOf('\r\n\r\n');
    if (h < 0) return;
    const head = buf.slice(0, h),
      status = +head.slice(9, 12);
    const len = /content-length: *(\d+)/i.exec(head);
    let body;
    if (len) {
      if (buf.length < h + 4 + +len[1]) return;
      body = buf.slice(h + 4);
    } else if (/transfer-encoding: *chunked/i.test(head)) {
      if (!buf.endsWith('0\r\n\r\n')) return;
      body = buf.slice(h + 4);
    } else body = '';
    const t = now();
    bytes += buf.length;
    buf = '';
    const good = status >= 200 && status < 300;
    if (good) {
      ok++;
      if (t >= Tw && t <= T1) {
        okIn++;
        lat.push(t - start);
      }
    } else {
      bad++;
      codes[status] = (codes[status] || 0) + 1;
      firstBad ??= `${head.slice(0, 60)} ${body.slice(0, 300)}`;
    }
    if (good && ok % 997 === 1) {
      if (o.op === 'record') samples.push(i);
      if (req.expect && !body.includes(req.expect)) wrong++;
    }
    if (/^connection: *close/im.test(head)) {
      const again = now() < T1;
      end();
      if (again) client();
    } else send();
  });
}
let cpu0 = process.cpuUsage();
setTimeout(
  () => {
    cpu0 = process.cpuUsage();
    process.send?.('measure');
  },
  Math.max(0, Tw - now()),
);
let cpu1;
if (!o.count)
  setTimeout(
    () => {
      cpu1 = process.cpuUsage(cpu0);
      process.send?.('end', () => endSent());
    },
    Math.max(0, T1 - now()),
  );
let endSent;
const sent = new Promise((r) => {
  endSent = r;
});
for (let k = 0; k < o.conns; k++) client();
await done;
if (!o.count) await sent;
const u = cpu1 || process.cpuUsage(cpu0);
console.log(
  JSON.stringify({
    rps: okIn / o.seconds,
    p50: quantile(lat, 0.5),
    p99: quantile(lat, 0.99),
    max: lat.length ? lat.reduce((a, b) => Math.max(a, b), 0) : null,
    ok,
    okIn,
    bad,
    codes,
    wrong,
    firstBad,
    samples: samples.slice(0, 50),
    sent: n,
    respBytes: Math.round(bytes / Math.max(1, ok + bad)),
    clientCpu: (u.user + u.system) / 1e6,
  }),
);
process.exit(0);
