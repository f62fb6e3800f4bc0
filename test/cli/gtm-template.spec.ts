import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { permissionsOf, scenariosOf, sectionsOf, templateStage } from './template-stand-in.ts';

const tpl = readFileSync(new URL('../../packages/loader/gtm/noren.tpl', import.meta.url), 'utf8');
const TYPES = [
  'ad_storage',
  'ad_user_data',
  'ad_personalization',
  'analytics_storage',
  'functionality_storage',
  'personalization_storage',
  'security_storage',
];

interface Field {
  type: string;
  name: string;
  defaultValue?: unknown;
  subParams?: Field[];
  simpleTableColumns?: { name: string; valueValidators?: { type: string; args?: string[] }[] }[];
}

/** What a new tag of the template has in its fields. */
function fresh(): Record<string, unknown> {
  const fields = JSON.parse(sectionsOf(tpl).TEMPLATE_PARAMETERS ?? '') as Field[];
  const all = (list: readonly Field[]): Field[] => list.flatMap((one) => [one, ...all(one.subParams ?? [])]);
  return Object.fromEntries(all(fields).map(({ name, defaultValue }) => [name, defaultValue]));
}

/** Noren as the page has it: first a queue, then the page API with the events of a visitor. */
function norenIn(window: Record<string, unknown>, after: Record<string, string>, open: string[]) {
  const listeners: Record<string, ((detail: object) => void)[]> = {};
  const queue = (window.noren as ((noren: object) => void)[] | undefined) ?? [];
  const noren = {
    on(type: string, listener: (detail: object) => void, { replay = false } = {}) {
      listeners[type] = [...(listeners[type] ?? []), listener];
      if (replay) listener(Object.freeze({ before: after, after, open, cause: 'start' }));
    },
    push: (...callbacks: ((noren: object) => void)[]) => {
      for (const callback of callbacks) callback(noren);
    },
    ready: Promise.resolve(),
  };
  window.noren = noren;
  noren.push(...queue);
  return (type: string, now: Record<string, string>, opened: string[], cause: string) => {
    for (const listener of listeners[type] ?? [])
      listener(Object.freeze({ before: after, after: now, open: opened, cause }));
  };
}

const values = (granted: readonly string[]) =>
  Object.fromEntries(TYPES.map((type) => [type, granted.includes(type) ? 'granted' : 'denied']));
const NECESSARY = ['functionality_storage', 'security_storage'];

