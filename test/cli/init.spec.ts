import { expect, test } from './fixture.ts';

const CONFIG = 'noren.config.jsonc';

test('what init writes passes check without a finding, and publishes', async ({ shell }) => {
  const { code, stderr } = await shell.noren(['init']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(shell.list()).toEqual([CONFIG, 'site-config.schema.json']);
  expect(await shell.check(CONFIG, '--strict')).toMatchObject({ code: 0, findings: [] });
  shell.put('dist/noren.js', 'loaded = JSON.parse("__NOREN_RUNTIME_CONFIG__")');
  shell.put('dist/noren-head.js', '"__NOREN_SNIPPET__"');
  shell.put('dist/noren-strict-head.js', '"__NOREN_SNIPPET__"');
  shell.put('dist/noren-strict.js', '"__NOREN_RUNTIME_CONFIG__"');
  expect((await shell.noren(['check', CONFIG, '--write', 'out', '--dist', 'dist'])).code).toBe(0);
  expect(JSON.parse(shell.read('out/site-config.json'))).toMatchObject({
    site: 'my-site',
    purposes: [
      { id: 'necessary', mode: 'always' },
      { id: 'statistics', mode: 'opt-in' },
      { id: 'recommendation', mode: 'opt-in' },
      { id: 'advertising', mode: 'opt-in' },
    ],
  });
});

test('what is said stands in the config, each provider under the purpose that fits it', async ({ shell }) => {
  const providers = ['google-ads', 'google-analytics-4', 'karte', 'youtube', 'google-recaptcha', 'google-ads'];
  const { code } = await shell.noren([
    'init',
    'new/site',
    ...['--site', 'energy', '--name', 'Energy "1" </script>', '--company', '例株式会社'],
    ...['--origin', 'https://a.example.jp', '--origin', 'https://b.example.jp', '--language', 'en,ja'],
    ...providers.flatMap((id) => ['--provider', id]),
  ]);
  expect(code).toBe(0);
  const run = await shell.check(`new/site/${CONFIG}`);
  expect(run.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  shell.put('dist/noren.js', '"__NOREN_RUNTIME_CONFIG__"');
  shell.put('dist/noren-head.js', '"__NOREN_SNIPPET__"');
  shell.put('dist/noren-strict-head.js', '"__NOREN_SNIPPET__"');
  shell.put('dist/noren-strict.js', '"__NOREN_RUNTIME_CONFIG__"');
  await shell.noren(['check', `new/site/${CONFIG}`, '--write', 'out', '--dist', 'dist']);
  expect(JSON.parse(shell.read('out/site-config.json'))).toMatchObject({
    site: 'energy',
    name: { en: 'Energy "1" </script>', ja: 'Energy "1" </script>' },
    entities: [{ name: { ja: '例株式会社' } }],
    origins: ['https://a.example.jp', 'https://b.example.jp'],
    languages: ['en', 'ja'],
    services: [
      { id: 'google-ads', purpose: 'advertising', firstEdition: '1' },
      { id: 'google-analytics-4', purpose: 'statistics' },
      { id: 'karte', purpose: 'recommendation' },
      { id: 'youtube', purpose: 'recommendation' },
      { id: 'google-recaptcha', purpose: 'necessary' },
    ],
  });
});

test('every provider of the catalogue can be started with', async ({ shell }) => {
  const listed: { kind: string; id: string }[] = JSON.parse((await shell.noren(['providers', '--json'])).stdout);
  const all = listed.filter(({ kind }) => kind === 'provider');
  expect(all.length).toBeGreaterThan(40);
  const { code } = await shell.noren(['init', ...all.flatMap(({ id }) => ['--provider', id])]);
  expect(code).toBe(0);
  const { findings } = await shell.check(CONFIG);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('comments and instructions are in the first language of the site', async ({ shell }) => {
  const ja = await shell.noren(['init', 'ja', '--site', 'energy']);
  const en = await shell.noren(['init', 'en', '--language', 'en', '--site', 'energy']);
  for (const { stdout } of [ja, en]) {
    expect(stdout).toContain('<script async src="/noren/noren.js" data-site="energy"></script>');
    expect(stdout).toContain('<a href="/noren/register.html" data-noren-show="preferences">');
    expect(stdout).toContain('<a href="/noren/ad-opt-out.html">');
    expect(stdout).toContain('docs/markup.md');
    expect(stdout).toContain('public/noren/head-snippet.html');
  }
  expect(ja.stdout).toContain('<a href="/noren/register.en.html" data-noren-show="preferences">Cookie settings</a>');
  expect(ja.stdout).toContain('<a href="/noren/ad-opt-out.en.html">Stopping ads</a>');
  expect(shell.read(`ja/${CONFIG}`)).toContain(
    '"registerUrl": { "ja": "/noren/register.html", "en": "/noren/register.en.html" }',
  );
  expect(shell.read(`en/${CONFIG}`)).toContain('"registerUrl": "/noren/register.html"');
  expect(en.stdout).not.toContain('.en.html');
  expect(ja.stdout).toContain('クッキーの設定');
  expect(shell.read(`ja/${CONFIG}`)).toContain('迷ったらこれ');
  expect(en.stdout).toContain('Cookie settings');
  expect(shell.read(`en/${CONFIG}`)).toContain('when in doubt, this one');
  expect(shell.read(`en/${CONFIG}`)).not.toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
  for (const mode of ['opt-out', 'notify']) expect(shell.read(`ja/${CONFIG}`)).toMatch(new RegExp(`// +${mode} `));
});

test('the first edition is of today, and in force', async ({ shell }) => {
  const now = new Date(2026, 6, 9, 0, 30);
  await shell.noren(['init'], { now });
  expect(shell.read(CONFIG)).toContain('"date": "2026-07-09"');
  const [, effectiveAt = ''] = /"effectiveAt": "(.*)"/.exec(shell.read(CONFIG)) ?? [];
  expect(new Date(effectiveAt)).toEqual(new Date(2026, 6, 9));
});

test('it overwrites nothing, unless it is told to', async ({ shell }) => {
  shell.put(CONFIG, 'mine');
  const refused = await shell.noren(['init']);
  expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('file-exists') });
  expect(shell.read(CONFIG)).toBe('mine');
  expect(shell.list()).toEqual([CONFIG]);
  expect((await shell.noren(['init', '--force'])).code).toBe(0);
  expect(shell.read(CONFIG)).toContain('"site": "my-site"');
  shell.put('other/site-config.schema.json', 'mine too');
  expect((await shell.noren(['init', 'other'])).code).toBe(2);
  expect(shell.list('other')).toEqual(['site-config.schema.json']);
});

test('what would not be a config is refused by the option that said it, and nothing is written', async ({ shell }) => {
  for (const [args, path] of [
    [['--site', 'Not A Key'], '--site'],
    [['--site', '__proto__'], '--site'],
    [['--origin', 'https://www.example.jp/path'], '--origin'],
    [['--origin', 'javascript:alert(1)'], '--origin'],
    [['--name', ''], '--name'],
    [['--company', 'x'.repeat(300)], '--company'],
    [['--language', 'fr'], '--language'],
    [['--provider', 'google-analytic-4'], '--provider'],
    [['--provider', 'jiaa-icon'], '--provider'],
    [['a', 'b'], 'b'],
  ] as const) {
    const { code, stdout, stderr } = await shell.noren(['init', ...args]);
    expect({ code, stdout }, args.join(' ')).toEqual({ code: 2, stdout: '' });
    expect(stderr, args.join(' ')).toContain(` at ${path} – `);
    expect(shell.list()).toEqual([]);
  }
  expect((await shell.noren(['init', '--provider', 'google-analytic-4'])).stderr).toContain('google-analytics-4');
});

test('the schema beside it knows every key of the config', async ({ shell }) => {
  await shell.noren(['init']);
  const schema = JSON.parse(shell.read('site-config.schema.json'));
  expect(shell.read(CONFIG)).toContain('"$schema": "./site-config.schema.json"');
  for (const key of ['site', 'purposes', 'services', 'editions']) expect(schema.properties).toHaveProperty(key);
});
