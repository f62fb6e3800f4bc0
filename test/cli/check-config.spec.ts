import { catalogueRow } from '@noren/model/catalogue';
import { expect, row, sample, test } from './fixture.ts';

test('a config without mistakes: no findings, exit 0', async ({ shell }) => {
  shell.put('site.json', sample());
  const { code, stdout, stderr } = await shell.noren(['check', 'site.json']);
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '0 errors, 0 warnings in 1 file\n', stderr: '' });
});

test('each finding stands at its line and column, on the key that people look for', async ({ shell }) => {
  shell.put(
    'site.jsonc',
    `// a comment\n${JSON.stringify(sample({ registerUrl: 'javascript:alert(1)' }), undefined, 2)}`
      .replace('"site": "shop"', '"site": "shop", /* another */ "colour": "red",')
      .replace(',,', ','),
  );
  const lines = shell.read('site.jsonc').split('\n');
  const { code, findings } = await shell.check('site.jsonc');
  expect(code).toBe(1);
  expect(findings).toMatchObject([
    { severity: 'error', code: 'unknown-key', path: 'colour', line: 3, column: 33, received: 'red' },
    { severity: 'error', code: 'invalid-value', path: 'registerUrl', received: 'javascript:alert(1)' },
  ]);
  const [, { line, column } = { line: 0, column: 0 }] = findings;
  expect(lines[line - 1]?.slice(column - 1)).toMatch(/^"registerUrl": "javascript/);
});

test('what is missing is told where it belongs', async ({ shell }) => {
  const { site: _site, ...rest } = sample();
  const [statistics] = sample().services;
  const { recipient: _recipient, ...incomplete } = statistics ?? row('x', 'statistics', []);
  shell.put('site.json', { ...rest, services: [incomplete] });
  const { findings } = await shell.check('site.json');
  expect(findings).toMatchObject([
    { code: 'missing-key', path: 'site', line: 1, column: 1 },
    { code: 'missing-key', path: 'services[0].recipient' },
  ]);
  expect(shell.read('site.json').split('\n')[(findings[1]?.line ?? 0) - 1]?.trim()).toBe('{');
});

test('one typing error hides no other mistake, and none is made up because of it', async ({ shell }) => {
  const services = [
    { ...row('one', 'statistics', ['one.example']), nmae: 'One' },
    { ...row('two', 'statistics', ['two.example']), information: [{ ja: 'URL 等', en: 'Address' }] },
    row('three', 'statistics', ['three.example'], { purpose: 'nowhere' }),
  ];
  shell.put('site.json', sample({ services, validityDay: 30 }));
  const { code, findings } = await shell.check('site.json');
  expect(code).toBe(1);
  expect(findings.map((found) => [found.code, found.path]).toSorted()).toEqual([
    ['unknown-key', 'services[0].nmae'],
    ['unknown-key', 'validityDay'],
    ['unknown-purpose', 'services[2].purpose'],
    ['vague-item', 'services[1].information[0].ja'],
  ]);
  const lines = shell.read('site.json').split('\n');
  for (const { path, line } of findings) expect(lines[line - 1]).toContain(`"${path.split('.').at(-1)}"`);

  // With the purposes broken nobody knows which there are.
  shell.put('site.json', sample({ services, purposes: [{ ...sample().purposes[0], mode: 'alway' }] }));
  expect((await shell.check('site.json')).codes.toSorted()).toEqual(['invalid-value', 'unknown-key', 'vague-item']);
});

test('.jsonc takes comments and trailing commas, .json does not and says where', async ({ shell }) => {
  const text = JSON.stringify(sample(), undefined, 2).replace('"site"', '// key of the site\n  "site"');
  shell.put('site.jsonc', text.replace(/\n}$/, ',\n}'));
  expect((await shell.check('site.jsonc')).findings).toEqual([]);
  shell.put('comment.json', text);
  expect((await shell.check('comment.json')).findings).toMatchObject([
    { code: 'config-not-json', line: 2, column: 3, fix: expect.stringContaining('.jsonc') },
  ]);
  shell.put('comma.json', JSON.stringify(sample(), undefined, 2).replace(/\n}$/, ',\n}'));
  const { findings, code } = await shell.check('comma.json');
  expect(code).toBe(1);
  expect(findings).toMatchObject([{ code: 'config-not-json', column: 1, fix: expect.stringContaining('comma') }]);
});

