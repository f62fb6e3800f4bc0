import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createApi, createServerKey, openDatabase } from '@noren/api';
import { type RunningServer, startServer } from '@noren/api/server';
import { SECRET } from '../api/fixture.ts';
import { portalConfig } from '../api/preference-stage.ts';
import { test as base, expect, type Shell } from './fixture.ts';

interface Registry {
  readonly api: string;
  /** Entries that are kept. */
  kept(): { kind: string; topic: string; channel: string; batch: string; frequency?: string; reportedAt: string }[];
  run(shell: Shell, ...more: string[]): ReturnType<Shell['noren']>;
}

const PROOFS = JSON.stringify([
  { id: 'form', source: '入会フォーム（2019年〜2023年）', wording: '会員ニュースを受け取る', language: 'ja' },
  { id: 'never-named', source: 'Paper', wording: 'Yes', language: 'en' },
]);

/** A consent API that listens, whose site offers mail, on a database of its own. */
const test = base.extend<{ registry: Registry }>({
  registry: async ({ shell }, use) => {
    const file = join(shell.folder, 'api.sqlite');
    const database = await openDatabase({ sqlite: file });
    const api = createApi({ database, secret: SECRET });
    for (const site of ['portal', 'other']) await api.publish(portalConfig({ site }), { actor: 'test' });
    const key = await createServerKey(database, { site: 'portal', scopes: ['mail:import'], label: 'test' });
    await api.close();
    const server: RunningServer = await startServer({ PORT: '0', SQLITE_FILE: file, NOREN_SECRET: SECRET });
    shell.put('proofs.json', PROOFS);
    await use({
      api: server.url,
      kept() {
        const reader = new DatabaseSync(file, { readOnly: true });
        const rows = reader.prepare('SELECT body FROM mail_events ORDER BY id').all();
        reader.close();
        return rows.map(({ body }) => JSON.parse(String(body)));
      },
      run: (own, ...more) =>
        own.noren(['import-mail', 'list.csv', '--api', server.url, '--proofs', 'proofs.json', ...more], {
          env: { NOREN_KEY: key },
        }),
    });
    await server.stop();
  },
});

test('a list of choices is kept with its proof, once however often it is sent; what is not kept is told by its line', async ({
  shell,
  registry,
}) => {
  shell.put(
    'list.csv',
    [
      '\ufeffname,member,topic,channel,on,frequency,at,proof',
      '"佐藤, 花子",m-1,members-news,,1,weekly,2021-04-01T00:00:00Z,form',
      '"two\nlines",m-1,members-news,postal,YES,,2021-04-01T00:00:00Z,form',
      ',m-2,energy-events,,off,,2021-04-01T00:00:00+09:00,form',
      ',m-2,nonsense,,1,,2021-04-01T00:00:00Z,form',
      ',m-3,members-news,,perhaps,,2021-04-01T00:00:00Z,form',
      ',m 3,members-news,,1,,2021-04-01T00:00:00Z,form',
      ',m-3,members-news,,1,,2021-04-01,form',
      ',m-3,members-news,,1,,2021-04-01T00:00:00Z,another',
    ].join('\r\n'),
  );
  const run = await registry.run(shell);
  expect(run.stdout).toBe('Imported 2 choices, 0 were there already, 6 lines were not kept\n');
  expect(run.code).toBe(1);
  const told = run.stderr.trimEnd().split('\n');
  expect(told.map((line) => /^list\.csv line (\d+): (\S+)/.exec(line)?.slice(1))).toEqual([
    ['5', 'at'],
    ['7', 'on'],
    ['8', 'member'],
    ['9', 'at'],
    ['6', 'unknown-topic'],
    ['10', 'unknown-proof'],
  ]);
  const first = registry.kept();
  expect(first.map(({ kind, topic, channel, frequency }) => [kind, topic, channel, frequency])).toEqual([
    ['on', 'members-news', 'email', 'weekly'],
    ['on', 'members-news', 'postal', 'monthly'],
  ]);
  expect((await registry.run(shell)).stdout).toBe('Imported 0 choices, 2 were there already, 6 lines were not kept\n');
  expect(registry.kept()).toEqual(first);
});

test('the same line is another choice on another site', async ({ shell, registry }) => {
  shell.put('list.csv', 'member,topic,on,at,proof\nm-1,members-news,1,2021-04-01T00:00:00Z,form\n');
  for (const site of ['portal', 'other'])
    expect(await registry.run(shell, '--site', site)).toMatchObject({
      stdout: 'Imported 1 choices, 0 were there already, 0 lines were not kept\n',
      code: 0,
    });
  expect((await registry.run(shell, '--site', 'other')).stdout).toContain('1 were there already');
});

test('a long list is sent in pieces, in the encoding that it has', async ({ shell, registry }) => {
  const lines = Array.from({ length: 2100 }, (_, at) => `m-${at},members-news,1,2021-04-01T00:00:00.000Z,form`);
  shell.put('list.csv', ['member,topic,on,at,proof', ...lines].join('\n'));
  const run = await registry.run(shell, '--encoding', 'shift_jis', '--site', 'portal');
  expect([run.stderr, run.stdout, run.code]).toEqual([
    '',
    'Imported 2100 choices, 0 were there already, 0 lines were not kept\n',
    0,
  ]);
  expect(new Set(registry.kept().map(({ batch }) => batch)).size).toBe(2100);
});

test('what is wrong with the whole is told before anything is sent', async ({ shell, registry }) => {
  const good = 'member,topic,on,at,proof\nm-1,members-news,1,2021-04-01T00:00:00Z,form\n';
  shell.put('list.csv', good.replace('proof\n', 'source\n'));
  const missing = await registry.run(shell);
  expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('missing: proof')]);
  shell.put('list.csv', good);
  for (const [text, words] of [
    ['[{"id":"form"}]', 'proofs.json (0.source)'],
    ['{', 'JSON'],
    ['[]', 'proofs.json'],
  ] as const) {
    shell.put('proofs.json', text);
    const run = await registry.run(shell);
    expect([run.code, run.stderr]).toEqual([2, expect.stringContaining(words)]);
  }
  shell.put('proofs.json', PROOFS);
  const command = ['import-mail', 'list.csv', '--api', registry.api, '--proofs', 'proofs.json'];
  const keyless = await shell.noren(command, { env: {} });
  expect([keyless.code, keyless.stderr]).toEqual([2, expect.stringContaining('NOREN_KEY')]);
  const wrong = await shell.noren(command, { env: { NOREN_KEY: 'noren_nobody' } });
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('key-required')]);
  const nothing = await shell.noren(['import-mail', 'list.csv'], { env: {} });
  expect([nothing.code, nothing.stderr]).toEqual([2, expect.stringContaining('invalid-usage')]);
  expect(registry.kept()).toEqual([]);
});
