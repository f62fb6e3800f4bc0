// c15t as its quickstart says: Kysely + pg with its default pool of 10, schema from its own migrator.

import { init, read, record, seedSql, verify } from '../lib/c15t.mjs';
import { startServer } from '../lib/server.mjs';

let db,
  tuned = false;
const q = async (sql) =>
  (await db.query(sql))
    .split('\n')
    .filter(Boolean)
    .map((l) => l.split('|'));
export const candidate = {
  label: 'c15t 2.2.1 + PostgreSQL',
  pkg: '@c15t/backend',
  async start({ db: d, port, peers }) {
    db = d;
    const s = await startServer(peers.node, [peers.server('c15t.mjs')], { DATABASE_URL: d.url }, port);
    if (tuned) await db.query('create index on consent("subjectId")');
    return s;
  },
  record,
  read,
  init,
  // empties the visitors' tables (domain, policy and purposes stay), then copies `rows` older ones in
  async reset(rows) {
    if (rows) {
      await db.query(
        'create table keep_c as select * from consent limit 1; create table keep_s as select * from subject where id in (select "subjectId" from keep_c); truncate consent, subject, "auditLog" cascade; insert into subject select * from keep_s; insert into consent select * from keep_c; drop table keep_c, keep_s',
      );
      for (const s of seedSql(rows - 1, true)) await db.query(s);
      await db.query('vacuum analyze consent');
      await db.query('vacuum analyze subject');
    } else await db.query('truncate consent, subject, "auditLog" cascade');
  },
  verify: ({ samples = [] } = {}) =>
    verify(q, samples, (t) => {
      const j = JSON.parse(t);
      return j.json ?? j;
    }),
};
export const indexed = (label) => ({
  ...candidate,
  label,
  start: (x) => {
    tuned = true;
    return candidate.start(x);
  },
});
