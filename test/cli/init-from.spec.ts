import { readFileSync } from 'node:fs';
import { expect, test } from './fixture.ts';
import { CONFIG, parsed } from './written-config.ts';

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
  expect(shell.read('out/noren-strict.js')).toMatch(/^\uFEFFstrict = /);
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
    // What is more than types in TypeScript is read as well, and changes nothing of the config.
    [
      'klaro',
      `enum Held { no, yes }\nabstract class Of<T> { constructor(private readonly held: T) {} }\nwindow.klaroConfig = <any>${klaro}!;`,
    ],
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
