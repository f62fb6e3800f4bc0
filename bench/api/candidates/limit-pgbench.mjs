// Limit: begin, insert, upsert, commit as four statements, by pgbench (C), no HTTP.
import { pgbench } from '../lib/pgbench.mjs';
export const candidate = {
  label: 'limit: pgbench, 4 statements',
  limit: true,
  ops: { record: 'all', read: 'all' },
  run: ({ op, ...x }) => pgbench({ ...x, script: op === 'read' ? 'read' : 'four' }),
};
