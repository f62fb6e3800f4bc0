// Our API, on its production path: only the rate limits are raised. NOREN_API names another command that starts it,
// NOREN_API_ADAPTER another module in the shape that the README describes.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startServer } from './server.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const adapter = await import(
  pathToFileURL(path.resolve(process.env.NOREN_API_ADAPTER ?? path.join(root, 'bench/api.adapter.mjs')))
);

/** @param engine 'postgres' or 'sqlite' */
export function noren(engine) {
  let db;
  return {
    label: `noren (ours), ${engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'}`,
    record: adapter.record,
    read: adapter.read,
    init: adapter.init,
    async start({ db: database, port, peers }) {
      db = database;
      await adapter.prepare({ db, peers, engine });
      const where = engine === 'sqlite' ? { SQLITE_FILE: db.file } : { DATABASE_URL: db.url };
      const env = { ...adapter.environment, ...where };
      if (process.env.NOREN_API) return startServer(process.env.NOREN_API, [], env, port, { shell: true });
      return startServer(peers.node, [path.join(root, 'packages/api/src/server.ts')], env, port);
    },
    reset: (rows) => adapter.reset(rows, { db, engine }),
    verify: (x = {}) => adapter.verify({ ...x, db, engine }),
  };
}
