import { expect, test } from './fixture.ts';
import { CONFIG, parsed } from './written-config.ts';

test('nothing of the file is run, and what would have to be is told with its place', async ({ shell }) => {
  shell.put(
    'other.js',
    `globalThis.ran = true;
const again = again;
export default {
  services: [
    { name: 'a', purposes: ['analytics'], cookies: [(globalThis.ran = true), make(), ...all] },
    { name: 'b', purposes: [kind], get title() { return (globalThis.ran = true); } },
    { name: \`c\${globalThis.ran = true}\`, purposes: ['ads'], [key]: 1, '__proto__': { required: true } },
  ],
  lang: again,
};`,
  );
  const { stdout, code } = await shell.noren(['init', '--from', 'other.js', '--json']);
  expect(code).toBe(0);
  expect(globalThis).not.toHaveProperty('ran');
  const places = JSON.parse(stdout).from.left.map((one: { line: number; path: string }) => [one.line, one.path]);
  for (const place of [
    [5, 'services[0].cookies[0]'],
    [5, 'services[0].cookies[1]'],
    [5, 'services[0].cookies[2]'],
    [6, 'services[1].purposes[0]'],
    [6, 'services[1].title'],
    [6, 'services[1]'],
    [7, 'services[2].name'],
    [7, 'services[2]'],
    [2, 'lang'],
  ])
    expect(places).toContainEqual(place);
  // Its key that is worked out, and the one that would reach into the prototype.
  expect(places.filter(([, path]: [number, string]) => path === 'services[2]').length).toBeGreaterThanOrEqual(2);
  expect(parsed(shell.read(CONFIG))).toMatchObject({ takeOver: { klaro: { services: { a: 'statistics' } } } });
});

test('what is nested deep, or multiplies, is left out, and the rest is read', async ({ shell }) => {
  const doubled = [...Array(25).keys()].map((at) => `const c${at + 1} = [c${at}, c${at}];`).join('\n');
  const deep = `${'['.repeat(500)}${']'.repeat(500)}`;
  shell.put(
    'other.js',
    `const c0 = 1;\n${doubled}\nklaroConfig = { services: [{ name: 'a', purposes: ['ads'] }], deep: ${deep}, many: c25 };`,
  );
  const { stdout, code } = await shell.noren(['init', '--from', 'other.js', '--json']);
  expect(code).toBe(0);
  const why = JSON.parse(stdout).from.left.map(({ fix }: { fix: string }) => fix);
  for (const one of ['it is nested too deep', 'there is too much of it'])
    expect(why.filter((fix: string) => fix === one)).toHaveLength(1);
  expect(parsed(shell.read(CONFIG))).toMatchObject({ takeOver: { klaro: { services: { a: 'advertising' } } } });
});

test('a long text that doubles with each constant ends somewhere', async ({ shell }) => {
  const doubled = [...Array(14).keys()].map((at) => `const t${at + 1} = t${at} + t${at};`).join('\n');
  const config = "{ services: [{ name: 'a', purposes: ['ads'], title: t14 }] }";
  shell.put('other.js', `const t0 = '${'x'.repeat(60_000)}';\n${doubled}\nklaroConfig = ${config};`);
  const { stdout, code } = await shell.noren(['init', '--from', 'other.js', '--json']);
  expect(code).toBe(0);
  const why = JSON.parse(stdout).from.left.map(({ fix }: { fix: string }) => fix);
  expect(why).toContain('there is too much of it');
  expect(parsed(shell.read(CONFIG))).toMatchObject({ takeOver: { klaro: { services: { a: 'advertising' } } } });
});

test('what is named again and again is not read each time', async ({ shell }) => {
  shell.put('other.js', `const all = [${'1,'.repeat(150_000)}];\n${'x = all;'.repeat(20_000)}`);
  const { code, stderr } = await shell.noren(['init', '--from', 'other.js']);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('no-other-config at other.js') });
});

test('what there is no room left for is told, whatever has taken it', async ({ shell }) => {
  // Each assignment may be the config, and takes from what is read of the file.
  shell.put(
    'other.js',
    `const all = [${'1,'.repeat(99_000)}];\n${'x = all;'.repeat(9)}
settings = { services: [{ name: 'a', purposes: ['ads'] }], many: all };`,
  );
  const { stdout } = await shell.noren(['init', '--from', 'other.js', '--json']);
  const why = JSON.parse(stdout).from.left.map(({ fix }: { fix: string }) => fix);
  expect(why.filter((fix: string) => fix === 'there is too much of it')).toHaveLength(1);
  expect(parsed(shell.read(CONFIG))).toMatchObject({ takeOver: { klaro: { services: { a: 'advertising' } } } });
});

