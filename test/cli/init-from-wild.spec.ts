import { expect, test } from './fixture.ts';
import { CONFIG, parsed } from './written-config.ts';

interface Left {
  path: string;
  line: number;
  fix: string;
}

const KLARO = "{ services: [{ name: 'matomo', purposes: ['analytics'] }] }";
const VANILLA = '{ categories: { necessary: { readOnly: true }, analytics: {} }, language: { translations: {} } }';

test('a config is found in whatever the file wraps it', async ({ shell }) => {
  for (const [tool, text] of [
    ['vanilla-cookieconsent', `export const getConfig = (): CookieConsentConfig => (${VANILLA});`],
    ['vanilla-cookieconsent', `export default function config() { return ${VANILLA}; }`],
    [
      'vanilla-cookieconsent',
      `export default defineConfig({ site: url, integrations: [map(), consent(${VANILLA})] });`,
    ],
    ['vanilla-cookieconsent', `export default defineNuxtConfig({ modules: [['consent', ${VANILLA}]] });`],
    [
      'vanilla-cookieconsent',
      `export default () => { useEffect(() => { run(${VANILLA}); }, []); return <a>All <b>of it</b></a>; };`,
    ],
    ['vanilla-cookieconsent', `export const Consent = () => <Banner config={${VANILLA}} />;`],
    ['klaro', `module.exports = Object.freeze(${KLARO})`],
    ['klaro', `const config = ${KLARO};\nexport = config;`],
    // Other lists of the same name are not taken for it.
    ['klaro', `const page = { services: ['web'] };\nexport default { services: [{ id: 1 }], consent: ${KLARO} };`],
    ['vanilla-cookieconsent', `const news = { categories: { art: { color: 1 } } };\nconst consent = ${VANILLA};`],
  ] as const) {
    shell.put('other.tsx', text);
    const run = await shell.noren(['init', '--from', 'other.tsx', '--force', '--json']);
    expect(run.stderr, text).toBe('');
    expect(JSON.parse(run.stdout).from.tool, text).toBe(tool);
    expect(parsed(shell.read(CONFIG)), text).toMatchObject({ purposes: [{ id: 'necessary' }, { id: 'statistics' }] });
  }
});

test('texts that are put together, and constants that are spread, are read', async ({ shell }) => {
  shell.put(
    'other.js',
    `const name = 'Shop';
const always = { necessary: { readOnly: true } };
const title = { title: 'Counting' };
CookieConsent.run({ categories: { ...always, ...found(), analytics: {} }, language: { translations: { en: { preferencesModal: { sections: [
  { ...title, description: 'We count ' + 'visits of ' + name + \`, \${2} at a time\`, linkedCategory: 'analytics' },
] } } } } });`,
  );
  const { stdout } = await shell.noren(['init', '--from', 'other.js', '--json']);
  expect(JSON.parse(stdout).from.left).toMatchObject([{ path: 'categories', line: 4 }]);
  expect(parsed(shell.read(CONFIG))).toMatchObject({
    purposes: [
      { id: 'necessary', mode: 'always' },
      { id: 'statistics', title: { en: 'Counting' }, description: { en: 'We count visits of Shop, 2 at a time' } },
    ],
    takeOver: { 'vanilla-cookieconsent': { categories: { necessary: 'necessary', analytics: 'statistics' } } },
  });
});

test('a name that may stand for something else is no constant, so that nothing becomes necessary by it', async ({
  shell,
}) => {
  const services = "[{ name: 'pixel', purposes: ['ads'], required }, { name: 'b', purposes: ['ads'] }]";
  for (const around of [
    `function set(required) { klaro.setup({ services: ${services} }) }`,
    `const set = ({ required = false }) => klaro.setup({ services: ${services} });`,
    `try { f(); } catch (required) { klaro.setup({ services: ${services} }) }`,
    `if (x) { let required = f(); klaro.setup({ services: ${services} }) }`,
  ])
    for (const text of [`const required = true;\n${around}`, `${around}\nconst required = true;`]) {
      shell.put('other.js', text);
      const { stdout } = await shell.noren(['init', '--from', 'other.js', '--json', '--force']);
      expect(JSON.parse(stdout).from.left, text).toMatchObject([{ path: 'services[0].required' }]);
      expect(parsed(shell.read(CONFIG)), text).toMatchObject({
        takeOver: { klaro: { services: { pixel: 'advertising' } } },
      });
    }
});

test('what is put into the config later is told', async ({ shell }) => {
  shell.put(
    'other.js',
    `const all = [{ name: 'a', purposes: ['ads'] }];
window.klaroConfig = { services: all };
window.klaroConfig.lang = 'de';
if (shop) klaroConfig.services.push({ name: 'b', purposes: ['ads'] });
all[0].required = true;
other.services = [];`,
  );
  const { stdout } = await shell.noren(['init', '--from', 'other.js', '--json']);
  expect(JSON.parse(stdout).from.left.map(({ path, line }: Left) => [path, line])).toEqual([
    ['lang', 3],
    ['services', 4],
    ['0.required', 5],
  ]);
});

test('where the config stands somewhere else, the name that it has here is told', async ({ shell }) => {
  for (const [text, place, why] of [
    [
      "import { categories } from './c';\nexport default { categories, language: {} }",
      ':2:18',
      '"categories" is known',
    ],
    ["import config from './c';\nCookieConsent.run(config)", ':2:19', '"config" is known only when the page runs'],
    ['CookieConsent.run({ categories: { [Kind.ads]: {} } })', ':1:35', 'its key is known only when the page runs'],
  ]) {
    shell.put('other.ts', text);
    const { code, stderr } = await shell.noren(['init', 'new', '--from', 'other.ts']);
    expect(code).toBe(2);
    expect(stderr).toContain(`no-other-config at other.ts${place}`);
    expect(stderr).toContain(why);
  }
});

