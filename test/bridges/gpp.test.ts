import { CmpApi, GppModel } from '@iabgpp/cmpapi';
import type { GppBridge } from '@noren/model/schema';
import { expect } from 'chai';
import { until } from '../core/moments.ts';
import { closePages, type Page } from '../core/page.ts';
import { arrived } from '../loader/tag.ts';
import { type BridgedPage, openBridged, runInPage } from './stage.ts';

interface Ping extends Record<string, unknown> {
  readonly gppString: string;
}
interface Heard {
  readonly eventName: string;
  readonly listenerId: number;
  readonly data: unknown;
  readonly pingData: Ping;
}

/** What the IAB's stub does, in short: it keeps calls, and registers listeners at once. */
const STUB = `__gpp = (...call) => {
    if (!call.length) return __gpp.queue;
    const [command, callback, parameter] = call;
    if (command === 'queue') return __gpp.queue;
    if (command === 'events') return __gpp.events;
    const pingData = { gppVersion: '1.1', cmpStatus: 'stub', signalStatus: 'not ready' };
    if (command === 'ping') callback(pingData, true);
    else if (command === 'addEventListener') {
      __gpp.lastId += 1;
      __gpp.events.push({ id: __gpp.lastId, callback, parameter });
      callback({ eventName: 'listenerRegistered', listenerId: __gpp.lastId, data: true, pingData }, true);
    } else __gpp.queue.push(call);
  };
  Object.assign(__gpp, { queue: [], events: [], lastId: 0 });`;

async function open(
  settings: GppBridge,
  { body = '', kept }: { body?: string; kept?: boolean } = {},
): Promise<BridgedPage & { errors: { code: string }[] }> {
  const watch = `errors = []; addEventListener('noren:error', ({ detail }) => errors.push(detail)); heard = [];`;
  const bridged = await openBridged(
    { gpp: settings },
    { body: `<script>${watch} ${body}</script>`, ...(kept === undefined ? {} : { kept }) },
  );
  await until(() => bridged.page.window.__gpp);
  await until(() => pingOf(bridged.page).cmpStatus !== 'stub');
  return { ...bridged, errors: bridged.page.window.errors as unknown as { code: string }[] };
}

function ask({ window }: Page, command: string, parameter?: unknown): unknown[] {
  let answered: unknown[] = [];
  const api = window.__gpp as unknown as (...call: unknown[]) => void;
  api(command, (...values: unknown[]) => (answered = values), parameter, '1.1');
  return JSON.parse(JSON.stringify(answered));
}

const heard = ({ window }: Page): Heard[] => window.heard as unknown as Heard[];
const pingOf = (page: Page): Ping => ask(page, 'ping')[0] as Ping;

