import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { TOKEN_PATTERN } from '@noren/model';
import { noticeAlone, runtimeConfig, type StrictRules, strictRules, type Wording, wording } from '@noren/model/schema';
import { expect, row, type Shell, sample, test } from './fixture.ts';

const LOADER = 'loaded = JSON.parse("__NOREN_RUNTIME_CONFIG__"); brings = ["noren-page.1a2b3c.js"];';

const HEAD = `/* noren-head */ places = JSON.parse("__NOREN_SNIPPET__")\n//# sourceURL=noren`;

/** A built loader whose first chunk brings a second one. */
function built(shell: Shell): void {
  shell.put('dist/noren.js', LOADER);
  shell.put('dist/noren-page.1a2b3c.js', 'import("./noren-elements.A_b-3c.js")');
  shell.put('dist/noren-elements.A_b-3c.js', 'import "./noren-page.1a2b3c.js"');
  shell.put('dist/noren-old.999999.js', 'of an earlier build');
  shell.put('dist/noren-head.js', HEAD);
  shell.put('dist/noren-strict.js', `${LOADER} strict = true;`);
  shell.put('dist/noren-bridge-strict.1a2b3c.js', 'export const start = 1;');
  shell.put('dist/noren-strict-head.js', HEAD);
}

const write = (shell: Shell, ...more: string[]) =>
  shell.noren(['check', 'site.json', '--write', 'public/noren', '--dist', 'dist', ...more]);

const FILES = [
  'ad-opt-out.en.html',
  'ad-opt-out.html',
  'head-snippet.html',
  'integrity.json',
  'noren-bridge-strict.1a2b3c.js',
  'noren-elements.A_b-3c.js',
  'noren-page.1a2b3c.js',
  'noren-strict.js',
  'noren.js',
  expect.stringMatching(/^notice\.[\w-]{12}\.json$/),
  'pages.css',
  'register.en.html',
  'register.html',
  'site-config.json',
  'strict-head-snippet.html',
  expect.stringMatching(/^wording\.[\w-]{12}\.json$/),
  expect.stringMatching(/^wording\.[\w-]{12}\.json$/),
];

const wordingIn = (shell: Shell, name: string): Wording =>
  wording.parse(JSON.parse(shell.read(`public/noren/${name}`)));

test('--write makes a folder that can be served: noren.js with its config inside, and all it brings', async ({
  shell,
}) => {
  built(shell);
  shell.put('site.json', sample());
  const { code, stdout, stderr } = await write(shell);
  expect({ code, stdout }).toEqual({ code: 0, stdout: '0 errors, 0 warnings in 1 file\n' });
  expect(stderr).toContain('Wrote 17 files to public/noren');
  expect(shell.list('public/noren')).toEqual(FILES);

  const page: { loaded?: unknown; brings?: string[] } = {};
  runInNewContext(shell.read('public/noren/noren.js'), page);
  // What is in noren.js was published; a stamp tells that of a config that comes from elsewhere.
  const runtime = runtimeConfig.omit({ stamp: true, v: true }).parse(JSON.parse(JSON.stringify(page.loaded)));
  expect(runtime).toMatchObject({ site: 'shop', edition: 1 });
  for (const name of page.brings ?? []) expect(shell.list('public/noren')).toContain(name);
  for (const [language, hash] of Object.entries(runtime.wording))
    expect(wordingIn(shell, `wording.${hash}.json`).language).toBe(language);
  expect(Object.keys(runtime.wording)).toEqual(['ja', 'en']);
  const notice = noticeAlone.parse(JSON.parse(shell.read(`public/noren/notice.${runtime.wording.en}.json`)));
  expect(notice.title).toBe(wordingIn(shell, `wording.${runtime.wording.en}.json`).notice.title);
});

