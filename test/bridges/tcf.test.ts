/// <reference types="vite/client" />
import { TCString } from '@iabtcf/core';
// The IAB's own stub, as a page has it inline.
import stub from '@iabtcf/stub/lib/stub.js?raw';
import type { TcfBridge } from '@noren/model/schema';
import { expect } from 'chai';
import { until } from '../core/moments.ts';
import { closePages, type Page } from '../core/page.ts';
import { arrived } from '../loader/tag.ts';
import { runtimeOf } from '../model/runtime.ts';
import { type BridgedOptions, type BridgedPage, openBridged, runInPage } from './stage.ts';

const SETTINGS: TcfBridge = {
  cmpId: 300,
  cmpVersion: 7,
  vendorListVersion: 143,
  gdprApplies: true,
  publisherCountry: 'JP',
  vendors: [
    { id: 755, purpose: 'advertising' },
    { id: 12, purpose: 'statistics' },
  ],
};

interface TcData extends Record<string, unknown> {
  readonly tcString: string;
  readonly eventStatus: string | undefined;
  readonly listenerId: number;
  readonly purpose: { readonly consents: Record<string, boolean> };
  readonly vendor: Readonly<Record<string, Record<string, boolean>>>;
}

async function open(
  settings: TcfBridge,
  { body = '', ...options }: BridgedOptions = {},
): Promise<BridgedPage & { errors: { code: string }[] }> {
  const watch = `errors = []; addEventListener('noren:error', ({ detail }) => errors.push(detail)); heard = [];`;
  const bridged = await openBridged({ tcf: settings }, { ...options, body: `<script>${watch}</script>${body}` });
  await until(() => bridged.page.window.__tcfapi);
  await until(() => (ask(bridged.page, 'ping')[0] as { cmpStatus: string }).cmpStatus !== 'stub');
  return { ...bridged, errors: bridged.page.window.errors as unknown as { code: string }[] };
}

/** What a call in the page hands to its callback. */
function ask({ window }: Page, command: string, parameter?: unknown, version: unknown = 2): unknown[] {
  let answered: unknown[] = [];
  const api = window.__tcfapi as unknown as (...call: unknown[]) => void;
  api(command, version, (...values: unknown[]) => (answered = values), parameter);
  return JSON.parse(JSON.stringify(answered));
}

const heard = ({ window }: Page): [TcData, boolean][] => window.heard as unknown as [TcData, boolean][];

