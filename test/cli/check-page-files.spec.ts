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
