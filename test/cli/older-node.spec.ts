import { spawnSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, sample, test } from './fixture.ts';

const bin = fileURLToPath(new URL('../../node_modules/.bin/noren', import.meta.url));
const own = fileURLToPath(new URL('../../packages/cli/bin/', import.meta.url));

/** This node, which says that it is an older one. */
const PRETEND =
  "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.20.2'}})";

function run(cwd: string, node: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(node, args, { cwd, encoding: 'utf8', timeout: 60_000 });
  return { status, stdout, stderr };
}

/** A node of the machine that is too old by itself, if it has one. */
function oldNode(): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'node'))
    .find((node) => Number.parseInt(spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.slice(1), 10) < 24);
}

test('an older node runs the command with the one that npm ci has brought, and ends as it ends', async ({ shell }) => {
  shell.put('good.json', sample());
  shell.put('bad.json', sample({ colour: 'red' }));
  const olds = [
    ['pretended', process.execPath, '--import', PRETEND],
    ['real', oldNode() ?? ''],
  ] as const;
  for (const [kind, node, ...options] of olds) {
    if (!node) continue;
    const noren = (...args: string[]) => run(shell.folder, node, ...options, bin, ...args);
    expect(noren('check', 'good.json'), kind).toEqual({
      status: 0,
      stdout: '0 errors, 0 warnings in 1 file\n',
      stderr: '',
    });
    expect(noren('check', 'bad.json'), kind).toMatchObject({ status: 1, stderr: '' });
    expect(noren('frobnicate'), kind).toMatchObject({ status: 2, stderr: expect.stringContaining('unknown-command') });
  }
});

test('where there is none, it says in one line what is needed and how to have it', async ({ shell }) => {
  for (const name of ['noren.js', 'newer-node.js']) copyFileSync(join(own, name), join(shell.folder, name));
  shell.put('package.json', { type: 'module' });
  const told = {
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/^noren: node-too-old at node 20\.20\.2 – Node 24 or newer: .*npx noren.*\n$/),
  };
  const noren = () => run(shell.folder, process.execPath, '--import', PRETEND, 'noren.js', 'check');
  expect(noren()).toEqual(told);
  // One that is too old itself would be asked for again and again.
  shell.put('node_modules/node/package.json', { name: 'node', version: '22.1.0' });
  shell.put('node_modules/node/bin/node', '');
  expect(noren()).toEqual(told);
  // The package without the program: its install script was not allowed to run.
  shell.put('node_modules/node/package.json', { name: 'node', version: '24.21.0' });
  rmSync(join(shell.folder, 'node_modules/node/bin/node'));
  expect(noren()).toEqual(told);
});