test('JSON that is broken says where, and nothing else', async ({ shell }) => {
  const cases: [string, number, number][] = [
    ['', 1, 1],
    ['{\r\n  "site": "shop"\r\n  "name": 1\r\n}', 3, 3],
    ['{"site": "shop"', 1, 16],
    ['{"site": shop}', 1, 10],
    ['{"site": "shop"} x', 1, 18],
    ['{"site": "sh\nop"}', 1, 10],
  ];
  for (const [text, line, column] of cases) {
    shell.put('site.json', text);
    const { code, findings } = await shell.check('site.json');
    expect(code, text).toBe(1);
    expect(findings, text).toMatchObject([{ severity: 'error', code: 'config-not-json', line, column }]);
  }
});

test('JSON that is no config is refused without a crash', async ({ shell }) => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  for (const [text, code] of [
    ['[]', 'wrong-type'],
    ['null', 'wrong-type'],
    ['"text"', 'wrong-type'],
    ['7', 'wrong-type'],
    [nested(100_000), 'config-not-json'],
    [`{"site": ${nested(500)}}`, 'config-not-json'],
  ] as const) {
    shell.put('site.json', text);
    const run = await shell.check('site.json');
    expect(run.code, text.slice(0, 20)).toBe(1);
    expect(run.codes, text.slice(0, 20)).toEqual([code]);
  }
});

