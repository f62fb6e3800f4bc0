import type { RuntimeBridges } from '@noren/model/schema';
import { expect } from 'chai';
import { closePages, type Page } from '../core/page.ts';
import { arrived } from '../loader/tag.ts';
import { list } from './analytics-stage.ts';
import { begun, openBridged } from './stage.ts';

const SERVICE = { service: 'microsoft-clarity' } as const;
const row = { path: 'tool', purpose: 'statistics', granted: [true], refused: [false] };
/** Tools that are one service of the register, and some that are not. */
const BRIDGES: RuntimeBridges = {
  clarity: SERVICE,
  hubspot: {},
  plausible: SERVICE,
  call: [
    { ...row, ...SERVICE },
    { ...row, path: 'other' },
  ],
  tcf: {
    cmpId: 300,
    vendorListVersion: 143,
    gdprApplies: true,
    vendors: [
      { id: 7, purpose: 'statistics', ...SERVICE },
      { id: 8, purpose: 'statistics' },
    ],
  },
};

function vendorConsents({ window }: Page): unknown {
  let consents: unknown;
  const api = window.__tcfapi as unknown as (...call: unknown[]) => void;
  api('getTCData', 2, (data: { vendor: { consents: object } }) => {
    consents = { ...data.vendor.consents };
  });
  return consents;
}

describe('a service that a visitor refuses by itself', () => {
  afterEach(closePages);

  it('hears of that no in the same page, and alone, and of nothing else until it is allowed again', async () => {
    const told: Record<string, () => unknown[]> = {};
    const bridged = await openBridged(BRIDGES, {
      kept: true,
      before(page) {
        for (const name of ['clarity', 'plausible', 'tool', 'other']) told[name] = list(page, name);
      },
    });
    const { page } = bridged;
    await begun(bridged, Object.keys(BRIDGES));
    const noren = await arrived(page);
    const since = (): unknown =>
      Object.fromEntries(
        Object.entries(told).flatMap(([name, calls]) => {
          const fresh = calls().splice(0);
          return fresh.length ? [[name, JSON.parse(JSON.stringify(fresh))]] : [];
        }),
      );
    const clarity = (value: string): unknown => [['consentv2', { ad_Storage: value, analytics_Storage: value }]];
    noren.track('first');
    expect(since()).to.deep.equal({
      clarity: clarity('granted'),
      plausible: [['first', { props: {} }]],
      tool: [[true]],
      other: [[true]],
    });
    expect(vendorConsents(page)).to.deep.equal({ 7: true, 8: true });
    const heard: string[] = [];
    (page.window.__tcfapi as unknown as (...call: unknown[]) => void)(
      'addEventListener',
      2,
      ({ eventStatus }: { eventStatus: string }) => heard.push(eventStatus),
    );

    noren.decide({ purposes: {}, services: { 'microsoft-clarity': false } });
    noren.track('refused');
    // Plausible's own mark stops it.
    expect(since()).to.deep.equal({ clarity: clarity('denied'), plausible: [['pageview', {}]], tool: [[false]] });
    expect(page.window.localStorage.plausible_ignore).to.equal('true');
    expect(vendorConsents(page)).to.deep.equal({ 7: false, 8: true });
    expect(heard).to.deep.equal(['tcloaded', 'useractioncomplete']);

    noren.decide({ purposes: {}, services: { 'microsoft-clarity': true } });
    noren.track('second');
    expect(since()).to.deep.equal({
      clarity: clarity('granted'),
      plausible: [['second', { props: {} }]],
      tool: [[true]],
    });
    expect(vendorConsents(page)).to.deep.equal({ 7: true, 8: true });
    expect(page.window._hsp).to.have.length(1);
  });
});
