import { readFileSync } from 'node:fs';
import { expect, test } from './fixture.ts';

const CONFIG = 'noren.config.jsonc';

const VANILLA = `import 'https://cdn.example/cookieconsent.umd.js';
const en = {
  consentModal: { title: 'We use <b>cookies</b>', description: 'Long.', acceptAllBtn: 'Accept all', acceptNecessaryBtn: 'Reject all' },
  preferencesModal: {
    title: 'Manage cookies',
    savePreferencesBtn: 'Save',
    sections: [{ title: 'Counting <span>optional</span>', description: 'Counts visits.', linkedCategory: 'analytics' },
      { title: 'Videos', description: 'Shows videos.', linkedCategory: 'videos' }],
  },
};
addEventListener('load', () => CookieConsent.run({
  revision: 2,
  cookie: { name: 'my_cc', domain: '.example.co.jp', expiresAfterDays: 182 },
  disablePageInteraction: true,
  onConsent: ({ cookie }) => console.log(cookie),
  categories: {
    necessary: { enabled: true, readOnly: true },
    analytics: {
      services: {
        ga: { label: 'Google Analytics', onAccept() {} },
        counter: { label: 'Own counter', cookies: [{ name: /^(cnt|cnt_id)$/ }, { name: /[a-z]+x/ }, { name: 'c2' }] },
      },
    },
    videos: { enabled: true, autoClear: { cookies: [{ name: /^vid\\.v\\d/ }, { name: /^_vid/ }] } },
  },
  language: { default: 'en', translations: { en, de: './de.json' } },
  ...more,
}));
`;

/** A config with its comments and its last commas taken out. */
const parsed = (text: string): Record<string, unknown> =>
  JSON.parse(text.replace(/^\s*\/\/.*$/gm, '').replace(/,(\s*[}\]])/g, '$1'));

test('a config of vanilla-cookieconsent becomes purposes, rows, words and what is taken over; check refuses what is still open', async ({
  shell,
}) => {
  shell.put('cc.js', VANILLA);
  const { code, stdout } = await shell.noren([
    'init',
    ...['--from', 'cc.js', '--site', 'shop', '--provider', 'google-analytics-4'],
  ]);
  expect(code).toBe(0);
  const config = parsed(shell.read(CONFIG));
  expect(config).toMatchObject({
    site: 'shop',
    languages: ['en'],
    purposes: [
      { id: 'necessary', mode: 'always' },
      { id: 'statistics', mode: 'opt-in', title: { en: 'Counting optional' }, description: { en: 'Counts visits.' } },
      { id: 'videos', mode: 'opt-in', title: { en: 'Videos' }, description: { en: 'Shows videos.' } },
    ],
    services: [
      { provider: 'google-analytics-4', purpose: 'statistics', choice: true },
      {
        id: 'counter',
        purpose: 'statistics',
        choice: true,
        cookies: [{ name: 'cnt' }, { name: 'cnt_id' }, { name: 'c2' }],
      },
      { id: 'videos-tags', purpose: 'videos', cookies: [{ name: '_vid*' }] },
    ],
    words: {
      en: {
        notice: { title: 'We use cookies', acceptAll: 'Accept all', rejectAll: 'Reject all' },
        preferences: { title: 'Manage cookies', save: 'Save' },
      },
    },
    notice: { layout: 'dialog' },
    validityDays: 182,
    cookie: { domain: 'example.co.jp' },
    takeOver: {
      'vanilla-cookieconsent': {
        cookie: 'my_cc',
        revision: 2,
        categories: { necessary: 'necessary', analytics: 'statistics', videos: 'videos' },
        services: { ga: 'google-analytics-4', counter: 'counter' },
      },
      edition: '1',
      markup: ['vanilla-cookieconsent'],
    },
  });
  expect(stdout).toContain('row google-analytics-4, from the catalogue');
  for (const place of [
    '15:14  onConsent',
    '20:42  categories.analytics.services.ga.onAccept',
    '27:3',
    '26:50  language.translations.de',
  ])
    expect(stdout).toContain(place);
  expect(stdout).toContain('categories.analytics.services.counter[1]');

  const open = await shell.check(CONFIG);
  expect(open.code).toBe(1);
  expect(new Set(open.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code))).toEqual(
    new Set(['placeholder-text', 'purpose-says-nothing']),
  );
  const filled = shell
    .read(CONFIG)
    .replaceAll('"recipient": { "en": "TBD" }', '"recipient": { "en": "Sample Corporation" }')
    .replaceAll('"country": null', '"country": "JP"')
    .replaceAll('[{ "en": "TBD" }]', '[{ "en": "Address of the page" }]')
    .replaceAll('{ "en": "TBD" }', '{ "en": "Counting which pages are read" }');
  shell.put(CONFIG, filled);
  expect((await shell.check(CONFIG)).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  shell.put('dist/noren-strict-take-over.js', 'strict = JSON.parse("__NOREN_RUNTIME_CONFIG__")');
  shell.put('dist/noren-take-over.js', 'loaded = JSON.parse("__NOREN_RUNTIME_CONFIG__")');
  shell.put('dist/noren-strict.js', 'loaded = JSON.parse("__NOREN_RUNTIME_CONFIG__")');
  for (const head of ['noren-head.js', 'noren-strict-head.js']) shell.put(`dist/${head}`, '"__NOREN_SNIPPET__"');
  expect((await shell.noren(['check', CONFIG, '--write', 'out', '--dist', 'dist'])).code).toBe(0);
  const takesOver = '"takeOver":{"tools":{"vanilla-cookieconsent"';
  expect(shell.read('out/noren.js')).toContain(takesOver);
  // In strict mode it is the same, by the same name as anywhere.
  expect(shell.read('out/noren-strict.js')).toMatch(/^strict = /);
  expect(shell.read('out/noren-strict.js')).toContain(takesOver);
});