describe('the bridge to the GPP', () => {
  afterEach(closePages);

  it('takes over from its stub, and tells each decision in the order of the standard, by a string that the IAB’s library reads', async () => {
    const body = `${STUB} __gpp('addEventListener', (event) => heard.push(event)); __gpp('hasSection', (is) => { had = is; }, 'usnat');`;
    const { page, errors } = await open({ cmpId: 300, usnat: {} }, { body });
    expect(page.window.had).to.equal(true);
    expect(heard(page).map(({ eventName, data, listenerId }) => [eventName, data, listenerId])).to.deep.equal([
      ['listenerRegistered', true, 1],
      ['cmpStatus', 'loaded', 1],
      ['cmpDisplayStatus', 'visible', 1],
    ]);
    const ping = pingOf(page);
    expect(ping).to.deep.include({
      gppVersion: '1.1',
      cmpStatus: 'loaded',
      cmpDisplayStatus: 'visible',
      // Until the visitor has answered.
      signalStatus: 'not ready',
      supportedAPIs: ['7:usnat'],
      cmpId: 300,
      sectionList: [7],
      applicableSections: [7],
    });
    // As many fields as the IAB's own API has.
    expect(Object.keys(ping)).to.have.members(Object.keys(ownPing()));

    const noren = await arrived(page);
    noren.acceptAll();
    expect(
      heard(page)
        .slice(3)
        .map(({ eventName, data }) => [eventName, data]),
    ).to.deep.equal([
      ['sectionChange', 'usnat'],
      ['cmpDisplayStatus', 'hidden'],
      ['signalStatus', 'ready'],
    ]);
    expect(fieldsOf(pingOf(page))).to.deep.equal({ SaleOptOut: 2, SharingOptOut: 2, TargetedAdvertisingOptOut: 2 });
    expect(heard(page)[5]?.pingData.gppString).to.equal(pingOf(page).gppString);
    noren.rejectAll();
    expect(
      heard(page)
        .slice(6)
        .map(({ eventName, data }) => [eventName, data]),
    ).to.deep.equal([
      ['signalStatus', 'not ready'],
      ['sectionChange', 'usnat'],
      ['signalStatus', 'ready'],
    ]);
    expect(fieldsOf(pingOf(page))).to.deep.equal({ SaleOptOut: 1, SharingOptOut: 1, TargetedAdvertisingOptOut: 1 });
    // Every field, as the library has it.
    const model = new GppModel(pingOf(page).gppString).getSection('usnat') as Record<string, unknown>;
    const [core, gpc] = ask(page, 'getSection', 'usnat')[0] as Record<string, unknown>[];
    expect({ ...core, ...gpc }).to.deep.equal(model);
    expect(ask(page, 'getField', 'usnat.SaleOptOut')).to.deep.equal([1, true]);
    expect(ask(page, 'getField', 'usnat.Gpc')).to.deep.equal([false, true]);
    expect(ask(page, 'getField', 'usca.SaleOptOut')).to.deep.equal([null, true]);
    expect(ask(page, 'hasSection', 'tcfeuv2')).to.deep.equal([false, true]);
    expect(ask(page, 'unheard')).to.deep.equal([null, false]);
    // The stub has numbered one already.
    expect(ask(page, 'addEventListener')[0]).to.deep.include({ eventName: 'listenerRegistered', listenerId: 2 });
    expect(ask(page, 'removeEventListener', 1)).to.deep.equal([true, true]);
    expect(ask(page, 'removeEventListener', 1)).to.deep.equal([false, true]);
    const count = heard(page).length;
    noren.acceptAll();
    expect(heard(page).length).to.equal(count);
    expect(errors).to.deep.equal([]);
  });

  it('tells a returning visitor’s choice, and Global Privacy Control, to frames too', async () => {
    const gpc = `Object.defineProperty(navigator, 'globalPrivacyControl', { value: true, configurable: true });`;
    const { page } = await open({ cmpId: 300, usnat: { purposes: { sale: 'statistics' } } }, { kept: true, body: gpc });
    expect(fieldsOf(pingOf(page), 'Gpc', 'SaleOptOut')).to.deep.equal({ Gpc: true, SaleOptOut: 2 });
    expect('__gppLocator' in page.window.frames).to.equal(true);
    const answers: { __gppReturn?: { returnValue: Ping; success: boolean; callId: string } }[] = [];
    page.window.addEventListener('message', ({ data }) => answers.push(data));
    runInPage(page, `postMessage({ __gppCall: { command: 'ping', callId: 'a', version: '1.1' } }, '*')`);
    const told = await until(() => answers.find(({ __gppReturn }) => __gppReturn));
    expect(told.__gppReturn).to.deep.include({ success: true, callId: 'a' });
    expect(told.__gppReturn?.returnValue.gppString).to.equal(pingOf(page).gppString);
  });

  it('has whoever listens wait while the visitor looks at their choice, and no longer', async () => {
    const listen = `${STUB} __gpp('addEventListener', ({ eventName, data }) => heard.push([eventName, data]));`;
    const { page } = await open({ cmpId: 300, usnat: {} }, { body: listen, kept: true });
    const told = (): unknown[] => (page.window.heard as unknown as unknown[]).splice(0);
    told();
    const say = (type: string, name: string): unknown =>
      page.window.dispatchEvent(new CustomEvent(`noren:${type}`, { detail: { name } }));
    say('shown', 'personal-url');
    say('hidden', 'personal-url');
    expect(told()).to.deep.equal([]);
    say('shown', 'preferences');
    say('hidden', 'preferences');
    expect(told()).to.deep.equal([
      ['signalStatus', 'not ready'],
      ['cmpDisplayStatus', 'visible'],
      ['cmpDisplayStatus', 'hidden'],
      ['signalStatus', 'ready'],
    ]);
  });

  it('has no section where none is configured, and says that it is in error without a CMP id', async () => {
    const { page } = await open({ cmpId: 300 }, { kept: true });
    const empty = {
      sectionList: [],
      applicableSections: [-1],
      gppString: 'DBAA',
      supportedAPIs: [],
      signalStatus: 'ready',
    };
    expect(pingOf(page)).to.deep.include(empty);
    expect(new GppModel(pingOf(page).gppString).getSectionIds()).to.deep.equal([]);
    expect(ask(page, 'getSection', 'usnat')).to.deep.equal([null, true]);
    const without = await open({ usnat: {} }, { kept: true });
    await until(() => without.errors.length);
    expect(without.errors).to.deep.equal([{ code: 'cmp-not-registered', path: '__gpp' }]);
    const error = { cmpStatus: 'error', signalStatus: 'not ready', cmpId: 0, sectionList: [], gppString: 'DBAA' };
    expect(pingOf(without.page)).to.deep.include(error);
    for (const command of ['addEventListener', 'hasSection', 'getSection', 'getField'])
      expect(ask(without.page, command, 'usnat')).to.deep.equal([]);
  });
});

/** Fields of `usnat`, read from the string by the IAB's library. */
function fieldsOf({ gppString }: Ping, ...names: string[]): Record<string, unknown> {
  const model = new GppModel(gppString);
  const wanted = names.length ? names : ['SaleOptOut', 'SharingOptOut', 'TargetedAdvertisingOptOut'];
  return Object.fromEntries(wanted.map((name) => [name, model.getFieldValue('usnat', name)]));
}

/** What `ping` gives of the IAB's own implementation. */
function ownPing(): Ping {
  const page = window as unknown as { __gpp?: (command: string, tell: (ping: Ping) => void) => unknown };
  page.__gpp = () => [];
  new CmpApi(300, 1);
  let ping = {} as Ping;
  page.__gpp?.('ping', (given) => {
    ping = given;
  });
  delete page.__gpp;
  return ping;
}
