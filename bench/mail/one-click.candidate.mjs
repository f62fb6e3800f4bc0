// What the load generator sends: click i is of the i-th link of the file that NOREN_BENCH_LINKS names.
import { readFileSync } from 'node:fs';

const paths = JSON.parse(readFileSync(process.env.NOREN_BENCH_LINKS, 'utf8'));

export const candidate = {
  record: (i) => ({
    method: 'POST',
    path: paths[i],
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
    expect: 'Unsubscribed.',
  }),
};
