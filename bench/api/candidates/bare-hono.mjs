// Floor: parse, validate, answer. Keeps nothing, so `verify` asks the server how many it took.

import { record } from '../lib/c15t.mjs';
import { startServer } from '../lib/server.mjs';

let url;
let base = 0;
const count = async () => +(await (await fetch(`${url}/count`)).text());
export const candidate = {
  label: 'bare Hono, no database',
  floor: true,
  async start({ port, peers }) {
    const s = await startServer(peers.node, [peers.server('bare.mjs')], {}, port);
    url = s.url;
    base = 0;
    return s;
  },
  record,
  async reset() {
    base = await count();
  },
  verify: async () => ({ records: (await count()) - base, problems: [] }),
};
