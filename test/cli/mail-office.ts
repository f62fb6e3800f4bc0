import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createApi, createServerKey, openDatabase } from '@noren/api';
import { type RunningServer, startServer } from '@noren/api/server';
import { parse } from 'csv-parse/sync';
import { SECRET } from '../api/fixture.ts';
import { mailConfig } from '../api/mail-stage.ts';
import { test as base, type Shell } from './fixture.ts';

export interface Office {
  readonly shop: string;
  readonly api: string;
  readonly env: { NOREN_KEY: string };
  /** Waits until somebody has asked, and keeps the answer back until what it gives is called. */
  pause(): { asked: Promise<void>; go(): void };
  /** Links that were made for the campaign so far. */
  issued(): number;
  /** Answers so many requests with 503, or another status, before the API is there again; before them `after` as ever. */
  away(count: number, how?: { after?: number; status?: number }): void;
  run(shell: Shell, ...more: string[]): ReturnType<Shell['noren']>;
  rows(shell: Shell): Record<string, string>[];
}

/** A consent API that listens, on a database of its own, with a landing page that exists. */
export const test = base.extend<{ office: Office }>({
  office: async ({ shell }, use) => {
    const pages = await listen(createServer((_, response) => response.end()));
    const shop = `http://shop.localhost:${portOf(pages)}`;
    const file = join(shell.folder, 'api.sqlite');
    const database = await openDatabase({ sqlite: file });
    const api = createApi({ database, secret: SECRET });
    await api.publish(mailConfig(shop), { actor: 'test' });
    const key = await createServerKey(database, { site: 'portal', scopes: ['personal-urls:write'], label: 'mailer' });
    await api.close();
    const server: RunningServer = await startServer({
      PORT: '0',
      SQLITE_FILE: file,
      NOREN_SECRET: SECRET,
      NOREN_ALLOW_PRIVATE_HOSTS: '127.0.0.0/8',
      NOREN_SEALING_THREADS: '0',
    });
    let away = 0;
    let before = 0;
    let refusal = 503;
    let held: { asked(): void; until: Promise<void> } | undefined;
    // Stands before the API, so that it can be away for a while.
    const door = await listen(
      createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk);
        held?.asked();
        await held?.until;
        if (before > 0) before -= 1;
        else if (away > 0) {
          away -= 1;
          response.writeHead(refusal).end();
          return;
        }
        const answer = await fetch(`${server.url}${request.url}`, {
          method: request.method ?? 'POST',
          headers: { authorization: request.headers.authorization ?? '', 'content-type': 'application/json' },
          body: Buffer.concat(chunks),
        });
        response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
      }),
    );
    const office: Office = {
      shop,
      api: `http://127.0.0.1:${portOf(door)}`,
      env: { NOREN_KEY: key },
      issued() {
        const reader = new DatabaseSync(file, { readOnly: true });
        const row = reader.prepare('select sum(issued) as issued from link_campaigns').get();
        reader.close();
        return Number(row?.issued ?? 0);
      },
      pause() {
        const asked = Promise.withResolvers<void>();
        const until = Promise.withResolvers<void>();
        held = { asked: asked.resolve, until: until.promise };
        return { asked: asked.promise, go: until.resolve };
      },
      away(count, { after = 0, status = 503 } = {}) {
        away = count;
        refusal = status;
        before = after;
      },
      run: (own, ...more) =>
        own.noren(
          ['issue-urls', 'members.csv', '--out', 'links.csv', '--api', office.api, '--campaign', 'june', ...more],
          { env: office.env },
        ),
      rows: (own) => parse(own.read('links.csv'), { columns: true }) as Record<string, string>[],
    };
    await use(office);
    await server.stop();
    door.close();
    pages.close();
  },
});

function listen(server: Server): Promise<Server> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
