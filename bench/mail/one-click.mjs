// One-click unsubscribes as mail services send them: over HTTP, to the server as it is started in production, with its own rate limits,
// each of another member. The load comes from a process of its own, closed loop, one request in flight per connection.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { freePort } from '../api/lib/proc.mjs';
import { startServer } from '../api/lib/server.mjs';
import { SECRET } from './site.mjs';

const local = (file) => fileURLToPath(new URL(file, import.meta.url));
/** What is thrown away: the server is not warm yet. */
const WARM_SECONDS = 0.5;

/**
 * @param database environment of the server: SQLITE_FILE or DATABASE_URL
 * @param linksFile the paths of the links as JSON; each is clicked once
 * @returns milliseconds: { p50, p99, max }, and clicks per second over all
 */
export async function clickOverHttp(database, linksFile, clicks, connections) {
  const port = await freePort();
  const env = { ...database, NOREN_SECRET: SECRET, NOREN_BENCH_LINKS: linksFile };
  const server = await startServer(process.execPath, [local('../../packages/api/src/server.ts')], env, port);
  try {
    const started = performance.now();
    const told = await load(
      {
        module: local('one-click.candidate.mjs'),
        op: 'record',
        url: server.url,
        conns: connections,
        seconds: 600,
        warm: WARM_SECONDS,
        first: 0,
        count: clicks,
      },
      linksFile,
    );
    const seconds = (performance.now() - started) / 1000;
    if (told.ok < clicks || told.bad > 0 || told.wrong > 0)
      throw new Error(`${told.ok} of ${clicks} clicks were taken: ${JSON.stringify(told.codes)} ${told.firstBad}`);
    return { p50: told.p50, p99: told.p99, max: told.max, perSecond: clicks / seconds };
  } finally {
    await server.stop();
  }
}

function load(options, linksFile) {
  return new Promise((resolve, reject) => {
    const child = fork(local('../api/lib/load.mjs'), [JSON.stringify(options)], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: { ...process.env, NOREN_BENCH_LINKS: linksFile },
    });
    let out = '';
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.once('exit', (code) => {
      if (code === 0) resolve(JSON.parse(out));
      else reject(new Error(`the load generator ended with ${code}`));
    });
  });
}
