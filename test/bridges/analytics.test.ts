import type { RuntimeBridges } from '@noren/model/schema';
import { expect } from 'chai';
import { turn, until } from '../core/moments.ts';
import { closePages, type Page } from '../core/page.ts';
import { begin, list, told, VIEW } from './analytics-stage.ts';

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
      ['flushBuffer'],
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
      ['flushBuffer'],
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
        'flushBuffer',
      ]),
    start: [],
    yes: [
      ['flushBuffer'],
      ['setCustomUrl', VIEW.url],
      ['setReferrerUrl', VIEW.referrer],
      ['trackPageView', { title: VIEW.title }],
      ['trackStructEvent', structured],
    ],
    no: [['setOptOutCookie', 'noren'], ['clearUserData']],
    again: [
      ['flushBuffer'],
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

  it('tell a returning visitor’s tool at once that it may, and say nothing else of a decision that changes nothing', async () => {
    const { heard, noren, since } = await told({ matomo: {} }, (opened) => queue(opened, '_paq'), true);
    expect(await heard(2)).to.deep.equal([['requireConsent'], ['setConsentGiven']]);
    noren.acceptAll();
    expect(since()).to.deep.equal([]);
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
