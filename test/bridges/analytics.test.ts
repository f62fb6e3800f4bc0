import type { Noren } from '@noren/core';
import type { RuntimeBridges } from '@noren/model/schema';
import { expect } from 'chai';
import { record, turn, until } from '../core/moments.ts';
import { closePages, type Page } from '../core/page.ts';
import { arrived, GOOD } from '../loader/tag.ts';
import { openBridged, runInPage } from './stage.ts';

const VIEW = { url: 'https://www.example.jp/', title: '最初のページ', referrer: 'https://search.example/' };

/** A page with the stand-in of a tool on it, that writes down what it is told. */
async function told(bridges: RuntimeBridges, install: (page: Page) => () => unknown, kept?: boolean) {
  let calls: () => unknown = () => [];
  const { page } = await openBridged(bridges, {
    ...(kept === undefined ? {} : { kept }),
    before: (opened) => {
      calls = install(opened);
    },
  });
  const errors = record<{ code: string }>(page.window, 'error');
  const noren = await arrived(page);
  /** What it was told since the last look. */
  let seen = 0;
  const since = (): unknown[] => {
    const all = JSON.parse(JSON.stringify(calls())) as unknown[];
    const fresh = all.slice(seen);
    seen = all.length;
    return fresh;
  };
  const heard = async (count: number): Promise<unknown[]> => {
    await until(() => (JSON.parse(JSON.stringify(calls())) as unknown[]).length >= seen + count);
    return since();
  };
  return { page, noren, since, heard, errors };
}

/** What a visit is: the page and a download before the choice, a yes, another view and a download, a no, one more. */
function begin(noren: Noren): void {
  noren.track('page-view', VIEW);
  noren.track('download', { name: 'catalogue.pdf', value: 3 });
}

const list = (page: Page, name: string, make: (args: unknown[]) => unknown = (args) => args) => {
  const calls: unknown[] = [];
  page.window[name] = (...args: unknown[]) => calls.push(make(args));
  return () => calls;
};

/** An object whose methods are written down by their names. */
const methods = (page: Page, name: string, names: readonly string[], more: object = {}) => {
  const calls: unknown[] = [];
  const tool = Object.fromEntries(names.map((key) => [key, (...args: unknown[]) => void calls.push([key, ...args])]));
  page.window[name] = { ...tool, ...more };
  return () => calls;
};

const queue = (page: Page, name: string) => () =>
  ((page.window[name] ?? []) as ArrayLike<unknown>[]).map((call) => Array.from(call));

/** The queue of a tool that has come, which takes the place of the list. */
const loaded = (page: Page, name: string) => {
  const calls: unknown[] = [];
  page.window[name] = { push: (call: unknown) => calls.push(call) };
  return () => calls;
};

interface Case {
  readonly bridges: RuntimeBridges;
  readonly install: (page: Page) => () => unknown;
  /** Before the visitor has chosen, at a yes with a view and a download held, and at a no. */
  readonly start: readonly unknown[];
  readonly yes: readonly unknown[];
  readonly no: readonly unknown[];
  /** At a yes that follows, to one event. */
  readonly again: readonly unknown[];
}

/** A tool that has no method yet. */
const LATER = { path: 'later.set', purpose: 'statistics', granted: [1] };

const page = { page_location: VIEW.url, page_title: VIEW.title, page_referrer: VIEW.referrer };
const structured = { category: 'page', action: 'download', value: 3 };

