/// <reference types="vite/client" />
import { TCString } from '@iabtcf/core';
// The IAB's own stub, as a page has it inline.
import stub from '@iabtcf/stub/lib/stub.js?raw';
import type { RuntimeBridges } from '@noren/model/schema';
import { expect } from 'chai';
import { turn, until } from '../core/moments.ts';
import { closePages, type Page } from '../core/page.ts';
import { arrived } from '../loader/tag.ts';
import { runtimeOf } from '../model/runtime.ts';
import { type BridgedOptions, type BridgedPage, begun, openBridged } from './stage.ts';

const TCF: NonNullable<RuntimeBridges['tcf']> = { cmpId: 300, vendorListVersion: 143, gdprApplies: true };
const BOTH: RuntimeBridges = { tcf: TCF, gpp: { cmpId: 300, usnat: {} } };

interface Returned {
  readonly returnValue: Record<string, unknown> | boolean | null;
  readonly success: boolean;
  readonly callId: string;
}

async function open(bridges: RuntimeBridges, options: BridgedOptions = {}): Promise<BridgedPage> {
  const bridged = await openBridged(bridges, options);
  await begun(bridged, Object.keys(bridges));
  return bridged;
}

/** How an advertisement in a frame finds the API, as the standards describe it, and hands on what it hears. */
const FRAME = (name: string): string => `<script>
  let found;
  for (let at = window; ; at = at.parent) {
    try { if (at.frames['${name}Locator']) { found = at; break; } } catch {}
    if (at === top) break;
  }
  top.postMessage({ found: Boolean(found), name: '${name}' }, '*');
  addEventListener('message', ({ data, source }) => {
    if (source !== found) found?.postMessage(data, '*');
    else top.postMessage({ heard: data }, '*');
  });
</script>`;

/** A frame within a frame, each of an origin of its own. */
function nested(document: Document, name: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  const inner = FRAME(name).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  // What is asked of it is handed on to the one within.
  frame.srcdoc = `<iframe sandbox="allow-scripts" srcdoc="${inner}"></iframe>
    <script>addEventListener('message', ({ data, source }) => source === top || source === parent ? frames[0].postMessage(data, '*') : 0)</script>`;
  document.body.append(frame);
  return frame;
}