test('a config of Klaro before 0.7 is read as Klaro reads it', async ({ shell }) => {
  shell.put(
    'other.js',
    `var klaroConfig = { lang: 'en', translations: { ja: {}, en: { consentModal: { privacyPolicy: 'Our policy' } } },
  apps: [{ name: 'ga', purposes: ['analytics'], cookies: [[/^_g.*$/, '/', 'x.example'], 'own'], onlyOnce: true }, {}] };`,
  );
  const { stdout } = await shell.noren(['init', '--from', 'other.js', '--json']);
  expect(JSON.parse(stdout).from.left.map(({ path }: Left) => path)).toEqual([
    'translations.en.consentModal.privacyPolicy',
    'apps[0].cookies: own',
    'apps[0].onlyOnce',
    'apps[1]',
  ]);
  expect(parsed(shell.read(CONFIG))).toMatchObject({
    languages: ['en', 'ja'],
    services: [{ provider: 'google-analytics-4' }],
    takeOver: { klaro: { services: { ga: 'statistics' } } },
  });
});

test('a config of vanilla-cookieconsent 2 becomes purposes, rows, words and what is taken over', async ({ shell }) => {
  const blocks = (title: string, readonly: boolean) => [
    { title: 'About cookies', description: 'Long.' },
    { title: 'Needed', toggle: { value: 'necessary', enabled: true, readonly: true } },
    { title: 'Chat', toggle: { value: 'chat', enabled: true, readonly } },
    {
      title,
      description: 'Counts.',
      toggle: { value: 'analytics', enabled: false, readonly: false },
      cookie_table: [
        { name: '^_ga', domain: 'x.example', is_regex: true },
        { name: 'own', domain: 'x.example' },
      ],
    },
  ];
  const language = (title: string, readonly: boolean) => ({
    consent_modal: {
      title,
      primary_btn: { text: `${title} all`, role: 'accept_all' },
      secondary_btn: { text: `${title} none`, role: 'accept_necessary' },
    },
    settings_modal: {
      save_settings_btn: 'Save',
      cookie_table_headers: [{ name: 'Name' }],
      blocks: blocks(title, readonly),
    },
  });
  shell.put(
    'other.js',
    `var cc = initCookieConsent();\ncc.run(${JSON.stringify({
      ...{ current_lang: 'en', cookie_name: 'my_cc', cookie_expiration: 200, revision: 3, force_consent: true },
      ...{ languages: { ja: language('計測', true), en: language('Count', false) }, autorun: true },
    })});`,
  );
  const { code, stdout } = await shell.noren(['init', '--from', 'other.js', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).from.left.map(({ path }: Left) => path)).toEqual([
    // In one language visitors could decide about it, so it is none of what is necessary.
    'languages.ja.settings_modal.blocks[2].toggle.enabled',
    'autorun',
  ]);
  expect(parsed(shell.read(CONFIG))).toMatchObject({
    languages: ['en', 'ja'],
    purposes: [
      { id: 'necessary', mode: 'always' },
      { id: 'chat', mode: 'opt-in' },
      { id: 'statistics', title: { ja: '計測', en: 'Count' }, description: { en: 'Counts.' } },
    ],
    services: [{ id: 'analytics-tags', purpose: 'statistics', cookies: [{ name: '_ga*' }, { name: 'own' }] }],
    words: {
      en: {
        notice: { title: 'Count', acceptAll: 'Count all', rejectAll: 'Count none' },
        preferences: { save: 'Save' },
      },
    },
    notice: { layout: 'dialog' },
    validityDays: 200,
    takeOver: {
      'vanilla-cookieconsent': {
        cookie: 'my_cc',
        revision: 3,
        categories: { necessary: 'necessary', chat: 'chat', analytics: 'statistics' },
      },
    },
  });
});

test('whatever nothing was made of is told, and a provider under two purposes', async ({ shell }) => {
  shell.put(
    'other.js',
    `CookieConsent.run({ autoShow: false, cookie: { path: '/shop' }, guiOptions: {},
  categories: { analytics: { services: { facebook: {} } }, ads: { autoClear: { reloadPage: true }, services: { meta: { cookies: [{ name: '_fbp' }] } } },
    own: { autoClear: { cookies: [{ name: '**' }] } } },
  language: { autoDetect: 'browser', translations: { en: { consentModal: { footer: 'Privacy' }, preferencesModal: { sections: [
    { title: 'More', description: 'Write to us.' }, { linkedCategory: 'ads', cookieTable: {} } ] } } } } });`,
  );
  const { stdout } = await shell.noren(['init', '--from', 'other.js', '--json']);
  const sections = 'language.translations.en.preferencesModal.sections';
  expect(JSON.parse(stdout).from.left.map(({ path }: Left) => path)).toEqual([
    ...['autoShow', 'cookie.path', 'guiOptions', 'categories.ads.autoClear.reloadPage', 'categories.ads.services.meta'],
    ...['categories.own.autoClear.cookies[0]', 'language.autoDetect', 'language.translations.en.consentModal.footer'],
    ...[`${sections}[0]`, `${sections}[1].cookieTable`],
  ]);
  expect(parsed(shell.read(CONFIG)).services).toEqual([
    expect.objectContaining({ provider: 'meta', purpose: 'statistics' }),
    expect.not.objectContaining({ cookies: expect.anything() }),
  ]);
});