describe('the bridge to the TCF', () => {
  afterEach(closePages);

  it('answers what its stub has kept, and tells each decision by a string that the IAB’s library reads', async () => {
    const body = `<script>${stub}</script><script>__tcfapi('addEventListener', 2, (...values) => heard.push(values));
      __tcfapi('ping', 2, (ping) => { before = ping.cmpStatus; });</script>`;
    const { page, errors } = await open(SETTINGS, { body });
    expect(page.window.before).to.equal('stub');
    expect(ask(page, 'ping')[0]).to.deep.include({
      gdprApplies: true,
      cmpLoaded: true,
      cmpStatus: 'loaded',
      displayStatus: 'visible',
      apiVersion: '2.3',
      cmpId: 300,
      cmpVersion: 7,
      gvlVersion: 143,
      tcfPolicyVersion: 5,
    });
    const [first] = heard(page);
    expect(first?.[1]).to.equal(true);
    expect(first?.[0]).to.deep.include({ eventStatus: 'cmpuishown', listenerId: 1 });
    expect(Object.values(first?.[0].purpose.consents ?? {})).to.deep.equal(Array(11).fill(false));

    const noren = await arrived(page);
    noren.decide({ purposes: { statistics: true, advertising: false, recommendation: false } });
    const [told] = heard(page).at(-1) ?? [];
    expect(told?.eventStatus).to.equal('useractioncomplete');
    const read = TCString.decode(told?.tcString ?? '');
    expect({
      cmpId: read.cmpId,
      cmpVersion: read.cmpVersion,
      vendorListVersion: read.vendorListVersion,
      policyVersion: read.policyVersion,
      isServiceSpecific: read.isServiceSpecific,
      publisherCountryCode: read.publisherCountryCode,
      consentLanguage: String(read.consentLanguage).toUpperCase(),
    }).to.deep.equal({
      cmpId: 300,
      cmpVersion: 7,
      vendorListVersion: 143,
      policyVersion: 5,
      isServiceSpecific: true,
      publisherCountryCode: 'JP',
      consentLanguage: 'JA',
    });
    expect([...read.purposeConsents].filter(([, is]) => is).map(([id]) => id)).to.deep.equal([8, 9, 10]);
    expect([...read.purposeLegitimateInterests].filter(([, is]) => is)).to.deep.equal([]);
    expect([...read.vendorConsents].filter(([, is]) => is).map(([id]) => id)).to.deep.equal([12]);
    expect([...read.vendorsDisclosed].filter(([, is]) => is).map(([id]) => id)).to.deep.equal([12, 755]);
    // The day, and no moment of it that would tell one visitor from another.
    expect([read.created.getTime() % 86_400_000, read.lastUpdated.getTime()]).to.deep.equal([
      0,
      read.created.getTime(),
    ]);
    expect(told?.vendor.disclosedVendors).to.deep.equal({ 12: true, 755: true });
    expect(told?.vendor.consents).to.deep.equal({ 12: true, 755: false });

    const count = heard(page).length;
    noren.acceptAll();
    noren.rejectAll();
    expect(heard(page).length).to.equal(count + 2);
    const refused = TCString.decode(heard(page).at(-1)?.[0].tcString ?? '');
    expect([refused.purposeConsents.size, refused.vendorConsents.size]).to.deep.equal([0, 0]);
    expect(ask(page, 'removeEventListener', 1)).to.deep.equal([true]);
    expect(ask(page, 'removeEventListener', 1)).to.deep.equal([false]);
    noren.acceptAll();
    expect(heard(page).length).to.equal(count + 2);
    expect(ask(page, 'getVendorList')).to.deep.equal([null, false]);
    expect(ask(page, 'addEventListener', undefined, 1)).to.deep.equal([null, false]);
    expect(ask(page, 'unheard')).to.deep.equal([null, false]);
    expect(errors).to.deep.equal([]);
  });

  it('tells no choice before anything was disclosed, and what held before where the visitor has only looked', async () => {
    const unseen = ({ window }: Page): void =>
      window.addEventListener('noren:shown', (event) => event.stopImmediatePropagation());
    // A signal of the browser refuses all, and for somebody who was told nothing either.
    const signalling = (page: Page): void => {
      unseen(page);
      Object.defineProperty(page.window.navigator, 'globalPrivacyControl', { value: true, configurable: true });
    };
    const purposes = (await runtimeOf()).purposes.map((purpose) => ({ ...purpose, gpc: true as const }));
    for (const options of [{ before: unseen }, { before: signalling, purposes }]) {
      const undisclosed = await open(SETTINGS, options);
      const [data] = ask(undisclosed.page, 'getTCData') as [TcData];
      const whatever = ['gdprApplies', 'tcfPolicyVersion', 'cmpId', 'cmpVersion', 'cmpStatus'];
      expect(Object.keys(data)).to.have.members(whatever);
    }
    const listen = `__tcfapi('addEventListener', 2, ({ eventStatus }) => heard.push(eventStatus));`;
    const { page } = await open(SETTINGS, { kept: true, body: `<script>${stub}</script><script>${listen}</script>` });
    const say = (type: string, name: string): unknown =>
      page.window.dispatchEvent(new CustomEvent(`noren:${type}`, { detail: { name } }));
    for (const name of ['personal-url', 'preferences']) for (const type of ['shown', 'hidden']) say(type, name);
    expect(page.window.heard).to.deep.equal(['tcloaded', 'cmpuishown', 'tcloaded']);
  });

  it('claims no consent for what runs until a no', async () => {
    const { purposes } = await runtimeOf();
    const optOut = purposes.map((purpose) => ({ ...purpose, mode: 'opt-out' as const, requires: [] }));
    const { page } = await open(SETTINGS, { purposes: optOut });
    const consents = (): boolean[] => Object.values((ask(page, 'getTCData')[0] as TcData).purpose.consents);
    expect(consents()).to.deep.equal(Array(11).fill(false));
    (await arrived(page)).acceptAll();
    expect(consents()).to.deep.equal(Array(11).fill(true));
  });

  it('is found and asked by a frame, without a stub too', async () => {
    const { page } = await open(SETTINGS, { kept: true });
    expect('__tcfapiLocator' in page.window.frames).to.equal(true);
    const frame = page.document.createElement('iframe');
    page.document.body.append(frame);
    const inner = frame.contentWindow as Window & typeof globalThis;
    const answers: unknown[] = [];
    inner.addEventListener('message', ({ data }) => answers.push(data));
    runInPage(
      { document: inner.document },
      `parent.postMessage({ __tcfapiCall: { command: 'addEventListener', version: 2, callId: 'a' } }, '*');
       parent.postMessage(JSON.stringify({ __tcfapiCall: { command: 'ping', version: 2, callId: 'b' } }), '*');
       parent.postMessage('no JSON', '*'); parent.postMessage(null, '*');`,
    );
    await until(() => answers.length === 2);
    const { __tcfapiReturn: returned } = answers[0] as { __tcfapiReturn: { returnValue: TcData; success: boolean } };
    expect(returned).to.deep.include({ success: true, callId: 'a' });
    expect(returned.returnValue.eventStatus).to.equal('tcloaded');
    expect(Object.values(returned.returnValue.purpose.consents)).to.deep.equal(Array(11).fill(true));
    expect(JSON.parse(answers[1] as string).__tcfapiReturn).to.deep.include({ success: true, callId: 'b' });
  });

  it('says that it is in error without a CMP id, and tells nothing as if it were valid', async () => {
    const { cmpId: _, ...rest } = SETTINGS;
    const { page, errors } = await open(rest, { kept: true });
    await until(() => errors.length);
    expect(errors).to.deep.equal([{ code: 'cmp-not-registered', path: '__tcfapi' }]);
    expect(ask(page, 'ping')[0]).to.deep.include({ cmpLoaded: true, cmpStatus: 'error', displayStatus: 'disabled' });
    expect(ask(page, 'ping')[0]).not.to.have.property('cmpId');
    for (const command of ['addEventListener', 'getTCData', 'getVendorList'])
      expect(ask(page, command)).to.deep.equal([]);
    (await arrived(page)).rejectAll();
    expect(ask(page, 'addEventListener')).to.deep.equal([]);
  });

  it('tells nothing of a choice where the GDPR does not apply, and nobody at all until that is known', async () => {
    const { gdprApplies: _, ...rest } = SETTINGS;
    const listen = `__tcfapi('addEventListener', 2, (...values) => heard.push(values));`;
    const set = `__tcfapi('setGdprApplies', 2, () => {}, false);`;
    const { page } = await open(rest, {
      kept: true,
      body: `<script>${stub}</script><script>${set} ${listen}</script>`,
    });
    const common = { gdprApplies: false, tcfPolicyVersion: 5, cmpId: 300, cmpVersion: 7, cmpStatus: 'loaded' };
    expect(heard(page)).to.deep.equal([[{ ...common, eventStatus: 'tcloaded', listenerId: 1 }, true]]);
    const unknown = await open(rest, { kept: true, body: `<script>${stub}</script><script>${listen}</script>` });
    (await arrived(unknown.page)).rejectAll();
    expect(heard(unknown.page)).to.deep.equal([]);
    expect(ask(unknown.page, 'ping')[0]).not.to.have.property('gdprApplies');
  });

  it('leaves another CMP in its place, and tells of it', async () => {
    const other = `<script>__tcfapi = own = (command, version, tell) => tell({ cmpLoaded: true, cmpStatus: 'loaded' }, true);</script>`;
    const { page, errors } = await open(SETTINGS, { body: other });
    await until(() => errors.length);
    expect(errors).to.deep.equal([{ code: 'another-cmp', path: '__tcfapi' }]);
    expect(page.window.__tcfapi === page.window.own).to.equal(true);
  });
});