describe('the IAB’s APIs in a page', () => {
  afterEach(closePages);

  for (const [name, version, how] of [
    ['__tcfapi', 2, 'without a stub'],
    ['__tcfapi', 2, 'by the stub'],
    ['__gpp', '1.1', 'without a stub'],
  ] as const)
    it(`answer frames of another origin within such frames, each call by its own form and id (${name}, ${how})`, async () => {
      const { page } = await open(BOTH, {
        kept: true,
        body: how === 'by the stub' ? `<script>${stub}</script>` : '',
      });
      const messages: { found?: boolean; heard?: unknown }[] = [];
      // The page is a frame of the test's.
      const listen = ({ data }: MessageEvent): unknown => messages.push(data);
      window.addEventListener('message', listen);
      const frame = nested(page.document, name);
      await until(() => messages.find(({ found }) => found !== undefined));
      expect(messages[0]?.found).to.equal(true);
      const answers = (): Returned[] =>
        messages
          .filter(({ heard }) => heard)
          .map(({ heard }) => (typeof heard === 'string' ? JSON.parse(heard) : heard)[`${name}Return`]);
      const call = (command: string, callId: string, parameter?: unknown): object => ({
        [`${name}Call`]: { command, callId, version, parameter },
      });
      const say = (message: unknown): void => frame.contentWindow?.postMessage(message, '*');
      for (const odd of [null, 0, 'no JSON', '"text"', '[]', { [`${name}Call`]: null }, { [`${name}Call`]: 'ping' }])
        say(odd);
      say(call('ping', 'a'));
      say(JSON.stringify(call('ping', 'b')));
      say(call('unheard', 'c'));
      say(call('addEventListener', 'd'));
      await until(() => answers().length >= 4);
      await turn();
      const find = (id: string): Returned[] => answers().filter(({ callId }) => callId === id);
      expect(find('a')[0]?.returnValue).to.deep.include({ cmpStatus: 'loaded', cmpId: 300 });
      expect(find('b')[0]?.returnValue).to.deep.equal(find('a')[0]?.returnValue);
      expect(messages.filter(({ heard }) => typeof heard === 'string')).to.have.length(1);
      expect(find('c')).to.deep.equal([{ returnValue: null, success: false, callId: 'c' }]);
      const [registered] = find('d');
      expect(registered?.success).to.equal(true);
      (await arrived(page)).rejectAll();
      await until(() => find('d').length > 1);
      const { listenerId } = { ...(registered?.returnValue as { listenerId: number } | undefined) };
      say(call('removeEventListener', 'e', listenerId));
      await until(() => find('e').length);
      expect(find('e')[0]?.returnValue).to.equal(true);
      const count = find('d').length;
      (await arrived(page)).acceptAll();
      say(call('ping', 'f'));
      await until(() => find('f').length);
      expect(find('d')).to.have.length(count);
      window.removeEventListener('message', listen);
    });

  it('tell every listener, whatever another one throws or takes away', async () => {
    const { page } = await open(BOTH, { kept: true });
    const thrown: unknown[] = [];
    page.window.addEventListener('error', (event) => {
      event.preventDefault();
      thrown.push(event.message);
    });
    page.window.eval(`heard = []; removed = 0;
      const boom = () => { throw new Error('boom'); };
      __tcfapi('addEventListener', 2, boom);
      __tcfapi('addEventListener', 2, ({ listenerId, eventStatus }) => {
        __tcfapi('removeEventListener', 2, (is) => { removed += is; }, listenerId);
        __tcfapi('removeEventListener', 2, boom, listenerId + 1);
      });
      __tcfapi('addEventListener', 2, ({ eventStatus }) => heard.push(eventStatus));
      __gpp('addEventListener', boom);
      __gpp('addEventListener', ({ eventName }) => heard.push(eventName));
      __tcfapi('ping', 2); __tcfapi('ping'); __tcfapi('addEventListener', 2); __gpp('ping'); __gpp('getField', null);`);
    (await arrived(page)).rejectAll();
    expect(page.window.removed).to.equal(1);
    expect(page.window.heard).to.deep.equal([
      'tcloaded',
      'listenerRegistered',
      'signalStatus',
      'sectionChange',
      'signalStatus',
      'useractioncomplete',
    ]);
    expect(thrown.length).to.be.above(3);
  });

  it('are told once of a choice: that the consent API has confirmed it, or another tab has it too, is none', async () => {
    const { page } = await open(BOTH, { kept: true });
    page.window.eval(`heard = [];
      __tcfapi('addEventListener', 2, ({ eventStatus }) => heard.push(eventStatus));
      __gpp('addEventListener', ({ eventName }) => heard.push(eventName));`);
    const noren = await arrived(page);
    let last: unknown;
    page.window.addEventListener('noren:open', (event) => {
      last = (event as CustomEvent).detail;
    });
    noren.rejectAll();
    const heard = page.window.heard as unknown as string[];
    const count = heard.length;
    const again = (cause: string, changes: object = {}): unknown =>
      page.window.dispatchEvent(
        new CustomEvent('noren:open', { detail: structuredClone({ ...(last as object), cause, ...changes }) }),
      );
    for (const cause of ['sync', 'other-tab', 'expiry']) again(cause);
    expect(heard.slice(count)).to.deep.equal([]);
    // Of another tab's own choice they are told.
    const { after } = last as { after: object };
    again('other-tab', { after: { ...after, advertising: 'granted' }, open: ['necessary', 'advertising'] });
    expect(heard.slice(count)).to.have.members(['useractioncomplete', 'signalStatus', 'sectionChange', 'signalStatus']);
  });

  it('claim no consent for what nobody can refuse', async () => {
    const { purposes } = await runtimeOf();
    const always = purposes.map((purpose) =>
      purpose.id === 'advertising' ? { ...purpose, mode: 'always' as const, requires: [] } : purpose,
    );
    const vendors = [{ id: 755, purpose: 'necessary' }];
    const { page } = await open(
      { tcf: { ...TCF, vendors, purposes: { 10: 'necessary' } } },
      { kept: true, purposes: always },
    );
    const [{ tcString }] = tcfData(page);
    const read = TCString.decode(tcString);
    expect([...read.purposeConsents].filter(([, is]) => is).map(([id]) => id)).to.deep.equal([5, 6, 8, 9, 11]);
    expect([...read.vendorConsents].filter(([, is]) => is)).to.deep.equal([]);
  });
});

function tcfData({ window }: Page): [{ tcString: string }] {
  let data: unknown;
  (window.__tcfapi as unknown as (...call: unknown[]) => void)('getTCData', 2, (given: unknown) => {
    data = given;
  });
  return [data as { tcString: string }];
}