const cases: Readonly<Record<string, Case>> = {
  gtag: {
    bridges: { gtag: { layer: 'ownLayer', sendTo: 'G-1' } },
    install: (opened) => queue(opened, 'ownLayer'),
    start: [],
    yes: [
      ['event', 'page_view', { ...page, send_to: 'G-1' }],
      ['event', 'download', { name: 'catalogue.pdf', value: 3, send_to: 'G-1' }],
    ],
    no: [],
    again: [['event', 'sign_up_now', { send_to: 'G-1' }]],
  },
  matomo: {
    bridges: { matomo: {} },
    install: (opened) => loaded(opened, '_paq'),
    start: [['requireConsent']],
    yes: [
      ['setConsentGiven'],
      ['setReferrerUrl', VIEW.referrer],
      ['setCustomUrl', VIEW.url],
      ['setDocumentTitle', VIEW.title],
      ['trackPageView'],
      ['trackEvent', 'page', 'download', 'catalogue.pdf', 3],
    ],
    no: [['forgetConsentGiven']],
    again: [['setConsentGiven'], ['trackEvent', 'page', 'sign-up now']],
  },
  'matomo with its cookies alone': {
    bridges: { matomo: { consent: 'cookies', category: 'shop' } },
    install: (opened) => loaded(opened, '_paq'),
    start: [['requireCookieConsent']],
    yes: [
      ['setCookieConsentGiven'],
      ['setReferrerUrl', VIEW.referrer],
      ['setCustomUrl', VIEW.url],
      ['setDocumentTitle', VIEW.title],
      ['trackPageView'],
      ['trackEvent', 'shop', 'download', 'catalogue.pdf', 3],
    ],
    no: [['forgetCookieConsentGiven']],
    again: [['setCookieConsentGiven'], ['trackEvent', 'shop', 'sign-up now']],
  },
  "snowplow's queue": {
    bridges: {
      snowplow: {
        anonymous: true,
        schemas: { 'sign-up now': 'iglu:jp.example/sign_up/jsonschema/1-0-0' },
        consent: { url: 'https://www.example.jp/privacy/', domains: ['www.example.jp'] },
      },
    },
    install: (opened) => list(opened, 'snowplow'),
    start: [],
    yes: [
      ['disableAnonymousTracking'],
      [
        'trackConsentAllow',
        {
          basisForProcessing: 'consent',
          consentUrl: 'https://www.example.jp/privacy/',
          consentVersion: '6',
          consentScopes: ['necessary', 'statistics', 'recommendation', 'identification', 'linking', 'advertising'],
          domainsApplied: ['www.example.jp'],
        },
      ],
      ['setCustomUrl', VIEW.url],
      ['setReferrerUrl', VIEW.referrer],
      ['trackPageView', { title: VIEW.title }],
      ['trackStructEvent', structured],
    ],
    no: [
      ['enableAnonymousTracking', { options: { withServerAnonymisation: true }, stateStorageStrategy: 'none' }],
      ['clearUserData'],
    ],
    again: [
      ['disableAnonymousTracking'],
      [
        'trackConsentAllow',
        {
          basisForProcessing: 'consent',
          consentUrl: 'https://www.example.jp/privacy/',
          consentVersion: '6',
          consentScopes: ['necessary', 'statistics', 'recommendation', 'identification', 'linking', 'advertising'],
          domainsApplied: ['www.example.jp'],
        },
      ],
      ['trackSelfDescribingEvent', { event: { schema: 'iglu:jp.example/sign_up/jsonschema/1-0-0', data: {} } }],
    ],
  },
  "snowplow's browser tracker": {
    bridges: { snowplow: { name: 'snowplowBrowserTracking' } },
    install: (opened) =>
      methods(opened, 'snowplowBrowserTracking', [
        'setCustomUrl',
        'setReferrerUrl',
        'trackPageView',
        'trackStructEvent',
        'clearUserData',
        'setOptOutCookie',
      ]),
    start: [],
    yes: [
      ['setCustomUrl', VIEW.url],
      ['setReferrerUrl', VIEW.referrer],
      ['trackPageView', { title: VIEW.title }],
      ['trackStructEvent', structured],
    ],
    no: [['setOptOutCookie', 'noren'], ['clearUserData']],
    again: [
      ['setOptOutCookie', null],
      ['trackStructEvent', { category: 'page', action: 'sign-up now' }],
    ],
  },
  posthog: {
    bridges: { posthog: {} },
    install: (opened) =>
      methods(opened, 'posthog', ['set_config', 'opt_in_capturing', 'opt_out_capturing', 'capture'], {
        __loaded: true,
      }),
    start: [['set_config', { opt_out_capturing_by_default: true }], ['opt_out_capturing']],
    yes: [
      ['opt_in_capturing', { captureEventName: false }],
      ['capture', '$pageview', { $current_url: VIEW.url, title: VIEW.title, $referrer: VIEW.referrer }],
      ['capture', 'download', { name: 'catalogue.pdf', value: 3 }],
    ],
    no: [['set_config', { opt_out_capturing_by_default: true }], ['opt_out_capturing']],
    again: [
      ['opt_in_capturing', { captureEventName: false }],
      ['capture', 'sign-up now', {}],
    ],
  },
  plausible: {
    bridges: { plausible: {} },
    install: (opened) => list(opened, 'plausible'),
    start: [],
    yes: [
      ['pageview', { u: VIEW.url, url: VIEW.url }],
      ['download', { props: { name: 'catalogue.pdf', value: 3 } }],
    ],
    no: [['pageview', {}]],
    again: [['sign-up now', { props: {} }]],
  },
};

