// Limit: the same insert + upsert as one statement (a CTE), so one round trip.
import { pgbench } from '../lib/pgbench.mjs';
export const candidate = {
  label: 'limit: pgbench, 1 statement',
  limit: true,
  ops: { record: 'all' },
  run: (x) => pgbench({ ...x, script: 'one' }),
};
