import { briefFinding, type Finding } from '@noren/model/publish';
import { expect, row, sample, test } from './fixture.ts';

const many = <Made>(count: number, make: (index: number) => Made): Made[] =>
  Array.from({ length: count }, (_, at) => make(at));

test('ten thousand rows are refused in a few lines, which tell how many there are', async ({ shell }) => {
  shell.put(
    'site.json',
    sample({ services: many(10_000, (at) => row(`row-${at}`, 'statistics', [`h${at}.example`])) }),
  );
  const { code, stdout, findings } = await shell.check('site.json');
  expect(code).toBe(1);
  expect(findings).toMatchObject([
    { code: 'invalid-value', path: 'services', fix: 'at most 2000 rows', line: expect.any(Number) },
  ]);
  const received = findings[0]?.received as unknown[];
  expect(received[0]).toMatchObject({ id: 'row-0', purpose: 'statistics' });
  expect(received.at(-1)).toBe('… 9,997 more');
  expect(stdout.length).toBeLessThan(5000);
  const printed = await shell.noren(['check', 'site.json']);
  expect(printed.stdout.length).toBeLessThan(500);
  expect(printed.stdout).toContain('at most 2000 rows');
});

test('ten thousand wrong rows are each told with their place, and none with all that it holds', async ({ shell }) => {
  const services = many(10_000, (at) => ({ provider: `nobody-${at}`, purpose: 'statistics' }));
  shell.put('site.json', sample({ services }));
  const { stdout, findings } = await shell.check('site.json');
  const unknown = findings.filter(({ code }) => code === 'unknown-provider');
  expect(unknown.length).toBe(10_000);
  expect(unknown[9_999]).toMatchObject({ path: 'services[9999].provider', received: 'nobody-9999' });
  expect(stdout.length).toBeLessThan(5_000_000);
  const printed = await shell.noren(['check', 'site.json']);
  expect(printed.stdout).toContain('9980 more of unknown-provider: see --json');
  expect(printed.stdout.length).toBeLessThan(20_000);
});

test('one value of a million letters, in a text, a key or a tag of a page, is told by its beginning', async ({
  shell,
}) => {
  const long = 'あ'.repeat(1_000_000);
  shell.put('text.json', sample({ site: long }));
  expect((await shell.check('text.json')).findings).toMatchObject([
    { path: 'site', received: `${'あ'.repeat(200)}… (1,000,000 characters)` },
  ]);
  shell.put('key.json', sample({ [long]: { deep: [[[[[1]]]]] } }));
  const key = await shell.check('key.json');
  expect(key.findings).toMatchObject([{ code: 'unknown-key', received: { deep: [['… 1 item']] } }]);
  expect(key.stdout.length).toBeLessThan(3000);
  shell.put('site.json', sample());
  shell.put('page.html', `<!doctype html><img src="https://ads.example/a.gif" alt="${long}">`);
  const page = await shell.check('site.json', 'page.html');
  expect(page.codes).toContain('ungated-tag');
  expect(page.stdout.length).toBeLessThan(2000);
});

test('a config has room for what sites have, and is refused before it takes long', async ({ shell }) => {
  const text = { ja: '題', en: 'Title' };
  const edition = sample().editions[0];
  const document = { id: 'd', kind: 'terms', title: text, editions: [edition] };
  for (const [key, count, make] of [
    ['purposes', 201, (at: number) => ({ id: `p${at}`, mode: 'opt-in', title: text, description: text })],
    ['entities', 1001, (at: number) => ({ id: `e${at}`, name: text })],
    ['editions', 1001, (at: number) => ({ ...edition, label: String(at) })],
    ['documents', 201, (at: number) => ({ ...document, id: `d${at}` })],
  ] as const) {
    shell.put('site.json', sample({ [key]: many<object>(count, make) }));
    expect((await shell.check('site.json')).findings, key).toMatchObject([
      { code: 'invalid-value', path: key, fix: expect.stringMatching(/^at most 1?[02]00/) },
    ]);
  }
});

test('what is short is told as it is', () => {
  const found = (received: unknown): Finding => ({
    severity: 'error',
    code: 'x',
    path: 'a.b',
    received,
    fix: 'so',
    source: 'law',
  });
  for (const value of [
    'text',
    '',
    0,
    null,
    false,
    [],
    {},
    ['a', 'b', 'c'],
    { ja: 'あ'.repeat(200), en: 'x' },
    [{ id: 'a' }],
  ])
    expect(briefFinding(found(value))).toEqual(found(value));
  const { received: _, ...without } = found(undefined);
  expect(briefFinding(without)).toEqual(without);
});

test('what is wide or deep never takes more than a screen, and no letter is cut in half', () => {
  const told = (received: unknown) =>
    JSON.stringify(briefFinding({ severity: 'error', code: 'x', path: 'p', received, fix: 'f' }).received);
  const wide = Object.fromEntries(many(50, (at) => [`key-${at}`, many(50, () => many(50, () => 'x'.repeat(500)))]));
  expect(told(wide).length).toBeLessThan(2000);
  expect(told(wide)).toContain('"…":"42 more"');
  expect(told(`${'x'.repeat(199)}😀y`)).toBe(`"${'x'.repeat(199)}… (202 characters)"`);
});
