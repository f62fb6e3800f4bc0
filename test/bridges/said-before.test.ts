import type { RuntimeBridges, RuntimeConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { keep } from '../core/kept-cookie.ts';
import { until } from '../core/moments.ts';
import { closePages, type Page } from '../core/page.ts';
import { arrived } from '../loader/tag.ts';
import { runtimeOf } from '../model/runtime.ts';
import { begun, openBridged } from './stage.ts';
import { ALL, callsOf, HELD, NO, TOOLS, uet, YES } from './vendor-tools.ts';

type Purpose = RuntimeConfig['purposes'][number];
const CLARITY = 'microsoft-clarity';
/** UET is told once more by its own default. */
const NO_AT_START = { ...NO, uet: [uet('denied'), ...(NO.uet ?? [])] };

/** Its browser sends Global Privacy Control. @see https://www.w3.org/TR/gpc/ */
function signal({ window }: Page): void {
  Object.defineProperty(window.navigator, 'globalPrivacyControl', { value: true, configurable: true });
}

/** The fixture's purposes, each changed alike but for what is always on. */
const purposesWith = async (changes: Partial<Purpose>): Promise<Purpose[]> =>
  (await runtimeOf()).purposes.map((purpose) =>
    purpose.mode === 'always' ? purpose : { ...purpose, requires: [], ...changes },
  );

/** Every bridge, each of one row of the register. */
const ofRow = (bridges: RuntimeBridges): RuntimeBridges =>
  Object.fromEntries(Object.entries(bridges).map(([name, settings]) => [name, { ...settings, service: CLARITY }]));

async function open(bridges: RuntimeBridges, options: Parameters<typeof openBridged>[1]): Promise<Page> {
  const bridged = await openBridged(bridges, { body: `<script>${TOOLS}</script>`, ...options });
  await begun(bridged, Object.keys(bridges));
  await arrived(bridged.page);
  return bridged.page;
}

describe('bridges to vendors, of what was said before', () => {
  afterEach(closePages);

  it('tell the no to a row alone on the next page too, where its purpose runs until a no', async () => {
    const page = await open(ofRow(ALL), {
      purposes: await purposesWith({ mode: 'opt-out' }),
      before: ({ document }) => keep({}, { by: document, services: { [CLARITY]: false } }),
    });
    await until(() => callsOf(page).karte);
    expect(callsOf(page)).to.deep.equal(NO_AT_START);
  });

  it('say nothing of a row that waits for a yes of its own', async () => {
    const page = await open(ofRow(ALL), {
      purposes: await purposesWith({ mode: 'opt-out' }),
      services: [{ id: CLARITY, purpose: 'statistics', mode: 'opt-in' }],
    });
    await until(() => callsOf(page).tiktok);
    expect(callsOf(page)).to.deep.equal(HELD);
  });

  it('tell a yes that a newer edition asks about again as a no, since a tool may have kept it', async () => {
    const page = await open(ALL, { purposes: await purposesWith({ since: 6 }), kept: true });
    expect((await arrived(page)).state.grants.advertising).to.equal('undecided');
    await until(() => callsOf(page).karte);
    expect(callsOf(page)).to.deep.equal(NO_AT_START);
  });

  it('tell what Global Privacy Control denies as a no, a yes in spite of it on each page, and an older one not', async () => {
    const purposes = await purposesWith({ gpc: true, mode: 'opt-out' });
    const page = await open(ALL, { purposes, before: signal });
    await until(() => callsOf(page).karte);
    expect(callsOf(page)).to.deep.equal(NO_AT_START);
    page.window.eval('calls = {}');
    (await arrived(page)).acceptAll();
    expect(callsOf(page)).to.deep.equal(YES);

    const next = await open(ALL, { purposes, before: signal });
    await until(() => callsOf(next).karte);
    expect(callsOf(next)).to.deep.equal({ ...YES, uet: [uet('denied'), uet('granted')] });
    await closePages();

    const older = await open(ALL, { purposes, kept: true, before: signal });
    await until(() => callsOf(older).karte);
    expect(callsOf(older)).to.deep.equal(NO_AT_START);
  });

  it('tell a signal that is switched on while the page is open, as soon as the page is looked at again', async () => {
    const page = await open(ALL, { purposes: await purposesWith({ gpc: true }), kept: true });
    await until(() => callsOf(page).karte);
    page.window.eval('calls = {}');
    signal(page);
    page.document.dispatchEvent(new Event('visibilitychange'));
    expect(callsOf(page)).to.deep.equal(NO);
  });
});

describe('bridges to analytics tools, of what was said before', () => {
  afterEach(closePages);

  /** Tools that would run by themselves; Segment's with what a page of its own tracks. */
  const RUNNING = `
    told = [];
    const noting = (tool) => (...call) => void told.push([tool, ...call]);
    snowplow = noting('snowplow');
    plausible = noting('plausible');
    _paq = { push: noting('matomo') };
    middlewares = [];
    analytics = {
      addSourceMiddleware: (one) => middlewares.push(one),
      track(name) {
        let isDropped = false;
        for (const one of middlewares) {
          isDropped = true;
          one({ payload: { obj: {} }, next: () => { isDropped = false; } });
        }
        if (!isDropped) told.push(['segment', name]);
      },
    };`;
  const TOLD = { snowplow: {}, plausible: {}, segment: {}, matomo: {} } satisfies RuntimeBridges;
  const refused = { [CLARITY]: false };

  for (const [why, bridges, kept] of [
    ['of their purpose', TOLD, { statistics: false }],
    ['of their row alone', ofRow(TOLD), { statistics: true }],
  ] as const)
    it(`tell a no ${why} on the next page too, once, and a yes after it`, async () => {
      const page = await open(bridges, {
        body: `<script>${RUNNING}</script>`,
        before: ({ document }) => keep(kept, { by: document, services: why === 'of their purpose' ? {} : refused }),
      });
      const told = (): unknown[] => JSON.parse(JSON.stringify((page.window.told as unknown as unknown[]).splice(0)));
      await until(() => (page.window.middlewares as unknown as unknown[]).length);
      await until(() => page.window.localStorage.plausible_ignore);
      // Plausible is told by its own mark; Matomo waits for a yes by itself, and would keep a no in a cookie.
      const first = await until(() => (page.window.told as unknown as unknown[]).length === 3 && told());
      expect(first).to.have.deep.members([
        ['matomo', ['requireConsent']],
        ['snowplow', 'setOptOutCookie', 'noren'],
        ['snowplow', 'clearUserData'],
      ]);
      const { track } = page.window.analytics as unknown as { track(name: string): void };
      track('of the page');
      const noren = await arrived(page);
      noren.decide({ purposes: { advertising: false } });
      expect(told()).to.deep.equal([]);

      noren.decide({ purposes: { statistics: true }, services: { [CLARITY]: true } });
      track('allowed');
      expect(told()).to.have.deep.members([
        ['matomo', ['setConsentGiven']],
        ['snowplow', 'flushBuffer'],
        ['snowplow', 'setOptOutCookie', null],
        ['segment', 'Segment Consent Preference Updated'],
        ['segment', 'allowed'],
      ]);
      expect(page.window.localStorage.plausible_ignore).to.equal(undefined);
    });
});