test('beside it stands noren-strict.js, with what strict mode goes by, and how pages bring it', async ({ shell }) => {
  built(shell);
  shell.put('site.json', sample({ services: [{ provider: 'karte', purpose: 'statistics' }] }));
  await write(shell, '--src', 'https://static.example.jp/x/noren.js');
  const page: { loaded?: { strict?: StrictRules; bridges?: object } } = {};
  runInNewContext(shell.read('public/noren/noren-strict.js'), page);
  const { strict, bridges } = JSON.parse(JSON.stringify(page.loaded)) as { strict: StrictRules; bridges: object };
  expect(strictRules.parse(strict).rows).toMatchObject([{ id: 'karte', purpose: 'statistics' }]);
  expect(strict.hosts['shop.example.jp'] ?? strict.hosts['example.jp']).toEqual([]);
  expect(Object.values(strict.hosts)).toContainEqual([0]);
  expect(bridges).toEqual({ strict: {} });
  expect(shell.read('public/noren/noren.js')).not.toContain('"strict"');
  const embedding = JSON.parse(shell.read('public/noren/integrity.json'));
  const tag = '<script src="https://static.example.jp/x/noren-strict.js" data-site="shop"></script>';
  expect(embedding.strict).toMatchObject({ src: 'https://static.example.jp/x/noren-strict.js', tag });
  expect(embedding.strict.pinnedTag).toContain(`integrity="${embedding.integrity['noren-strict.js']}"`);
  expect(shell.read('public/noren/strict-head-snippet.html')).toMatch(
    /^<script>[\s\S]*noren-strict\.js[\s\S]*<\/script>\n/,
  );
  expect(shell.read('public/noren/strict-head-snippet.html').endsWith(`${tag}\n`)).toBe(true);
});

test('what was published is kept whole, and the next publication is compared with it', async ({ shell }) => {
  built(shell);
  shell.put('site.json', sample({ services: [{ provider: 'karte', purpose: 'statistics' }] }));
  await write(shell);
  const published = JSON.parse(shell.read('public/noren/site-config.json'));
  expect(published.services).toMatchObject([{ id: 'karte', recipient: { ja: '株式会社プレイド' } }]);
  expect((await write(shell)).code).toBe(0);

  const before = shell.read('public/noren/noren.js');
  shell.put('site.json', sample({ services: [] }));
  const refused = await write(shell);
  expect(refused.code).toBe(1);
  expect(refused.stdout).toContain('changed-without-edition');
  expect(refused.stderr).toContain('Nothing was written');
  expect(shell.read('public/noren/noren.js')).toBe(before);

  const [edition] = sample().editions;
  const next = { ...edition, label: '2', date: '2026-05-01', effectiveAt: '2026-05-01T00:00:00Z', material: false };
  shell.put('site.json', sample({ services: [], editions: [edition, next] }));
  expect((await write(shell)).code).toBe(0);
  expect(shell.read('public/noren/noren.js')).not.toBe(before);
});

test('--against names another publication to compare with, and the folder is compared with all the same', async ({
  shell,
}) => {
  built(shell);
  shell.put('site.json', sample());
  await write(shell);
  const [gone, ...left] = sample().services;
  shell.put('site.json', sample({ services: left }));
  shell.put('elsewhere.json', sample({ services: left }));
  const refused = await write(shell, '--against', 'elsewhere.json');
  expect(refused.code).toBe(1);
  expect(refused.stdout).toContain(`removed ${gone?.id}`);
  expect(refused.stderr).toContain('Nothing was written');
  // What both say is said once.
  const { codes } = await shell.check(
    ...['site.json', '--write', 'public/noren', '--dist', 'dist', '--against', 'public/noren/site-config.json'],
  );
  expect(codes).toEqual(['changed-without-edition']);
  shell.put('site.json', sample());
  expect((await write(shell, '--against', 'elsewhere.json')).stdout).toContain(`added ${gone?.id}`);
  expect((await write(shell, '--against', 'public/noren/site-config.json')).code).toBe(0);
});

test('files of others stay, and so do chunks and wordings of earlier publications', async ({ shell }) => {
  built(shell);
  shell.put('public/noren/index.html', 'mine');
  shell.put('public/noren/noren-page.00000000.js', 'still in a cache');
  shell.put('public/noren/noren.js', 'of before');
  shell.put('site.json', sample());
  expect((await write(shell)).code).toBe(0);
  expect(shell.read('public/noren/index.html')).toBe('mine');
  expect(shell.read('public/noren/noren-page.00000000.js')).toBe('still in a cache');
  expect(shell.read('public/noren/noren.js')).toContain('"site":"shop"');
  expect(shell.list('public/noren')).toHaveLength(19);
});

