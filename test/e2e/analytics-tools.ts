import assert from 'node:assert/strict';
import type { Bridges, Service } from '@noren/model/schema';
import { posthog, snowplow } from '../../demo/group/stand-in-services.ts';
import type { Received } from '../../demo/thirdparty/received.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { type OwnSite, serveOwnSite } from './own-site.ts';

/** An analytics library as npm has it, on a page that gates it and tells it by a bridge. */
export interface AnalyticsTool {
  readonly row: Service;
  readonly bridges: Bridges;
  /** The gated markup. @param host of the stand-in for its provider, with its port */
  readonly markup: (host: string) => string;
  /** Names of a page view, a second one and a download, as its collector gets them: some send each by itself, in no order. */
  readonly events: readonly string[];
  /** Calls of the page's own, past Noren: a page view, and any other event. */
  readonly ownView: string;
  readonly own: string;
  /** What it sends by itself beside what the page tracks. */
  readonly beside?: RegExp;
  /** Keys of web storage that it needs in order to stay silent. */
  readonly stays?: readonly string[];
  readonly keeps: boolean;
}

const external = (id: string, src: string): string =>
  `<script type="text/plain" data-noren="statistics" data-noren-service="${id}" src="${src}"></script>`;
const inline = (id: string, text: string): string =>
  `<script type="text/plain" data-noren="statistics" data-noren-service="${id}">${text}</script>`;

export const analyticsTools: Readonly<Record<string, AnalyticsTool>> = {
  Snowplow: {
    row: snowplow,
    bridges: { snowplow: { name: 'snowplowBrowserTracking' } },
    markup: (host) =>
      external('snowplow', `http://${host}/sp/sp.js`) +
      inline('snowplow', `snowplowBrowserTracking.newTracker('sp', 'http://${host}', { appId: 'own' })`),
    events: ['page_view', 'page_view', 'struct'],
    ownView: 'snowplowBrowserTracking.trackPageView()',
    own: "snowplowBrowserTracking.trackStructEvent({ category: 'own', action: 'own' })",
    keeps: true,
  },
  PostHog: {
    row: posthog,
    bridges: { posthog: {} },
    markup: (host) =>
      external('posthog', `http://${host}/posthog/client.js`) +
      inline(
        'posthog',
        `posthog.init('phc_own', { api_host: 'http://${host}', autocapture: false, capture_pageview: false,
          capture_pageleave: false, request_batching: false, opt_out_useragent_filter: true,
          disable_external_dependency_loading: true, disable_session_recording: true, disable_surveys: true })`,
      ),
    events: ['$pageview', '$pageview', 'download'],
    ownView: "posthog.capture('$pageview')",
    own: "posthog.capture('own')",
    keeps: true,
  },
  Plausible: {
    row: { ...snowplow, id: 'plausible', name: { ja: '閲覧の集計（Plausible）' }, cookies: [], storage: [] },
    bridges: { plausible: {} },
    markup: (host) =>
      `<template data-noren="statistics" data-noren-service="plausible"><script type="module">
        import { init } from 'http://${host}/plausible/plausible.js';
        init({ domain: 'own.example', endpoint: 'http://${host}/plausible/event', autoCapturePageviews: false,
          captureOnLocalhost: true, logging: false });
      </script></template>`,
    events: ['pageview', 'pageview', 'download'],
    ownView: "plausible('pageview')",
    own: "plausible('own')",
    beside: /^engagement$/,
    stays: ['plausible_ignore'],
    keeps: false,
  },
  Segment: {
    row: {
      ...snowplow,
      id: 'segment',
      name: { ja: '閲覧の集計（Segment）' },
      cookies: [{ name: 'ajs_*' }],
      storage: [{ name: 'ajs_*' }, { name: 'persisted-queue*' }, { name: 'seg_*' }],
    },
    bridges: { segment: {} },
    markup: (host) =>
      external('segment', `http://${host}/segment/analytics.js`) +
      inline(
        'segment',
        `window.analytics = AnalyticsNext.AnalyticsBrowser.load(
          { writeKey: 'own', cdnSettings: { integrations: { 'Segment.io': { apiKey: 'own' } }, metrics: { sampleRate: 0 } } },
          { integrations: { 'Segment.io': { apiHost: '${host}/segment/v1', protocol: 'http' } } })`,
      ),
    events: ['Segment Consent Preference Updated', 'page', 'page', 'download'],
    ownView: 'analytics.page()',
    own: "analytics.track('own')",
    keeps: true,
  },
};

