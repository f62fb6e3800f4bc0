import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, sample, test } from './fixture.ts';

const COMMANDS = ['init', 'check', 'providers', 'render'];

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
