import { renderPages } from '@noren/model/pages';
import { publishConfig } from '@noren/model/publish';
import { expect, sample, TODAY, test } from './fixture.ts';

test('render writes exactly the pages of the published config', async ({ shell }) => {
  shell.put('site.json', sample());
  const { code, stdout, stderr } = await shell.noren(['render', 'site.json', '--out', 'public/cookies']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const pages = renderPages(await publishConfig(sample(), TODAY));
  expect(pages.length).toBeGreaterThan(1);
  expect(shell.list('public/cookies')).toEqual(pages.map(({ name }) => name).sort());
  for (const { name, text } of pages) {
    expect(shell.read(`public/cookies/${name}`)).toBe(text);
    expect(stdout).toContain(name);
  }
});

test('what else is in the folder stays, and pages of before are replaced', async ({ shell }) => {
  shell.put('site.json', sample());
  shell.put('out/mine.html', 'mine');
  shell.put('out/pages.css', 'old');
  expect((await shell.noren(['render', 'site.json', '--out', 'out'])).code).toBe(0);
  expect(shell.read('out/mine.html')).toBe('mine');
  expect(shell.read('out/pages.css')).not.toBe('old');
});

test('a config with errors is refused, and nothing is written', async ({ shell }) => {
  for (const [file, content] of [
    ['bad.json', sample({ colour: 'red' })],
    ['broken.json', '{'],
    [
      'early.json',
      sample({ editions: sample().editions.map((one) => ({ ...one, effectiveAt: '2026-06-02T00:00:00Z' })) }),
    ],
  ] as const) {
    shell.put(file, content);
    const { code, stdout } = await shell.noren(['render', file, '--out', 'out']);
    expect(code).toBe(1);
    expect(stdout).toContain('error');
    expect(shell.list()).not.toContain('out');
  }
});

test('into a folder of a published config it writes only what may be published there', async ({ shell }) => {
  const render = () => shell.noren(['render', 'site.json', '--out', 'public']);
  shell.put('public/site-config.json', sample());
  shell.put('site.json', sample({ services: sample().services.slice(1) }));
  const { code, stdout } = await render();
  expect(code).toBe(1);
  expect(stdout).toContain('changed-without-edition');
  expect(shell.list('public')).toEqual(['site-config.json']);
  shell.put('site.json', sample({ site: 'another' }));
  expect((await render()).stdout).toContain('site-mismatch');
  shell.put('site.json', sample());
  expect((await render()).code).toBe(0);
  shell.put('public/site-config.json', '[]');
  expect((await render()).code).toBe(2);
});

test('a folder that cannot be made is told, and so is one that is a file', async ({ shell }) => {
  shell.put('site.json', sample());
  shell.put('file', 'not a folder');
  // Whoever asks the system for a folder in /proc hears that it is not there, though /proc is.
  for (const out of ['/proc/noren', '/proc/noren/deep/er', '/dev/null/x', 'file', 'file/deep']) {
    const { code, stderr } = await shell.noren(['render', 'site.json', '--out', out]);
    expect([code, stderr], out).toEqual([2, expect.stringContaining(`unwritable-folder at ${out} – `)]);
  }
  expect(shell.list().sort()).toEqual(['file', 'site.json']);
  expect((await shell.noren(['render', 'site.json', '--out', 'new/and/deep'])).code).toBe(0);
  expect(shell.list('new/and/deep')).toContain('register.html');
});

test('wrong usage is told', async ({ shell }) => {
  shell.put('site.json', sample());
  for (const args of [[], ['site.json'], ['--out', 'out'], ['site.json', 'other.json', '--out', 'out']])
    expect((await shell.noren(['render', ...args])).code, args.join(' ')).toBe(2);
  expect((await shell.noren(['render', 'missing.json', '--out', 'out'])).code).toBe(2);
  expect((await shell.noren(['render', 'site.json', '--out', 'site.json'])).code).toBe(2);
  expect(shell.list()).toEqual(['site.json']);
});