test('with errors, in the config or in a page, nothing is written', async ({ shell }) => {
  built(shell);
  const refused = async (...more: string[]) => {
    const { code, stderr } = await write(shell, ...more);
    expect(code).toBe(1);
    expect(stderr).toContain('Nothing was written');
    expect(shell.list()).not.toContain('public');
  };
  shell.put('site.json', sample({ colour: 'red' }));
  await refused();
  shell.put('site.json', '{');
  await refused();
  shell.put('site.json', sample({ services: [row('meter', 'statistics', ['meter.example'], { country: null })] }));
  await refused('--strict');
  shell.put('site.json', sample());
  shell.put('page.html', '<img src="https://ads.example/a.gif">');
  await refused('page.html');
});

test('where a file cannot take its place, none does, and nothing is left behind', async ({ shell }) => {
  built(shell);
  shell.put('site.json', sample());
  shell.put('public/noren/noren.js/in-the-way.txt', 'a folder of that name');
  const { code, stderr } = await write(shell);
  expect(code).toBe(2);
  expect(stderr).toContain('unwritable-folder at public/noren – ');
  expect(shell.list('public/noren')).toEqual(['noren.js']);

  shell.put('file', 'not a folder');
  const onFile = await shell.noren(['check', 'site.json', '--write', 'file', '--dist', 'dist']);
  expect(onFile.code).toBe(2);
  expect(shell.read('file')).toBe('not a folder');
});

test('without a built loader, or with something else in its place, nothing is written', async ({ shell }) => {
  shell.put('site.json', sample());
  const missing = await write(shell);
  expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('loader-not-built') });
  shell.put('dist/noren-strict.js', '"__NOREN_RUNTIME_CONFIG__"');
  shell.put('dist/noren.js', 'import("./noren-page.1a2b3c.js"); "__NOREN_RUNTIME_CONFIG__"');
  expect(await write(shell)).toMatchObject({ code: 2, stderr: expect.stringContaining('noren-page.1a2b3c.js') });
  shell.put('dist/noren.js', 'another program');
  expect(await write(shell)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('loader-without-placeholder'),
  });
  expect(shell.list()).not.toContain('public');
});

test('what is to be pasted is told and written: the tag, the head snippet with its hash, and what pins the files', async ({
  shell,
}) => {
  built(shell);
  const src = 'https://static.example.jp/consent/noren.js';
  shell.put('site.json', sample());
  const run = await write(shell, '--src', src, '--json');
  const { written } = JSON.parse(run.stdout);
  const hash = (name: string, of: string | Buffer): string => createHash(name).update(of).digest('base64');
  const [, text = ''] = /^<script>(.*)<\/script>\n$/s.exec(shell.read('public/noren/head-snippet.html')) ?? [];
  const page: { places?: unknown } = {};
  runInNewContext(text, page);
  expect(JSON.parse(JSON.stringify(page.places))).toEqual([src, 'shop', TOKEN_PATTERN, '']);
  expect(written.headSnippet).toEqual({ file: 'head-snippet.html', cspHash: `sha256-${hash('sha256', text)}` });
  expect(run.stderr).toContain(`'sha256-${hash('sha256', text)}'`);

  const { folder, files, ...embedding } = written;
  expect({ folder, files: [...files].sort() }).toEqual({ folder: 'public/noren', files: FILES });
  expect(JSON.parse(shell.read('public/noren/integrity.json'))).toEqual(embedding);
  const integrity = Object.fromEntries(
    files
      .filter((name: string) => name !== 'integrity.json')
      .map((name: string) => [
        name,
        `sha384-${hash('sha384', readFileSync(join(shell.folder, 'public/noren', name)))}`,
      ]),
  );
  expect(embedding.integrity).toEqual(integrity);
  expect(embedding.tag).toBe(`<script async src="${src}" data-site="shop"></script>`);
  expect(embedding.pinnedTag).toBe(
    `<script async src="${src}" data-site="shop" integrity="${integrity['noren.js']}" crossorigin="anonymous"></script>`,
  );
  const [, map = ''] = /^<script type="importmap">(.*)<\/script>$/.exec(embedding.importMap) ?? [];
  expect(JSON.parse(map)).toEqual({
    integrity: Object.fromEntries(
      ['noren-page.1a2b3c.js', 'noren-elements.A_b-3c.js', 'noren-bridge-strict.1a2b3c.js'].map((name) => [
        `https://static.example.jp/consent/${name}`,
        integrity[name],
      ]),
    ),
  });

  // Both forms are what the page check expects.
  const footer = '<a href="/cookies/">クッキー</a>';
  shell.put('plain.html', embedding.pinnedTag + footer);
  shell.put('head.html', shell.read('public/noren/head-snippet.html') + footer);
  expect((await shell.check('site.json', 'plain.html', 'head.html')).findings).toEqual([]);
  // What was written among the pages is no page of its own.
  expect((await shell.check('site.json', '--pages', 'public')).findings).toEqual([]);
});

