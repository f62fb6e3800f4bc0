import { appendFileSync, existsSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createApi, createServerKey, openDatabase } from '@noren/api';
import { type RunningServer, startServer } from '@noren/api/server';
import { parse } from 'csv-parse/sync';
import { SECRET } from '../api/fixture.ts';
import { mailConfig } from '../api/mail-stage.ts';
import { test as base, expect, type Shell } from './fixture.ts';

interface Office {
  readonly shop: string;
  readonly api: string;
  readonly env: { NOREN_KEY: string };
  /** Links that were made for the campaign so far. */
  issued(): number;
  /** Answers so many requests with 503 before the API is there again. */
  away(count: number): void;
  run(shell: Shell, ...more: string[]): ReturnType<Shell['noren']>;
  rows(shell: Shell): Record<string, string>[];
}

/** A consent API that listens, on a database of its own, with a landing page that exists. */
const test = base.extend<{ office: Office }>({
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
      NOREN_ALLOW_PRIVATE_HOSTS: '1',
      NOREN_SEALING_THREADS: '0',
    });
    let away = 0;
    // Stands before the API, so that it can be away for a while.
    const door = await listen(
      createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk);
        if (away > 0) {
          away -= 1;
          response.writeHead(503).end();
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
      away(count) {
        away = count;
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

test('a list of members comes back with a link for each, its other columns as they were', async ({ shell, office }) => {
  shell.put(
    'members.csv',
    `\ufeffname,member,url\r\n"佐藤, 花子",m-1,\r\n"say ""hi""",m-2,${office.shop}/other/#top\r\nno,m-3,https://evil.example/\r\n`,
  );
  const run = await office.run(shell, '--class', 'newsletter', '--url', `${office.shop}/news/`);
  expect(run.stderr).toBe('');
  expect(run.stdout).toBe('Wrote 3 lines to links.csv: 2 personalised, 0 plain, 1 with a problem\n');
  expect(run.code).toBe(1);
  const [first, second, third] = office.rows(shell);
  expect(Object.keys(first ?? {})).toEqual([
    'name',
    'member',
    'url',
    'personal_url',
    'track_links',
    'track_opens',
    'problem',
  ]);
  expect(first).toMatchObject({ name: '佐藤, 花子', track_links: '1', track_opens: '0', problem: '' });
  expect(first?.personal_url).toMatch(new RegExp(`^${office.shop}/news/#noren-link=eyJ`));
  expect(second?.name).toBe('say "hi"');
  expect(second?.personal_url).toMatch(/\/other\/#top&noren-link=eyJ/);
  expect(third).toMatchObject({ personal_url: '', problem: 'landing-of-another-site' });
  expect(shell.list()).not.toContain('links.csv.part');
});

test('a run that was cut off goes on where it was, and makes no link twice', async ({ shell, office }) => {
  const lines = Array.from({ length: 25_000 }, (_, at) => `m-${at},"line\n${at}"`);
  shell.put('members.csv', `member,note\n${lines.join('\n')}\n`);
  // The second of three batches does not come through.
  const terms = ['--class', 'notice', '--url', `${office.shop}/`];
  const whole = await office.run(shell, ...terms);
  expect(whole.stdout).toContain('25000 personalised');
  expect(office.issued()).toBe(25_000);
  const links = office.rows(shell).map(({ personal_url }) => personal_url);

  // As a machine that lost its power leaves it: 10,000 lines and a piece of the next.
  const path = join(shell.folder, 'links.csv');
  const text = readFileSync(path, 'utf8');
  const end = text.indexOf(links[9999] ?? '') + (links[9999] ?? '').length + ',1,0,\n'.length;
  shell.put('links.csv.part', text.slice(0, end));
  appendFileSync(`${path}.part`, 'm-10000,"line\n10');
  shell.put('links.csv.part.job', jobOf(shell, office, { campaign: 'june', class: 'notice', url: `${office.shop}/` }));
  truncateSync(path, 0);
  const rest = await office.run(shell, ...terms);
  expect(rest.stdout).toContain('15000 personalised');
  expect(office.issued()).toBe(40_000);
  const rows = office.rows(shell);
  expect(rows.map(({ member }) => member)).toEqual(lines.map((_, at) => `m-${at}`));
  expect(rows.slice(0, 10_000).map(({ personal_url }) => personal_url)).toEqual(links.slice(0, 10_000));
  expect(rows[10_000]?.note).toBe('line\n10000');
  expect(existsSync(`${path}.part.job`)).toBe(false);
});

function jobOf(shell: Shell, office: Office, terms: object): string {
  const file = join(shell.folder, 'members.csv');
  const { size: bytes, mtimeMs: modifiedAt } = statSync(file);
  return JSON.stringify({ file, bytes, modifiedAt, api: office.api, ...terms });
}

test('an API that is away for a moment is asked again; one that refuses is not, and what is there stays', async ({
  shell,
  office,
}) => {
  shell.put('members.csv', 'member\nm-1\n');
  office.away(2);
  const run = await office.run(shell, '--class', 'newsletter', '--url', `${office.shop}/`);
  expect(run.code).toBe(0);
  shell.put('more.csv', 'member\nm-1\n');
  const more = (name: string, ...rest: string[]) =>
    shell.noren(['issue-urls', name, '--out', 'more-links.csv', '--api', office.api, '--campaign', 'june', ...rest], {
      env: office.env,
    });
  const service = await more('more.csv', '--class', 'service', '--url', `${office.shop}/`);
  expect([service.code, service.stderr]).toEqual([2, expect.stringContaining('class-not-personal at class')]);
  expect(shell.list()).toContain('more-links.csv.part.job');
  const other = await more('more.csv', '--class', 'newsletter', '--url', `${office.shop}/`);
  expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('another-job at ')]);
});

test('wrong usage and wrong lists are said with what would be right', async ({ shell, office }) => {
  const said = async (...args: string[]) => {
    const { code, stderr } = await shell.noren(['issue-urls', ...args], { env: office.env });
    return [code, stderr.split(' – ')[0]?.replace('noren: ', '')];
  };
  const rest = ['--out', 'x.csv', '--api', office.api, '--campaign', 'june', '--class', 'newsletter'];
  expect(await said('members.csv')).toEqual([2, 'invalid-usage at issue-urls']);
  expect(await said('members.csv', ...rest)).toEqual([2, 'unreadable-file at members.csv']);
  shell.put('members.csv', 'id\n1\n');
  expect(await said('members.csv', ...rest)).toEqual([2, 'no-member-column at members.csv']);
  shell.put('members.csv', 'member,problem\n1,x\n');
  expect(await said('members.csv', ...rest, '--out', 'y.csv')).toEqual([2, 'column-taken at members.csv']);
  shell.put('members.csv', 'member,x\n1,2,3\n');
  expect(await said('members.csv', ...rest, '--out', 'z.csv')).toEqual([2, 'list-not-csv at members.csv']);
  const keyless = await shell.noren(['issue-urls', 'members.csv', ...rest]);
  expect([keyless.code, keyless.stderr]).toEqual([2, expect.stringContaining('no-key at NOREN_KEY')]);
  const help = await shell.noren(['help', 'issue-urls']);
  expect(help.stdout).toContain('NOREN_KEY');
});

test('on a terminal a bar shows how far it is', async ({ shell, office }) => {
  shell.put('members.csv', 'member\nm-1\nm-2\n');
  const { stderr } = await shell.noren(
    [
      'issue-urls',
      'members.csv',
      '--out',
      'links.csv',
      '--api',
      office.api,
      '--campaign',
      'june',
      '--class',
      'notice',
      '--url',
      `${office.shop}/`,
    ],
    { env: office.env, isTTY: true },
  );
  expect(stderr).toContain('100 %  2 lines');
});