test('the config that comes with Klaro becomes one of Noren’s', async ({ shell }) => {
  shell.put('klaro-config.js', readFileSync('node_modules/klaro/dist/config.js', 'utf8'));
  const { code, stdout } = await shell.noren(['init', '--from', 'klaro-config.js', '--json']);
  expect(code).toBe(0);
  const { from } = JSON.parse(stdout);
  expect(from.tool).toBe('klaro');
  expect(from.taken).toContainEqual({ path: 'services[2].cookies', as: 'draft row matomo, to be filled in' });
  expect(from.left).toContainEqual(
    expect.objectContaining({ code: 'not-taken', path: 'services[2].callback', line: 267, fix: 'a function' }),
  );
  expect(parsed(shell.read(CONFIG))).toMatchObject({
    services: expect.arrayContaining([
      expect.objectContaining({ id: 'matomo', cookies: [{ name: '_pk_*' }, { name: 'piwik_ignore' }] }),
    ]),
    takeOver: {
      klaro: {
        services: { matomo: 'statistics', externalTracker: ['statistics', 'security'], cloudflare: 'necessary' },
      },
    },
  });
  // A text that Klaro has not either is missing, and told so.
  const { codes } = await shell.check(CONFIG);
  expect(codes).toContain('placeholder-text');
});

test('it is found however it is written, and constants of the file are read', async ({ shell }) => {
  const klaro = "{ services: [{ name: 'matomo', purposes: ['analytics'] }] }";
  const vanilla = '{ categories: { necessary: { readOnly: true }, analytics: {} }, language: { translations: {} } }';
  for (const [tool, text] of [
    ['klaro', `var klaroConfig = ${klaro};`],
    ['klaro', `window.klaroConfig = ${klaro}`],
    ['klaro', `module.exports = ${klaro}`],
    ['klaro', '{"services": [{"name": "matomo", "purposes": ["analytics"]}]}'],
    ['klaro', `const services = [{ name: \`matomo\`, purposes: ['analytics'] }];\nexport default { services }`],
    ['vanilla-cookieconsent', `export default ${vanilla}`],
    ['vanilla-cookieconsent', `const other = {};\nconst config = ${vanilla};\nawait CookieConsent.run(config);`],
    ['vanilla-cookieconsent', `(function () { var cc = initCookieConsent(); cc.run(${vanilla}) })()`],
    [
      'vanilla-cookieconsent',
      `import type { CookieConsentConfig } from 'vanilla-cookieconsent';\nexport const config: CookieConsentConfig = ${vanilla} satisfies CookieConsentConfig;`,
    ],
    ['klaro', `interface 設定 { services: unknown[] }\nexport default (${klaro} as const) as 設定;`],
    ['vanilla-cookieconsent', JSON.stringify({ categories: { necessary: { readOnly: true }, analytics: {} } })],
  ] as const) {
    shell.put('other.js', text);
    const run = await shell.noren(['init', '--from', 'other.js', '--force', '--json']);
    expect(run.stderr, text).toBe('');
    expect(JSON.parse(run.stdout).from.tool, text).toBe(tool);
    expect(parsed(shell.read(CONFIG)), text).toMatchObject({
      languages: ['ja', 'en'],
      purposes: [{ id: 'necessary' }, { id: 'statistics', title: { ja: '統計', en: 'Statistics' } }],
    });
  }
});

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

