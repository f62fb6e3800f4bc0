// Limit: node:sqlite in process, no HTTP, one transaction (and one fsync) per record.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
export const candidate = {
  label: 'limit: node:sqlite in process',
  limit: true,
  ops: { record: [1], read: [1] },
  async run({ peers, db, op, seconds, warm }) {
    const { stdout } = await promisify(execFile)(peers.node, [
      '--disable-warning=ExperimentalWarning',
      peers.server('sqlite-limit.mjs'),
      JSON.stringify({ file: db.file, seconds, warm, op }),
    ]);
    return JSON.parse(stdout);
  },
};
