import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, sample, test } from './fixture.ts';

test('--pages checks every page below a folder, each under its own name', async ({ shell }) => {
  shell.put('site.json', sample());
  const bad = '<img src="https://ads.example/a.gif">';
  for (const name of ['a.html', 'sub/b.HTM', 'node_modules/x/c.html', '.git/d.html', 'notes.txt'])
    shell.put(`public/${name}`, bad);
  const { code, stdout } = await shell.noren(['check', '--json', 'site.json', '--pages', 'public']);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    files: [
      { file: 'site.json', findings: [] },
      { file: 'public/a.html', findings: [{ code: 'ungated-tag' }] },
      { file: 'public/sub/b.HTM', findings: [{ code: 'ungated-tag' }] },
    ],
    errors: 2,
    warnings: 0,
  });
});

test('pages wait until their config is right, and that is said', async ({ shell }) => {
  shell.put('site.json', sample({ colour: 'red' }));
  shell.put('page.html', '<img src="https://ads.example/a.gif">');
  const { code, stdout, stderr } = await shell.noren(['check', '--json', 'site.json', 'page.html']);
  expect(code).toBe(1);
  expect(JSON.parse(stdout).files).toMatchObject([{ file: 'site.json', findings: [{ code: 'unknown-key' }] }]);
  expect(stderr).toContain('not checked');
});

test('a page is read in the encoding that it names', async ({ shell }) => {
  shell.put('site.json', sample());
  // 「表示」 in Shift_JIS, whose second byte would be a backslash elsewhere.
  const bytes = [0x95, 0x5c, 0x8e, 0xa6];
  const page = (charset: string) =>
    Buffer.concat([Buffer.from(`<meta charset="${charset}"><p id="noren">`), Buffer.from(bytes)]);
  shell.put('page.html', page('Shift_JIS'));
  expect((await shell.check('site.json', 'page.html')).codes).toEqual(['element-named-noren']);
  shell.put('page.html', page('utf-8'));
  expect(await shell.noren(['check', 'site.json', 'page.html'])).toMatchObject({ code: 2 });
  shell.put('page.html', Uint8Array.from([0x3c, 0, 1, 2]));
  expect(await shell.noren(['check', 'site.json', 'page.html'])).toMatchObject({ code: 2 });
});

test('a page is read as browsers read it, whatever it says of its encoding', async ({ shell }) => {
  shell.put('site.json', sample());
  const bad = '<img src="https://ads.example/a.gif">';
  const shown = Buffer.from([0x95, 0x5c]);
  for (const page of [
    // What can be read as far as here is not in two bytes each.
    `<meta charset="utf-16">${bad}`,
    `<meta charset="UTF-16LE">表示${bad}`,
    // A byte order mark counts before all.
    `\ufeff<meta charset="shift_jis">表示${bad}`,
    Buffer.concat([Buffer.from(`<!--${'x'.repeat(1100)}--><meta charset="shift_jis">`), shown, Buffer.from(bad)]),
    Buffer.concat([Buffer.from('<?xml version="1.0" encoding="Shift_JIS"?><p>'), shown, Buffer.from(bad)]),
  ]) {
    shell.put('page.html', page);
    expect((await shell.check('site.json', 'page.html')).codes, String(page).slice(0, 60)).toEqual(['ungated-tag']);
  }
});

test('a link to a folder is followed, once', async ({ shell }) => {
  shell.put('site.json', sample());
  shell.put('elsewhere/in.html', '<img src="https://ads.example/a.gif">');
  shell.put('public/a.html', '');
  for (const [to, name] of [
    ['../elsewhere', 'linked'],
    ['../elsewhere', 'named.html'],
    ['.', 'round'],
    ['..', 'up'],
  ] as const)
    symlinkSync(to, join(shell.folder, 'public', name));
  const { stdout } = await shell.noren(['check', '--json', 'site.json', '--pages', 'public']);
  expect(JSON.parse(stdout).files.map(({ file }: { file: string }) => file)).toEqual([
    'site.json',
    'public/a.html',
    'public/linked/in.html',
  ]);
});

test('a frame that has its page in an attribute is looked into', async ({ shell }) => {
  shell.put('site.json', sample());
  const page = (inner: string): string => `<p>\n<iframe srcdoc="${inner.replaceAll('"', '&quot;')}"></iframe>`;
  const nested = page(page('<script src="https://ads.example/x.js"></script>').replaceAll('&', '&amp;'));
  for (const text of [page('<img src="https://ads.example/a.gif"><b>'), nested]) {
    shell.put('page.html', text);
    const { findings } = await shell.check('site.json', 'page.html');
    expect(findings).toMatchObject([{ code: 'ungated-tag', line: 2, column: 1 }]);
  }
  shell.put(
    'page.html',
    `<template data-noren="advertising"><!--${page('<img src="https://ads.example/">')}--></template>`,
  );
  expect((await shell.check('site.json', 'page.html')).codes).toEqual([]);
});

test('a site has as many pages as it likes', async ({ shell }) => {
  shell.put('site.json', sample());
  for (let page = 0; page < 2000; page += 1) shell.put(`public/${page}.html`, '<p>');
  const command = 'ulimit -n 256; exec "$0" "$1" check site.json --pages public';
  const cli = new URL('../../packages/cli/bin/noren.js', import.meta.url).pathname;
  const { status, stderr } = spawnSync('sh', ['-c', command, process.execPath, cli], {
    cwd: shell.folder,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('pages that no parser likes are read without a crash', async ({ shell }) => {
  shell.put('site.json', sample());
  for (const text of [
    '',
    '<div>'.repeat(20_000),
    '<template data-noren="statistics">'.repeat(2000),
    '<template data-noren="statistics"><!--',
    '<img src="http://[::bad"><img src="https://"><img srcset=",,, ,"><a href="https://[">',
    '<script src=',
  ]) {
    shell.put('page.html', text);
    expect((await shell.noren(['check', 'site.json', 'page.html'])).code, text.slice(0, 40)).toBe(0);
  }
});
