// c15t on SQLite: Kysely's SqliteDialect over node:sqlite, WAL, synchronous=FULL.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { init, read, record, seedSql, verify } from '../lib/c15t.mjs';
import { startServer } from '../lib/server.mjs';

const run = promisify(execFile);
let file, node;
const sql = async (list) =>
  JSON.parse(
    (
      await run(
        node,
        [
          '--disable-warning=ExperimentalWarning',
          '-e',
          `const {DatabaseSync}=require('node:sqlite');const d=new DatabaseSync(process.argv[1]);d.exec('PRAGMA busy_timeout=20000');let r=[];for(const s of JSON.parse(process.argv[2]))r=/^(select|pragma)/i.test(s)?d.prepare(s).all().map(Object.values):(d.exec(s),[]);console.log(JSON.stringify(r))`,
          file,
          JSON.stringify(list),
        ],
        { maxBuffer: 1 << 26 },
      )
    ).stdout,
  );
export const candidate = {
  label: 'c15t 2.2.1 + SQLite (node:sqlite)',
  pkg: '@c15t/backend',
  async start({ db, port, peers }) {
    file = db.file;
    node = peers.node;
    return startServer(
      peers.node,
      ['--disable-warning=ExperimentalWarning', peers.server('c15t.mjs')],
      { SQLITE_FILE: file },
      port,
    );
  },
  record,
  read,
  init,
  async reset(rows) {
    if (rows)
      await sql([
        'begin immediate',
        'delete from consent where id <> (select id from consent limit 1)',
        'delete from subject where id not in (select "subjectId" from consent)',
        ...seedSql(rows - 1, false),
        'commit',
        'pragma wal_checkpoint(truncate)',
      ]);
    else
      await sql([
        'begin immediate',
        'delete from consent',
        'delete from subject',
        'commit',
        'pragma wal_checkpoint(truncate)',
      ]);
  },
  verify: ({ samples = [] } = {}) =>
    verify(
      (s) => sql([s]),
      samples,
      (t) => {
        const j = JSON.parse(typeof t === 'string' ? t : Buffer.from(Object.values(t)).toString());
        return j.json ?? j;
      },
    ),
};
