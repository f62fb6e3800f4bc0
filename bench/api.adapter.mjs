// How the API benchmark talks to our API. Nothing happens at import: the load generator imports this in a process of
// its own, and the benchmark may run under an older node.
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));

/** The origin that the benchmark's browser comes from. */
const ORIGIN = 'https://www.example.jp';
const PURPOSES = ['necessary', 'functionality', 'measurement', 'experience', 'marketing'];
const DECIDED = PURPOSES.slice(1);

/** What the server needs beside its database. */
export const environment = {
  NOREN_SECRET: '6e6f72656e2062656e63686d61726b206b65792c206e6f74206120736563726574',
  NOREN_RATE_LIMIT: '1000000',
  NOREN_RATE_LIMIT_BURST: '1000000',
};

const BROWSER = {
  Origin: ORIGIN,
  Referer: `${ORIGIN}/`,
  Accept: '*/*',
  'Accept-Language': 'ja,en-US;q=0.9,en;q=0.8',
  'User-Agent':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'X-Forwarded-For': '203.0.113.7',
  'CF-IPCountry': 'JP',
};

/** Record i is always the same visitor, choice and time. */
const digest = (text) => createHash('sha256').update(text).digest();
const secretOf = (i) => digest(`secret ${i}`).toString('base64url').slice(0, 22);
export function recordId(i) {
  const time = (1_790_000_000_000 + i).toString(16).padStart(12, '0');
  const random = digest(`id ${i}`).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}
/** A third accepts all, a third only what is necessary, a third three of five. */
const granted = (i) => (i % 3 === 0 ? DECIDED : i % 3 === 1 ? [] : DECIDED.slice(0, 2));
const chosen = (i) => Object.fromEntries(DECIDED.map((id) => [id, granted(i).includes(id)]));
const controlOf = (i) => ['accept-all', 'reject-all', 'save'][i % 3];

export const record = (i) => ({
  method: 'POST',
  path: '/v1/sites/bench/records',
  headers: { ...BROWSER, 'Content-Type': 'application/json', 'Noren-Subject': secretOf(i) },
  body: {
    v: 1,
    id: recordId(i),
    decidedAt: '2026-11-22T09:00:00.000Z',
    sentAt: '2026-11-22T09:00:00.250Z',
    edition: '1',
    wording: process.env.NOREN_BENCH_WORDING,
    language: 'ja',
    offered: { purposes: DECIDED, services: [] },
    chosen: { purposes: chosen(i), services: {} },
    control: controlOf(i),
    surface: i % 3 === 2 ? 'preferences' : 'notice',
    basis: 'explicit',
    gpc: false,
  },
});

export const read = (i) => ({
  method: 'GET',
  path: '/v1/sites/bench/records?limit=1',
  headers: { ...BROWSER, 'Noren-Subject': secretOf(i) },
  expect: recordId(i),
});

export const init = () => ({
  method: 'GET',
  path: '/v1/sites/bench/config',
  headers: BROWSER,
  expect: '"marketing"',
});

let node = process.execPath;

/** Makes the schema and publishes the site. The load generator inherits the hash of its wording. */
export async function prepare({ db, peers, engine = 'postgres' }) {
  node = peers.node;
  const env = { ...process.env, ...environment, DATABASE_URL: '', SQLITE_FILE: '' };
  if (engine === 'sqlite') env.SQLITE_FILE = db.file;
  else env.DATABASE_URL = db.url;
  const file = `${root}bench/api/publish-site.mjs`;
  process.env.NOREN_BENCH_WORDING = execFileSync(node, [file, ORIGIN, ...PURPOSES], { env, encoding: 'utf8' }).trim();
}

/** Statements, one after another; the rows of the last. On SQLite in a process of its own, as another client would. */
async function ask({ db, engine = 'postgres' }, statements) {
  if (engine === 'sqlite') {
    const script = `
      const { DatabaseSync } = require('node:sqlite');
      const db = new DatabaseSync(process.argv[1]);
      db.exec('PRAGMA busy_timeout = 20000');
      let rows = [];
      for (const sql of JSON.parse(process.argv[2])) {
        if (/^(select|pragma)/i.test(sql)) rows = db.prepare(sql).all().map(Object.values);
        else db.exec(sql);
      }
      console.log(JSON.stringify(rows));`;
    const args = ['--disable-warning=ExperimentalWarning', '-e', script, db.file, JSON.stringify(statements)];
    return JSON.parse((await run(node, args, { maxBuffer: 1 << 26 })).stdout);
  }
  let text = '';
  for (const sql of statements) text = await db.query(sql);
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('|'));
}