describe('the bridges to analytics tools', () => {
  afterEach(closePages);

  for (const [name, { bridges, install, start, yes, no, again }] of Object.entries(cases)) {
    it(`tell ${name} in this order: the yes, what was held, and after a no nothing but that`, async () => {
      const { noren, since, heard, errors } = await told(bridges, install);
      begin(noren);
      expect(await heard(start.length)).to.deep.equal(start);
      noren.decide({ purposes: { advertising: true } });
      expect(since()).to.deep.equal([]);
      noren.acceptAll();
      expect(await heard(yes.length)).to.deep.equal(yes);
      noren.acceptAll();
      noren.rejectAll();
      noren.track('after');
      noren.rejectAll();
      expect(since()).to.deep.equal(no);
      noren.acceptAll();
      noren.track('sign-up now');
      expect(since()).to.deep.equal(again);
      expect(errors).to.deep.equal([]);
    });
  }

  it('give Segment what is granted, by its own categories, with every event: the page’s own too', async () => {
    const categories = { statistics: 'Analytics', advertising: 'Ads', linking: 'Ads' };
    const { page: opened, noren, heard, since } = await told({ segment: { categories } }, segmentIn);
    begin(noren);
    await turn();
    expect(since()).to.deep.equal([]);
    noren.decide({ purposes: { statistics: true, advertising: true } }, { via: 'save' });
    const some = { Analytics: true, Ads: false };
    expect(await heard(3)).to.deep.equal([
      ['track', 'Segment Consent Preference Updated', null, some],
      ['page', VIEW, null, some],
      ['track', 'download', { name: 'catalogue.pdf', value: 3 }, some],
    ]);
    (opened.window.analytics as { track(name: string): void }).track('own');
    noren.acceptAll();
    const all = { Analytics: true, Ads: true };
    expect(since()).to.deep.equal([
      ['track', 'own', null, some],
      ['track', 'Segment Consent Preference Updated', null, all],
    ]);
    noren.rejectAll();
    noren.track('after');
    (opened.window.analytics as { track(name: string): void }).track('own, after a no');
    expect(since()).to.deep.equal([]);
  });

  for (const [how, bridges, come, ready] of [
    [
      'is declared by a script of its own, which takes the place of whatever stood there',
      { plausible: {} },
      (opened: Page) => {
        const script = opened.document.createElement('script');
        script.src = `data:text/javascript,var told = []; function plausible(...call) { told.push(call[0]); }`;
        opened.document.head.append(script);
      },
      () => undefined,
    ],
    [
      'has yet to read its queue',
      { snowplow: {} },
      (opened: Page) =>
        runInPage(
          opened,
          `var told = []; window.snowplow = (...call) => { told.push(call[0]); snowplow.q.push(call); }; snowplow.q = [];
          snowplow('enableActivityTracking')`,
        ),
      (opened: Page) => runInPage(opened, `snowplow('newTracker:shop'); snowplow.q = { push() {} };`),
    ],
    [
      'is started by whoever holds it already, unseen from the window',
      { posthog: {} },
      (opened: Page) =>
        runInPage(
          opened,
          `var told = []; const tell = (name) => () => told.push(name);
          const client = { opt_in_capturing: tell('opt_in_capturing'), capture: (name) => told.push(name) };
          window.posthog = client; var begin = () => { client.__loaded = true; };`,
        ),
      (opened: Page) => (opened.window.begin as () => void)(),
    ],
  ] as const) {
    it(`meet a tool that ${how}`, async () => {
      const { page: opened, noren } = await told(bridges, () => () => []);
      noren.acceptAll();
      noren.track('first');
      come(opened);
      const own = await until(() => opened.window.told as string[] | undefined);
      await turn();
      ready(opened);
      const name = how.includes('its queue') ? 'trackStructEvent' : 'first';
      await until(() => own.includes(name));
      const before = {
        plausible: [],
        posthog: ['opt_in_capturing'],
        snowplow: ['enableActivityTracking', 'newTracker:shop'],
      };
      expect(own).to.deep.equal([...before[Object.keys(bridges)[0] as keyof typeof before], name]);
    });
  }

  it('tell a tool that comes later what it has missed, once, and nothing of what was withdrawn before it came', async () => {
    const { page: opened, noren } = await told({ plausible: {} }, () => () => []);
    begin(noren);
    noren.acceptAll();
    noren.rejectAll();
    noren.track('refused');
    noren.acceptAll();
    noren.track('first');
    await turn();
    const calls = list(opened, 'plausible')();
    // As a gated script is: the tool is there once that has run.
    const script = opened.document.createElement('script');
    script.src = '/lab.js';
    opened.document.head.append(script);
    await until(() => (calls as unknown[]).length);
    noren.track('second');
    expect(calls).to.deep.equal([
      ['first', { props: {} }],
      ['second', { props: {} }],
    ]);
  });

  it('tell a returning visitor’s tool at once that it may, and say nothing else of a decision that changes nothing', async () => {
    const { heard, noren, since } = await told({ matomo: {} }, (opened) => queue(opened, '_paq'), true);
    expect(await heard(2)).to.deep.equal([['requireConsent'], ['setConsentGiven']]);
    noren.acceptAll();
    expect(since()).to.deep.equal([]);
  });

  it('hand on nothing that was withdrawn before their own file had come', async () => {
    let calls: unknown = [];
    const { page: opened, source } = await openBridged(
      { plausible: {} },
      {
        held: 'noren-bridge',
        before: (early) => {
          calls = list(early, 'plausible')();
        },
      },
    );
    const noren = await arrived(opened);
    noren.acceptAll();
    noren.track('withdrawn');
    noren.rejectAll();
    await source.answer(GOOD);
    await until(() =>
      opened.window.performance.getEntriesByType('resource').some(({ name }) => name.includes('noren-bridge')),
    );
    noren.acceptAll();
    noren.track('allowed');
    await until(() => (calls as unknown[]).length);
    expect(calls).to.deep.equal([['allowed', { props: {} }]]);
  });

  it('look at a tool that is not ready no oftener than they must, whoever else looks', async () => {
    const { page: opened, noren } = await told({ posthog: {}, call: [LATER] }, () => () => []);
    noren.acceptAll();
    runInPage(
      opened,
      `var looks = 0;
      const unready = { get __loaded() { looks += 1; return false; }, capture() {} };
      window.posthog = unready; window.later = { get set() { looks += 1; } };
      [window.posthog.capture, window.later.other];`,
    );
    const looks = async (turns: number): Promise<number> => {
      for (let count = 0; count < turns; count += 1) await turn();
      return opened.window.looks as number;
    };
    const before = await looks(30);
    expect(before).to.be.at.least(1);
    // Where a look brought about the next one, each turn would have its own; the few that come by themselves get rarer.
    expect((await looks(60)) - before).to.be.at.most(6);
  });

  it('take what is withdrawn out of the queue of a tool that has yet to come', async () => {
    const { page: opened, noren } = await told(
      { matomo: {}, posthog: {}, snowplow: {}, gtag: {}, 'data-layer': {} },
      (early) => {
        runInPage(
          early,
          `var _paq = [['setSiteId', 1]], posthog = [], told = [];
        for (const name of ['set_config', 'opt_in_capturing', 'opt_out_capturing', 'capture'])
          posthog[name] = (...call) => posthog.push([name, ...call]);
        var snowplow = (...call) => { (snowplow.q.read ? told : snowplow.q).push(call); };
        snowplow.q = [];`,
        );
        return () => [];
      },
    );
    const queues = () => [opened.window._paq, opened.window.posthog] as unknown[][][];
    const names = () => queues().map((calls) => calls.map(([name]) => name));
    await until(() => names()[0]?.includes('requireConsent') && names()[1]?.length);
    noren.acceptAll();
    noren.track('withdrawn');
    await until(() => names()[0]?.includes('trackEvent') && names()[1]?.includes('capture'));
    await until(() => JSON.stringify(opened.window.dataLayer)?.match(/withdrawn/g)?.length === 2);
    const [matomo] = queues();
    noren.rejectAll();
    expect(names()).to.deep.equal([
      ['setSiteId', 'requireConsent'],
      ['set_config', 'opt_out_capturing'],
    ]);
    expect(opened.window._paq).to.equal(matomo);
    runInPage(opened, 'snowplow.q = { read: true };');
    noren.acceptAll();
    noren.track('allowed');
    expect((await until(() => (opened.window.told as unknown[][])[0]))[0]).to.equal('trackStructEvent');
    const layer = opened.window.dataLayer as { event?: string; 1?: string }[];
    await until(
      () => layer.some(({ 1: name }) => name === 'allowed') && layer.some(({ event }) => event === 'allowed'),
    );
    expect(layer.filter(({ event }) => event === 'noren.change')).to.have.length(3);
    expect(JSON.stringify([opened.window.told, layer, queues()])).to.not.include('withdrawn');
  });

  it('hear of the no, however much a page has tracked before their own file has come', async () => {
    const { page: opened, source } = await openBridged({ matomo: {} }, { held: 'noren-bridge' });
    const noren = await arrived(opened);
    noren.acceptAll();
    for (let count = 0; count < 1200; count += 1) noren.track('much');
    noren.rejectAll();
    await source.answer(GOOD);
    const calls = await until(() => opened.window._paq as string[][] | undefined);
    await turn();
    expect(calls).to.deep.equal([['requireConsent']]);
  });

  it('go on when a tool throws, and say so', async () => {
    let count = 0;
    const { noren, errors } = await told({ plausible: {} }, (opened) => {
      opened.window.plausible = () => {
        count += 1;
        throw new Error('of the tool itself');
      };
      return () => [];
    });
    begin(noren);
    noren.acceptAll();
    await until(() => errors.length === 2);
    expect(count).to.equal(2);
    expect(errors[0]?.[1]).to.deep.include({ code: 'bridge-failed', path: 'plausible' });
  });
});

/** Segment's client as far as the bridge needs it: middleware in order, then what is left. */
function segmentIn(opened: Page): () => unknown {
  const calls: unknown[] = [];
  type Payload = { obj: { context?: { consent?: { categoryPreferences: object } } } };
  type Middleware = (call: { payload: Payload; next: (payload: Payload) => void }) => void;
  const middlewares: Middleware[] = [];
  const send = (...call: unknown[]): void => {
    const payload: Payload = { obj: {} };
    // Whatever one of them does not hand on goes nowhere.
    let isHandedOn = true;
    for (const middleware of middlewares) {
      isHandedOn = false;
      middleware({
        payload,
        next: () => {
          isHandedOn = true;
        },
      });
      if (!isHandedOn) return;
    }
    calls.push([...call, payload.obj.context?.consent?.categoryPreferences]);
  };
  opened.window.analytics = {
    addSourceMiddleware: (middleware: Middleware) => middlewares.push(middleware),
    track: (name: string, properties?: object) => send('track', name, properties),
    page: (properties?: object) => send('page', properties, null),
  };
  return () => calls;
}