test('what is named again and again is not read each time', async ({ shell }) => {
  shell.put('other.js', `const all = [${'1,'.repeat(150_000)}];\n${'x = all;'.repeat(20_000)}`);
  const { code, stderr } = await shell.noren(['init', '--from', 'other.js']);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('no-other-config at other.js') });
});

test('two categories stay two purposes, whatever letters their names are in', async ({ shell }) => {
  const names = ['分析', '広告', 'Own video', 'own-video', `${'long'.repeat(14)}1`, `${'long'.repeat(14)}2`];
  const categories = Object.fromEntries(names.map((name) => [name, {}]));
  shell.put('other.js', `CookieConsent.run(${JSON.stringify({ categories })})`);
  expect((await shell.noren(['init', '--from', 'other.js'])).code).toBe(0);
  const { purposes, takeOver } = parsed(shell.read(CONFIG)) as {
    purposes: { id: string }[];
    takeOver: { 'vanilla-cookieconsent': { categories: Record<string, string> } };
  };
  const mapped = takeOver['vanilla-cookieconsent'].categories;
  expect(Object.keys(mapped)).toEqual(names);
  expect(purposes.map(({ id }) => id)).toEqual(['necessary', ...Object.values(mapped)]);
  expect(new Set(purposes.map(({ id }) => id)).size).toBe(names.length + 1);
  for (const { id } of purposes) expect(id).toMatch(/^[a-z][a-z0-9-]{0,39}$/);
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

test('a pattern of cookies is taken over where it says no more than one of the register', async ({ shell }) => {
  const written = {
    '/^_ga/': ['_ga*'],
    '/^_ga$/': ['_ga'],
    '/_pk_/': ['*_pk_*'],
    '/^(a|b_c)$/': ['a', 'b_c'],
    '/^x_(?:a|b)-id/': ['x_a-id*', 'x_b-id*'],
    '/^_pk_.*$/': ['_pk_*'],
    '/^a\\.b\\/c$/': ['a.b/c'],
    '"^_hj"': ['_hj*'],
    '["plain", "/", "x.example"]': ['plain'],
    '{ pattern: "of", path: "/" }': ['of'],
  };
  const refused = ['/^a\\d+/', '/^a|b$/', '/[ab]/', '/.*/', '/(?=a)b/', '/^a?b$/', '/^a.b$/', '7', '/^((a|b)c)$/'];
  const cookies = [...Object.keys(written), ...refused].join(', ');
  shell.put('other.js', `klaroConfig = { services: [{ name: 'a', purposes: ['ads'], cookies: [${cookies}] }] }`);
  const { stdout } = await shell.noren(['init', '--from', 'other.js', '--json']);
  const [row] = parsed(shell.read(CONFIG)).services as { cookies: { name: string }[] }[];
  expect(row?.cookies.map(({ name }) => name)).toEqual([...new Set(Object.values(written).flat())]);
  const left: { path: string }[] = JSON.parse(stdout).from.left;
  expect(left.map(({ path }) => path)).toEqual(
    refused.map((_, index) => `services[0].cookies[${Object.keys(written).length + index}]`),
  );
});

test('a file that is none is refused, with the place where it is wrong, and nothing is written', async ({ shell }) => {
  const deep = (open: string, close: string): string => `export default ${open.repeat(20_000)}${close.repeat(20_000)}`;
  for (const [text, code, place = ''] of [
    ['export default {\n  services: [,\n  }', 'not-a-script', ':3:3'],
    ['{"services": []} x', 'not-a-script', ':1:18'],
    ['<script>var klaroConfig = {}</script>', 'not-a-script', ':1:1'],
    ['const config: = { services: [] }', 'not-a-script', ':1:13'],
    ['enum Kind { A }\nexport default { services: [] }', 'not-a-script', ':1:1'],
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