test('a place that is told is that of what is meant, though something before it could not be read', async ({
  shell,
}) => {
  shell.put(
    'other.js',
    `klaroConfig = { services: [
  imported,
  { name: 'a', purposes: ['ads'], cookies: [make(), /[a-z]/] },
  { purposes: ['ads'] },
] };`,
  );
  const { stdout } = await shell.noren(['init', '--from', 'other.js', '--json']);
  const places = JSON.parse(stdout).from.left.map((one: { line: number; path: string }) => [one.line, one.path]);
  expect(places).toEqual([
    [2, 'services[0]'],
    [3, 'services[1].cookies[0]'],
    [3, 'services[1].cookies[1]'],
    [4, 'services[2]'],
  ]);
});

test('a name that every object has is told, and not taken', async ({ shell }) => {
  const names = ['__proto__', 'constructor', 'prototype'];
  const services = ['a', ...names].map((name) => ({ name, purposes: ['ads', 'analytics'] }));
  shell.put('other.json', { services });
  const { stdout } = await shell.noren(['init', '--from', 'other.json', '--json']);
  const { left, taken } = JSON.parse(stdout).from as {
    left: { path: string; fix: string }[];
    taken: { path: string }[];
  };
  const told = left.filter(({ path }) => names.some((name) => path.includes(name)));
  expect(told.map(({ fix }) => fix)).toEqual(names.map(() => 'there is no room for a name that every object has'));
  expect(taken.filter(({ path }) => !path.includes('cookies')).map(({ path }) => path)).toEqual(['services[0]']);
});

test('a text stays as it was written, brackets too', async ({ shell }) => {
  const title = 'Counting [ optional ] visits [ all ]';
  const sections = [{ linkedCategory: 'analytics', title }];
  const translations = { en: { preferencesModal: { sections } } };
  shell.put('other.json', { categories: { analytics: {} }, language: { translations } });
  await shell.noren(['init', '--from', 'other.json']);
  const { purposes } = parsed(shell.read(CONFIG)) as { purposes: { title: { en: string } }[] };
  expect(purposes[1]?.title.en).toBe(title);
});

test('a wide file is read to its end, and what it repeats is shown in part', async ({ shell }) => {
  shell.put(
    'other.js',
    `export default { services: [{ name: 'a', purposes: ['ads'] }], x: [${'f(),'.repeat(150_000)}] }`,
  );
  const { stdout, code } = await shell.noren(['init', '--from', 'other.js']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/\d+ more of not-taken: see --json/);
});

test('a file that is none is refused, with the place where it is wrong, and nothing is written', async ({ shell }) => {
  const deep = (open: string, close: string): string => `export default ${open.repeat(20_000)}${close.repeat(20_000)}`;
  for (const [text, code, place = ''] of [
    ['export default {\n  services: [,\n  }', 'not-a-script', ':3:3'],
    ['{"services": []} x', 'not-a-script', ':1:18'],
    // In TypeScript an element could begin a cast.
    ['<script>var klaroConfig = {}</script>', 'not-a-script', ':1:9'],
    ['const config: = { services: [] }', 'not-a-script', ':1:15'],
    ['import type { Kind } from "kind";\nexport default { services: [] } as;', 'not-a-script', ':2:35'],
    ['', 'no-other-config'],
    ['export default {}', 'no-other-config'],
    ['export default { services: [] }', 'no-other-config'],
    ['export default { categories: { necessary: { readOnly: true } } }', 'no-other-config'],
    ['export default config', 'no-other-config'],
    [deep('[', ']'), 'not-a-script'],
    [`//${' '.repeat(1_000_001)}`, 'not-a-script'],
  ] as const) {
    shell.put('other.js', text);
    const { code: exit, stdout, stderr } = await shell.noren(['init', 'new', '--from', 'other.js']);
    expect({ exit, stdout }, text.slice(0, 60)).toEqual({ exit: 2, stdout: '' });
    expect(stderr, text.slice(0, 60)).toContain(`${code} at other.js${place}`);
    expect(shell.list()).toEqual(['other.js']);
  }
  const none = await shell.noren(['init', '--from', 'none.js']);
  expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('unreadable-file at none.js') });
});
