import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, sample, test } from './fixture.ts';

const COMMANDS = ['init', 'check', 'check-mail', 'gtm', 'providers', 'render'];

test('help lists the commands, and each command its options', async ({ shell }) => {
  for (const args of [['--help'], ['help'], ['-h']]) {
    const { code, stdout } = await shell.noren(args);
    expect(code).toBe(0);
    for (const name of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${name} +\\w`, 'm'));
  }
  for (const name of COMMANDS) {
    const { code, stdout } = await shell.noren(['help', name]);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: noren ${name} `);
    expect(await shell.noren([name, '--help'])).toEqual({ code: 0, stdout, stderr: '' });
    expect((await shell.noren([name, 'x', '-h'])).stdout).toBe(stdout);
  }
  expect((await shell.noren(['help', 'check'])).stdout).toMatch(/--against FILE +compares/);
});

test('--version is the version', async ({ shell }) => {
  expect((await shell.noren(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('nothing at all is wrong usage, with help', async ({ shell }) => {
  expect(await shell.noren([])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Usage: noren') });
});

test('an unknown command or option is told with the nearest one', async ({ shell }) => {
  for (const [args, near] of [
    [['chek'], 'noren check'],
    [['Check'], 'noren check'],
    [['provider'], 'noren providers'],
    [['help', 'inti'], 'noren init'],
    [['--verison'], '--version'],
    [['check', 'x.json', '--strickt'], '--strict'],
    [['check', '--pgaes=x'], '--pages'],
    [['init', '--origins', 'x'], '--origin'],
  ] as const) {
    const { code, stdout, stderr } = await shell.noren(args);
    expect({ code, stdout }, args.join(' ')).toEqual({ code: 2, stdout: '' });
    expect(stderr, args.join(' ')).toContain(`did you mean `);
    expect(stderr, args.join(' ')).toContain(near);
  }
  for (const args of [['frobnicate'], ['x'.repeat(100_000)], ['__proto__'], ['check', '--constructor']]) {
    const { code, stderr } = await shell.noren(args);
    expect(code).toBe(2);
    expect(stderr).not.toContain('did you mean');
  }
});

test('an option without its value, or with one that it does not take, is wrong usage', async ({ shell }) => {
  for (const args of [
    ['check', 'x.json', '--against'],
    ['check', 'x.json', '--against', '--json'],
    ['check', 'x.json', '--strict=yes'],
  ]) {
    const { code, stderr } = await shell.noren(args);
    expect(code, args.join(' ')).toBe(2);
    expect(stderr, args.join(' ')).toContain('invalid-option');
  }
});

test('as a process: the exit code, and one line without a stack for a mistake', async ({ shell }) => {
  const bin = fileURLToPath(new URL('../../node_modules/.bin/noren', import.meta.url));
  const noren = (...args: string[]) =>
    spawnSync(process.execPath, [bin, ...args], { cwd: shell.folder, encoding: 'utf8', timeout: 60_000 });
  shell.put('bad.json', sample({ colour: 'red' }));
  const errors = noren('check', 'bad.json');
  expect(errors.status).toBe(1);
  expect(errors.stdout).toContain('unknown-key');
  expect(errors.stdout).not.toContain('\u001b');
  expect(errors.stderr).toBe('');
  const wrong = noren('check', 'missing.json');
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toBe('noren: unreadable-file at missing.json – no such file\n');
});

test('with --json whatever happens is one object on stdout: what was found, what was written, and what could not be', async ({
  shell,
}) => {
  shell.put('site.json', sample({ registerUrl: 'javascript:alert(1)' }));
  shell.put('page.html', '<p>');
  const json = async (...args: string[]) => {
    const { code, stdout, stderr } = await shell.noren([...args, '--json']);
    return { code, told: JSON.parse(stdout), stderr };
  };
  const unreadable = (file: string) => ({ file, findings: [{ severity: 'error', code: 'unreadable-file', path: '' }] });
  // What can be read is checked all the same.
  const both = await json('check', 'site.json', 'gone.json');
  expect(both).toMatchObject({ code: 2, told: { errors: 2, warnings: 0 } });
  expect(both.told.files).toMatchObject([
    { file: 'site.json', findings: [{ path: 'registerUrl' }] },
    unreadable('gone.json'),
  ]);
  shell.put('site.json', sample());
  const page = await json('check', 'site.json', 'page.html', 'gone.html', '--write', 'out');
  expect(page).toMatchObject({ code: 2, told: { errors: 1 }, stderr: expect.stringContaining('Nothing was written') });
  expect(page.told.files).toMatchObject([{ file: 'site.json' }, { file: 'page.html' }, unreadable('gone.html')]);
  const built = await json('check', 'site.json', '--write', 'out', '--dist', 'nowhere');
  expect(built).toMatchObject({ code: 2, told: { files: [{}, { findings: [{ code: 'loader-not-built' }] }] } });
  expect(built.told).not.toHaveProperty('written');

  const rendered = await json('render', 'site.json', '--out', 'pages');
  expect(rendered).toMatchObject({ code: 0, told: { files: [{ file: 'site.json', findings: [] }], errors: 0 } });
  expect(rendered.told.written).toEqual({
    folder: 'pages',
    files: expect.arrayContaining(['register.html', 'pages.css']),
  });
  expect(shell.list('pages')).toEqual([...rendered.told.written.files].sort());
  expect(await json('render', 'gone.json', '--out', 'pages')).toMatchObject({
    code: 2,
    told: { files: [unreadable('gone.json')], errors: 1 },
  });

  expect(await json('init', 'new', '--site', 'energy', '--language', 'en')).toEqual({
    code: 0,
    stderr: '',
    told: {
      folder: 'new',
      files: ['site-config.schema.json', 'noren.config.jsonc'],
      site: 'energy',
      tag: '<script async src="/noren/noren.js" data-site="energy"></script>',
      links: {
        en: {
          settings: '<a href="/noren/register.html" data-noren-show="preferences">Cookie settings</a>',
          adOptOut: '<a href="/noren/ad-opt-out.html">Stopping ads</a>',
        },
      },
    },
  });
});