test('keys that would reach into a prototype are refused, and pollute nothing', async ({ shell }) => {
  const text = JSON.stringify(sample()).replace('{', '{"__proto__": {"polluted": true}, ');
  shell.put('site.json', text.replace('"id":"company"', '"id":"company","constructor":{"prototype":{"polluted":1}}'));
  const { code, findings } = await shell.check('site.json');
  expect(code).toBe(1);
  expect(findings.map(({ code: found, path }) => [found, path])).toEqual([
    ['forbidden-key', '__proto__'],
    ['forbidden-key', 'entities[0].constructor'],
    ['forbidden-key', 'entities[0].constructor.prototype'],
  ]);
  expect(findings[0]).toMatchObject({ line: 1, column: 2 });
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('a key that stands twice in one object is an error: one of them would be lost', async ({ shell }) => {
  shell.put('site.json', JSON.stringify(sample(), undefined, 2).replace(/\n}$/, ',\n  "site": "other"\n}'));
  const { code, findings } = await shell.check('site.json');
  expect(code).toBe(1);
  expect(findings).toMatchObject([{ code: 'duplicate-key', received: 'site', column: 3 }]);
});

test('ten thousand rows are refused soon, in one finding', async ({ shell }) => {
  const services = Array.from({ length: 10_000 }, (_, index) => row(`row-${index}`, 'statistics', ['meter.example']));
  shell.put('site.json', sample({ services }));
  const { code, stdout } = await shell.noren(['check', 'site.json']);
  expect(code).toBe(1);
  expect(stdout).toContain('at most 2000 rows');
  expect(stdout.length).toBeLessThan(1000);
});

test('a mistake that is made a thousand times is not told a thousand times to people', async ({ shell }) => {
  const services = Array.from({ length: 1000 }, (_, index) => row(`row-${index}`, 'nowhere', ['meter.example']));
  shell.put('site.json', sample({ services }));
  const { stdout } = await shell.noren(['check', 'site.json']);
  expect(stdout.match(/unknown-purpose/g)).toHaveLength(21);
  expect(stdout).toContain('980 more of unknown-purpose');
  expect(stdout).toContain('1000 errors');
  expect((await shell.check('site.json')).findings).toHaveLength(1000);
});

test('a text with HTML is a warning, told as text', async ({ shell }) => {
  shell.put('site.json', sample({ name: { ja: '<b>お店</b>', en: 'Shop' } }));
  const { code, findings } = await shell.check('site.json');
  expect(code).toBe(0);
  expect(findings).toMatchObject([
    { severity: 'warning', code: 'markup-in-text', path: 'name.ja', received: '<b>お店</b>' },
  ]);
});

test('a row of the catalogue is told at the row, also for what the catalogue left open', async ({ shell }) => {
  const open = ['tetori', 'teads', 'amazon-ads'].find((id) => catalogueRow(id).recipient === null) ?? '';
  shell.put('site.json', sample({ services: [{ provider: open, purpose: 'statistics' }] }));
  const { findings } = await shell.check('site.json');
  const found = findings.find(({ path }) => path === 'services[0].recipient');
  expect(found).toMatchObject({ severity: 'warning', code: 'unconfirmed-recipient' });
  expect(shell.read('site.json').split('\n')[(found?.line ?? 0) - 1]?.trim()).toBe('{');
  expect(await shell.check('site.json', '--strict')).toMatchObject({ code: 1 });
});

test('--strict makes an error of what is left open', async ({ shell }) => {
  const [meter] = sample().services;
  shell.put('site.json', sample({ services: [{ ...meter, recipientPurpose: null }] }));
  expect(await shell.check('site.json')).toMatchObject({ code: 0, findings: [{ severity: 'warning' }] });
  expect(await shell.check('site.json', '--strict')).toMatchObject({
    code: 1,
    findings: [{ severity: 'error', code: 'unconfirmed-purpose', source: expect.stringContaining('27条の12') }],
  });
});

test('--against finds what a published edition would no longer mean', async ({ shell }) => {
  const [edition] = sample().editions;
  shell.put('published.json', sample());
  shell.put('site.json', sample({ services: sample().services.slice(1) }));
  expect(await shell.check('site.json', '--against', 'published.json')).toMatchObject({
    code: 1,
    findings: [{ code: 'changed-without-edition', received: 'removed meter', line: expect.any(Number) }],
  });
  shell.put('site.json', sample({ editions: [{ ...edition, date: '2026-01-02' }] }));
  expect((await shell.check('site.json', '--against', 'published.json')).codes).toEqual(['edition-rewritten']);
  shell.put('site.json', sample({ site: 'another' }));
  expect((await shell.check('site.json', '--against', 'published.json')).codes).toEqual(['site-mismatch']);
  shell.put('site.json', sample());
  expect((await shell.check('site.json', '--against', 'published.json')).code).toBe(0);
});

test('--json is one object of a stable shape, and nothing else', async ({ shell }) => {
  shell.put('good.json', sample());
  shell.put('bad.json', sample({ colour: 'red', name: { ja: '<b>お店</b>', en: 'Shop' } }));
  const { code, stdout, stderr } = await shell.noren(['check', '--json', 'good.json', 'bad.json']);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({
    files: [
      { file: 'good.json', findings: [] },
      {
        file: 'bad.json',
        findings: [
          expect.objectContaining({ severity: 'warning', code: 'markup-in-text', path: 'name.ja' }),
          {
            severity: 'error',
            code: 'unknown-key',
            path: 'colour',
            received: 'red',
            fix: expect.stringContaining('colour'),
            line: expect.any(Number),
            column: 3,
          },
        ],
      },
    ],
    errors: 1,
    warnings: 1,
  });
});

test('people read it by file: the word first, then place, received value, fix, source, and a count', async ({
  shell,
}) => {
  const [meter] = sample().services;
  const information = [{ ja: 'URLなど', en: `Address ${'of the page '.repeat(10)}` }];
  shell.put('site.json', sample({ services: [{ ...meter, information, recipientPurpose: null }] }));
  const { stdout } = await shell.noren(['check', 'site.json']);
  expect(stdout).toMatch(
    /^site\.json\n {2}error {4}vague-item {2}\d+:\d+ {2}services\[0\]\.information\[0\]\.ja\n {11}received {2}URLなど\n {11}fix {7}name every item.*\n {11}source {4}電気通信事業法/,
  );
  expect(stdout).toMatch(/\n {2}warning {2}unconfirmed-purpose {2}/);
  expect(stdout.endsWith('\n1 error, 1 warning in 1 file\n')).toBe(true);
});

test('received values are shortened, and cannot write to the terminal', async ({ shell }) => {
  shell.put('site.json', sample({ site: `\u001b[2J\u009b2J\u202e${'x'.repeat(500)}` }));
  const { stdout } = await shell.noren(['check', 'site.json']);
  for (const hidden of ['\u001b', '\u009b', '\u202e']) expect(stdout).not.toContain(hidden);
  expect(stdout).toContain('\\u001b[2J\\u009b2J\\u202exxx');
  expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThan(200);
});

test('colour is for terminals only, and not where NO_COLOR is set', async ({ shell }) => {
  shell.put('site.json', sample({ colour: 'red' }));
  const escapes = async (isTTY: boolean, env = {}) =>
    (await shell.noren(['check', 'site.json'], { isTTY, env })).stdout.includes('\u001b[31m');
  expect(await escapes(false)).toBe(false);
  expect(await escapes(true)).toBe(true);
  expect(await escapes(true, { NO_COLOR: '1' })).toBe(false);
  expect(await escapes(true, { NO_COLOR: '' })).toBe(true);
  expect(await escapes(true, { TERM: 'dumb' })).toBe(false);
});

test('files that cannot be read: exit 2, and nothing on stdout but what --json says', async ({ shell }) => {
  shell.put('folder.json/x', '');
  shell.put('binary.json', Uint8Array.from([0x7b, 0, 0xff, 0x7d]));
  shell.put('latin.json', Uint8Array.from([0x7b, 0xe9, 0x7d]));
  shell.put('site.json', sample());
  for (const [file, why] of [
    ['missing.json', 'no such file'],
    ['folder.json', 'this is a folder'],
    ['binary.json', 'not a text file'],
    ['latin.json', 'not text in utf-8'],
  ] as const) {
    const { code, stdout, stderr } = await shell.noren(['check', 'site.json', file]);
    expect({ code, stdout }, file).toEqual({ code: 2, stdout: '' });
    expect(stderr, file).toContain(`unreadable-file at ${file} – `);
    expect(stderr, file).toContain(why);
    const told = await shell.noren(['check', '--json', 'site.json', file]);
    expect({ code: told.code, stderr: told.stderr }, file).toEqual({ code, stderr });
    const { files, errors } = JSON.parse(told.stdout);
    expect(errors, file).toBe(1);
    const fix = expect.stringContaining(why);
    expect(files.at(-1), file).toMatchObject({ file, findings: [{ severity: 'error', code: 'unreadable-file', fix }] });
  }
  shell.put('other.json', '[]');
  expect(await shell.noren(['check', 'site.json', '--against', 'other.json'])).toMatchObject({ code: 2, stdout: '' });
});

test('wrong usage: exit 2, with what would be right', async ({ shell }) => {
  shell.put('site.json', sample());
  shell.put('other.json', sample());
  shell.put('public/index.html', '<p>');
  for (const [args, hint] of [
    [[], 'name a config'],
    [['public/index.html'], 'name a config'],
    [['public'], '--pages'],
    [['site.yaml'], '.jsonc'],
    [['site.json', 'other.json', '--pages', 'public'], 'name one config'],
    [['site.json', 'other.json', '--write', 'out'], 'name one config'],
    [['site.json', '--pages', 'nowhere'], 'no such folder'],
    [['site.json', '--pages', 'site.json'], 'not a folder'],
    [['site.json', '--write'], 'write'],
  ] as const) {
    const { code, stdout, stderr } = await shell.noren(['check', ...args]);
    expect({ code, stdout }, args.join(' ')).toEqual({ code: 2, stdout: '' });
    expect(stderr, args.join(' ')).toContain(hint);
  }
});

test('--against warns of terms that nobody can be deemed to accept, where they stand', async ({ shell }) => {
  const edition = (label: string, effectiveAt: string) => ({
    label,
    date: effectiveAt.slice(0, 10),
    effectiveAt,
    material: true,
    affects: ['terms'],
    changes: [{ ja: '変更', en: 'A change' }],
  });
  const withTerms = (...editions: ReturnType<typeof edition>[]) =>
    sample({
      documents: [{ id: 'terms', kind: 'terms', title: { ja: '規約', en: 'Terms' }, withdrawUrl: '/leave/', editions }],
    });
  const first = edition('1', '2025-01-01T00:00:00Z');
  shell.put('published.json', withTerms(first));
  shell.put('site.json', withTerms(first, edition('2', '2025-06-01T00:00:00Z')));
  const { code, findings } = await shell.check('site.json', '--against', 'published.json');
  expect(code).toBe(0);
  expect(findings).toContainEqual({
    severity: 'warning',
    code: 'terms-undeemable',
    path: 'documents[0].editions[1].effectiveAt',
    received: '2025-06-01T00:00:00Z',
    fix: expect.stringContaining('with time to give everybody the change notice'),
    source: expect.stringContaining('548条の4'),
    line: expect.any(Number),
    column: expect.any(Number),
  });
});