const TABLES = ['subjects', 'records', 'subject_states'];

/** Empties the visitors' tables; with rows, leaves that many records of as many older visitors, copied from one. */
export async function reset(rows, where) {
  const sqlite = where.engine === 'sqlite';
  const clear = sqlite ? TABLES.map((table) => `delete from ${table}`) : [`truncate ${TABLES.join(', ')}, receipts`];
  const done = sqlite ? ['pragma wal_checkpoint(truncate)'] : TABLES.map((table) => `vacuum analyze ${table}`);
  if (!rows) return void (await ask(where, [...clear, ...done]));
  const keep = TABLES.map((table) => `create table keep_${table} as select * from ${table} order by subject limit 1`);
  const numbers = sqlite
    ? `(with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rows}) select i from n)`
    : `(select generate_series(1, ${rows}) as i)`;
  const id = sqlite
    ? "printf('018f%04x-%04x-7000-8000-%012x', i >> 16, i & 65535, i * 7919)"
    : "('018f' || lpad(to_hex(i >> 16), 4, '0') || '-' || lpad(to_hex(i & 65535), 4, '0') || '-7000-8000-' || lpad(to_hex(i::bigint * 7919), 12, '0'))::uuid";
  const hash = sqlite
    ? "printf('%021d%022d', i * 48271 % 2147483647, i)"
    : "lpad((i::bigint * 48271 % 2147483647)::text, 21, '0') || lpad(i::text, 22, '0')";
  const from = (table) => `from keep_${table} t, ${numbers} n`;
  const copies = [
    `insert into subjects (site, subject, secret_hash, salt) select t.site, ${id}, ${hash}, t.salt ${from('subjects')}`,
    `insert into records (site, subject, sequence, id, fingerprint, hash, effective_at, body) select t.site, ${id}, t.sequence, ${id}, t.fingerprint, t.hash, t.effective_at, t.body ${from('records')}`,
    `insert into subject_states (site, subject, sequence, hash, effective_at, decisions) select t.site, ${id}, t.sequence, t.hash, t.effective_at, t.decisions ${from('subject_states')}`,
  ];
  await ask(where, [...keep, ...clear, ...copies, ...TABLES.map((table) => `drop table keep_${table}`), ...done]);
}

/** Counts the records, and looks visitors up one by one: exactly one record each, with what they chose in force. */
export async function verify({ samples = [], ...where }) {
  const [[records]] = await ask(where, ['select count(*) from records']);
  const problems = [];
  if (samples.length > 0) {
    const ids = samples.map((i) => `'${recordId(i)}'`).join(', ');
    const encode =
      where.engine === 'sqlite'
        ? ['hex(body)', 'hex(decisions)']
        : ["encode(convert_to(body, 'UTF8'), 'hex')", "encode(convert_to(decisions, 'UTF8'), 'hex')"];
    const rows = await ask(where, [
      `select records.id, ${encode.join(', ')} from records join subject_states on subject_states.site = records.site and subject_states.subject = records.subject where records.id in (${ids})`,
    ]);
    for (const i of samples) {
      const own = rows.filter(([id]) => id === recordId(i));
      const [body, state] = (own[0] ?? []).slice(1).map((hex) => JSON.parse(Buffer.from(hex, 'hex').toString()));
      const recorded = body && DECIDED.every((id) => body.chosen.purposes[id] === chosen(i)[id]);
      const inForce = state && DECIDED.every((id) => state.purposes[id].granted === chosen(i)[id]);
      if (own.length !== 1 || !recorded || !inForce) {
        problems.push(
          `visitor ${i}: ${own.length} records, the choice is ${recorded ? '' : 'not '}recorded and ${inForce ? '' : 'not '}in force`,
        );
      }
    }
  }
  return { records: Number(records), problems };
}
