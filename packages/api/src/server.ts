import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createApi } from './api.ts';
import { openDatabase } from './database/open-database.ts';
import { readEnvironment } from './environment.ts';

/** How long connections may take to end before they are cut. */
const GRACE_MS = 10_000;

/** A server that listens. */
export interface RunningServer {
  readonly url: string;
  /** Takes no new requests, finishes those under way with their writes, and closes the database. */
  stop(): Promise<void>;
}

/**
 * Starts the consent API as a process of its own, as the environment says.
 * @throws {NorenError} `invalid-environment`
 */
export async function startServer(variables: Readonly<Record<string, string | undefined>>): Promise<RunningServer> {
  const { host, port, database, ...options } = readEnvironment(variables);
  const api = createApi({ ...options, database: await openDatabase(database) });
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const listening = serve({ fetch: (request, env) => api.fetch(request, env as never), hostname: host, port }, () =>
      resolve(listening),
    );
    listening.once('error', reject);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}${options.basePath}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      if ('closeIdleConnections' in server) server.closeIdleConnections();
      const cut = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), GRACE_MS);
      await closed;
      clearTimeout(cut);
      await api.close();
    },
  };
}

if (import.meta.main) {
  try {
    const { url, stop } = await startServer(process.env);
    console.log(`Noren consent API: ${url} (documentation: ${url}/docs)`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => void stop().then(() => process.exit(0)));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