/** A browser as both drivers can be asked. */
export interface Driven {
  open(url: string): Promise<unknown>;
  run<Value>(script: string): Promise<Value>;
  cookieNames(): Promise<string[]>;
  /** Asks again until it holds. @throws {Error} with what was to hold */
  until(what: string, holds: () => Promise<boolean> | boolean): Promise<unknown>;
}

/** Serves the page of one tool. */
export function serveAnalyticsSite({ row, bridges, markup }: AnalyticsTool, port: number): Promise<OwnSite> {
  const queue = `<script>(window.noren = window.noren || []).push((noren) => {
    window.page = noren;
    noren.on('revoke', () => { window.isErased = true; });
  });</script>`;
  return serveOwnSite(
    { ...siteConfig, services: [row], bridges, pageViews: true },
    `${queue}<i data-fence="http://thirdparty.localhost:${port}/fence"></i>${markup(`thirdparty.localhost:${port}`)}`,
  );
}

/**
 * A visit to an application of one page: nothing leaves and nothing is kept before the choice; a yes delivers the first page
 * view once, in order, with what followed; a no takes everything back, and neither this page, whatever it tells the tool by
 * itself, nor the next one sends anything.
 * @param received everything that the stand-in for the provider has got since it was started
 */
export async function visit(
  { events, own, beside, keeps, stays = [] }: AnalyticsTool,
  { url }: OwnSite,
  { open, run, cookieNames, until }: Driven,
  received: () => readonly Received[],
): Promise<void> {
  let after = received().at(-1)?.id ?? 0;
  const fresh = () => received().filter(({ id, site }) => id > after && site === 'own.localhost');
  const sent = () =>
    fresh()
      .flatMap((entry) => entry.events.filter((name) => !beside?.test(name)))
      .sort();
  const storage = () => run<string[]>('return [...Object.keys(localStorage), ...Object.keys(sessionStorage)]');
  const kept = async () =>
    [...(await cookieNames()), ...(await storage())].filter((name) => name !== 'noren' && !stays.includes(name));
  const arrive = async () => {
    await open(url);
    await until('the page API', () => run<boolean>('return Boolean(window.page)'));
    await until('what tracks page views', () =>
      run<boolean>(
        "return performance.getEntriesByType('resource').some(({ name }) => name.includes('noren-page-views'))",
      ),
    );
  };
  /** Goes on as a router does, then does something there. */
  const goOn = async () => {
    await run("history.pushState(null, '', '/second'); document.title = '二'");
    await run("page.track('download', { name: 'catalogue.pdf' })");
  };

  await arrive();
  await goOn();
  await until('the notice', () => run<boolean>("return Boolean(document.querySelector('noren-notice'))"));
  assert.deepEqual([fresh(), await kept()], [[], []]);

  await run('page.acceptAll()');
  await until('what was held', () => sent().length >= events.length);
  assert.deepEqual(sent(), events.toSorted());
  assert.equal((await kept()).length > 0, keeps, 'what the tool keeps');

  await run('page.withdraw()');
  // Also what the tool itself may have put there about the no.
  await until('what it has kept is erased', () => run<boolean>('return Boolean(window.isErased)'));
  await until('its cookies are gone', async () => (await cookieNames()).join() === 'noren');
  assert.deepEqual(sent(), events.toSorted());
  after = received().at(-1)?.id ?? 0;
  await run("page.track('after')");
  // The tool has run here, and the page may go on to speak to it.
  await run(own);
  // Refused: what tracks page views is not even fetched.
  await open(url);
  await until('the page API', () => run<boolean>('return Boolean(window.page)'));
  // A tool that has run may write once more in the page that it ran in. What it has kept is erased again on the next one.
  await until('what it has kept is gone', async () => (await kept()).length === 0);
  await goOn();
  // What was sent before has arrived before.
  await run("void fetch(document.querySelector('[data-fence]').dataset.fence)");
  await until('the last call', () => received().some(({ id, path }) => id > after && path === '/fence'));
  assert.deepEqual(
    fresh().map(({ path }) => path),
    ['/fence'],
  );
  assert.deepEqual(await kept(), []);
}