test('the sections of the template are what Tag Manager reads, and each call has its permission', () => {
  const sections = sectionsOf(tpl);
  expect(Object.keys(sections)).toEqual([
    'TERMS_OF_SERVICE',
    'INFO',
    'TEMPLATE_PARAMETERS',
    'SANDBOXED_JS_FOR_WEB_TEMPLATE',
    'WEB_PERMISSIONS',
    'TESTS',
    'NOTES',
  ]);
  expect(JSON.parse(sections.INFO ?? '')).toMatchObject({
    type: 'TAG',
    displayName: 'Noren consent',
    containerContexts: ['WEB'],
  });
  const code = sections.SANDBOXED_JS_FOR_WEB_TEMPLATE ?? '';
  const required = [...code.matchAll(/require\('(\w+)'\)/g)].map(([, name]) => name);
  const permissions: Record<string, string | undefined> = {
    callInWindow: 'access_globals',
    createQueue: 'access_globals',
    setInWindow: 'access_globals',
    copyFromDataLayer: 'read_data_layer',
    gtagSet: 'write_data_layer',
    injectScript: 'inject_script',
    makeNumber: undefined,
    setDefaultConsentState: 'access_consent',
    updateConsentState: 'access_consent',
    templateStorage: 'access_template_storage',
  };
  expect([...required].sort()).toEqual(Object.keys(permissions).sort());
  const granted = permissionsOf(tpl);
  expect(Object.keys(granted).sort()).toEqual([...new Set(Object.values(permissions).filter(Boolean))].sort());
  expect(granted.access_consent?.consentTypes).toEqual(
    TYPES.map((consentType) => ({ consentType, read: false, write: true })),
  );
  // What is required is used, and nothing that the sandbox lacks.
  for (const name of required) expect(code.split(new RegExp(`\\b${name}\\b`)).length, name).toBeGreaterThan(3);
  const bare = code.replace(/\/\/.*$|'[^'\n]*'/gm, '');
  expect(bare).not.toMatch(
    /\b(new|class|async|await|this|function|try|window|document|RegExp|typeof)\b|`|\?\.|\.\.\.|=> *\/|= *\//,
  );
});

test('defaults come first, of all seven types, once, with each region’s own', () => {
  const stage = templateStage(tpl);
  stage.dataLayer.push({ event: 'gtm.init_consent' });
  const data = {
    ...fresh(),
    regions: [{ region: 'JP, US-CA', granted: 'analytics_storage, ad_storage', denied: 'ad_storage' }],
  };
  stage.fire(data);
  expect(stage.calls).toEqual([
    ['default', { region: ['JP', 'US-CA'], wait_for_update: 500, ...values([...NECESSARY, 'analytics_storage']) }],
    ['default', { wait_for_update: 500, ...values(NECESSARY) }],
    ['set', { ads_data_redaction: true, url_passthrough: false }],
    ['success'],
  ]);
  stage.fire(data);
  expect(stage.calls.filter(([name]) => name === 'default')).toHaveLength(2);
  // Noren is met where it will be: as a queue.
  expect(stage.window.noren).toHaveLength(1);
});

test('what the page says is handed on: one update per decision, the events of dataLayer, a full refusal too', () => {
  const stage = templateStage(tpl);
  stage.dataLayer.push({ event: 'gtm.init_consent' });
  stage.fire(fresh());
  stage.calls.length = 0;
  stage.dataLayer.length = 0;
  const undecided = { necessary: 'granted', statistics: 'undecided', advertising: 'undecided' };
  const happens = norenIn(stage.window, undecided, ['necessary']);
  const states = (after: Record<string, string>, cause: string) => {
    const of = (state: string) => Object.keys(after).filter((id) => after[id] === state);
    return { noren: { granted: of('granted'), denied: of('denied'), undecided: of('undecided'), cause }, _clear: true };
  };
  const updates = () => stage.calls.splice(0).map(([name, state]) => [name, state]);
  const pushed = () => stage.dataLayer.splice(0);
  // A type of a row that may not run is denied; of one that no row names nothing is said.
  const told = (granted: readonly string[]) => ['update', values(granted)];
  expect(updates()).toEqual([told(NECESSARY)]);
  expect(pushed()).toEqual([
    { event: 'noren.ready', ...states(undecided, 'start') },
    { event: 'noren.granted', norenPurpose: 'necessary' },
  ]);
  const some = { necessary: 'granted', statistics: 'granted', advertising: 'denied' };
  happens('change', some, ['necessary', 'statistics'], 'save');
  expect(updates()).toEqual([told([...NECESSARY, 'analytics_storage'])]);
  expect(pushed()).toEqual([
    { event: 'noren.change', ...states(some, 'save') },
    { event: 'noren.granted', norenPurpose: 'statistics' },
  ]);
  // What only repeats it is no decision.
  happens('change', some, ['necessary', 'statistics'], 'sync');
  expect(updates()).toEqual([]);
  const none = { necessary: 'granted', statistics: 'denied', advertising: 'denied' };
  expect(pushed()).toEqual([]);
  happens('change', none, ['necessary'], 'reject-all');
  expect(updates()).toEqual([told(NECESSARY)]);
  expect(pushed()).toEqual([{ event: 'noren.change', ...states(none, 'reject-all') }]);
  // A purpose that comes back was told once.
  happens('change', some, ['necessary', 'statistics'], 'other-tab');
  expect(updates()).toEqual([told([...NECESSARY, 'analytics_storage'])]);
  expect(pushed().map(({ event }) => event)).toEqual(['noren.change']);
});

test('a page whose Noren is there already is told at once, and keeps it', () => {
  const stage = templateStage(tpl);
  norenIn(stage.window, { statistics: 'granted' }, ['statistics']);
  const { noren } = stage.window;
  stage.dataLayer.push({ event: 'gtm.init_consent' });
  stage.fire({ ...fresh(), pushEvents: false });
  expect(stage.window.noren).toBe(noren);
  expect(stage.calls.map(([name]) => name)).toEqual(['default', 'set', 'update', 'success']);
  expect(stage.calls[2]).toEqual(['update', values(['analytics_storage'])]);
  expect(stage.dataLayer).toEqual([{ event: 'gtm.init_consent' }]);
});

test('by dataLayer it touches nothing else: what runs until a no is granted until then, and what is taken back is denied', () => {
  const stage = templateStage(tpl);
  const data = {
    ...fresh(),
    source: 'dataLayer',
    purposes: [
      { purpose: 'statistics', types: 'analytics_storage', runs: 'until-no' },
      { purpose: 'advertising', types: 'ad_storage,ad_user_data , unknown', runs: 'after-yes' },
    ],
  };
  const on = (entry: Record<string, unknown>) => {
    stage.dataLayer.push(entry);
    stage.fire(data);
    return stage.calls.splice(0);
  };
  expect(on({ event: 'gtm.init_consent' }).map(([name]) => name)).toEqual(['default', 'set', 'success']);
  expect(stage.window.noren).toBeUndefined();
  const state = (granted: string[], denied: string[], undecided: string[]) => ({
    noren: { granted, denied, undecided, cause: 'save' },
  });
  const update = (analytics: string, ads: string) => [
    ['update', { analytics_storage: analytics, ad_storage: ads, ad_user_data: ads }],
    ['success'],
  ];
  expect(on({ event: 'noren.ready', ...state([], [], ['statistics', 'advertising']) })).toEqual(
    update('granted', 'denied'),
  );
  expect(on({ event: 'noren.change', ...state(['statistics', 'advertising'], [], []) })).toEqual(
    update('granted', 'granted'),
  );
  expect(on({ event: 'noren.change', ...state([], ['statistics', 'advertising'], []) })).toEqual(
    update('denied', 'denied'),
  );
});

test('it brings noren.js only from an address that its permission names', () => {
  const stage = templateStage(tpl);
  stage.dataLayer.push({ event: 'gtm.init_consent' });
  stage.fire({ ...fresh(), src: 'https://consent.example.co.jp/v1/sites/shop/noren.js' });
  expect(stage.calls.slice(-2)).toEqual([
    ['script', 'https://consent.example.co.jp/v1/sites/shop/noren.js'],
    ['success'],
  ]);
  stage.fire({ ...fresh(), src: 'https://evil.example/noren.js' });
  expect(stage.calls.slice(-2)).toEqual([['script', 'https://evil.example/noren.js'], ['failure']]);
});

test('its fields refuse what is no purpose, no type and no region', () => {
  const fields = JSON.parse(sectionsOf(tpl).TEMPLATE_PARAMETERS ?? '') as Field[];
  const all = (list: readonly Field[]): Field[] => list.flatMap((one) => [one, ...all(one.subParams ?? [])]);
  const accepts = (table: string, column: string, text: string): boolean => {
    const field = all(fields)
      .find(({ name }) => name === table)
      ?.simpleTableColumns?.find(({ name }) => name === column);
    return (field?.valueValidators ?? []).every(({ type, args = [] }) =>
      type === 'NON_EMPTY' ? text !== '' : new RegExp(args[0] ?? '').test(text),
    );
  };
  for (const [table, column, good, bad] of [
    ['purposes', 'purpose', ['statistics', 'a-1'], ['', 'Statistics', '統計', 'a b']],
    [
      'purposes',
      'types',
      ['ad_storage', 'ad_storage, ad_user_data'],
      ['', 'ads', 'ad_storage,', 'ad_storage analytics_storage'],
    ],
    ['regions', 'region', ['JP', 'US-CA, JP'], ['', 'jp', 'Japan', 'JP;US']],
  ] as const) {
    for (const text of good) expect(accepts(table, column, text), text).toBe(true);
    for (const text of bad) expect(accepts(table, column, text), text).toBe(false);
  }
});

test('the tests that the template brings along hold, in any order and again, as its editor keeps what each has stored', () => {
  const stage = templateStage(tpl);
  const scenarios = scenariosOf(tpl);
  expect(scenarios.map(([name]) => name)).toEqual([
    'Sets every type before anything else, once',
    'Updates with what dataLayer says',
    'Asks Noren itself, and hands its events on',
  ]);
  for (const [, code] of [...scenarios, ...scenarios.toReversed()]) stage.test(code);
});