test('an address that is no noren.js for every page is refused, and nothing is written', async ({ shell }) => {
  built(shell);
  shell.put('site.json', sample());
  for (const src of [
    'noren.js',
    '//cdn.example/noren.js',
    '/noren/',
    '/noren/noren.js?x',
    'http://www.example.jp/noren.js',
    'javascript:alert(1)//noren.js',
    '',
  ]) {
    const { code, stderr } = await write(shell, `--src=${src}`);
    expect(code, src).toBe(2);
    expect(stderr, src).toContain('invalid-option at --src');
    expect(shell.list(), src).not.toContain('public');
  }
  expect((await write(shell, '--src', 'http://shop.localhost:8080/noren/noren.js')).code).toBe(0);
});

test('a config cannot break out of the script that carries it', async ({ shell }) => {
  built(shell);
  const nasty = `</script><script>alert(1)//'"\\\u2028`;
  shell.put('site.json', sample({ words: { ja: { notice: { title: nasty } } } }));
  expect((await write(shell)).code).toBe(0);
  const text = shell.read('public/noren/noren.js');
  expect(text).not.toContain('</script');
  expect(shell.read('public/noren/head-snippet.html').match(/<\/script/g)).toHaveLength(1);
  const page: { loaded?: { notice: { ja: { title: string } } } } = {};
  runInNewContext(text, page);
  expect(page.loaded?.notice.ja.title).toBe(nasty);
});

test('with --json, stdout stays one object', async ({ shell }) => {
  built(shell);
  shell.put('site.json', sample());
  const { stdout } = await write(shell, '--json');
  expect(JSON.parse(stdout)).toMatchObject({ errors: 0, warnings: 0 });
});

test('what an announced edition shows is written beforehand, and what is left to do on its day is said', async ({
  shell,
}) => {
  built(shell);
  const [edition] = sample().editions;
  const next = { ...edition, label: '2', date: '2026-06-01', effectiveAt: '2026-07-01T00:00:00Z', material: true };
  const coming = { provider: 'karte', purpose: 'statistics', firstEdition: '2' };
  shell.put('site.json', sample({ editions: [edition, next], services: [coming] }));
  const before = await write(shell);
  expect(before.stderr).toMatch(
    /Edition 2 takes effect at 2026-07-01T00:00:00Z: noren\.js then shows it by itself\..*pages without script/,
  );
  const names = shell.list('public/noren').filter((name) => name.startsWith('wording.'));
  const shown = names.map((name) => wordingIn(shell, name)).filter(({ language }) => language === 'ja');
  expect(names).toHaveLength(4);
  expect(shown.map(({ edition }) => edition.label).sort()).toEqual(['1', '2']);
  const rowsOf = (label: string) =>
    shown.find(({ edition }) => edition.label === label)?.purposes.flatMap(({ services }) => services);
  expect(rowsOf('1')).not.toContain('karte');
  expect(rowsOf('2')).toContain('karte');

  // On the day the words are the ones that were written before it.
  const after = await shell.noren(['check', 'site.json', '--write', 'public/noren', '--dist', 'dist'], {
    now: new Date(next.effectiveAt),
  });
  expect(after.code).toBe(0);
  expect(after.stderr).not.toContain('takes effect');
  expect(shell.list('public/noren').filter((name) => name.startsWith('wording.'))).toEqual(names);
});
