import { expect } from 'chai';
import { apiPage, online } from './api-page.ts';
import { keptIn, put } from './database.ts';
import { endpoint } from './endpoint.ts';
import { keep, kept, keptPurposes } from './kept-cookie.ts';
import { until } from './moments.ts';
import { closePages, type Page } from './page.ts';

const ID = '019a9a9a-0000-7000-8000-000000000001';

describe('on a bad day', () => {
  afterEach(closePages);

  it('two tabs that wait send each record once', async () => {
    const api = await endpoint({ status: 503 });
    const [here, there] = [await apiPage([], { api }), await apiPage([], { api })];
    const failed = here.heard('sync-failed');
    here.noren.acceptAll();
    await failed;
    const before = (await api.requests(1)).length;
    await api.answer({ hold: true });
    online(here.page);
    await api.requests(before + 1);
    const there2 = there.heard('decision');
    there.noren.withdraw('advertising');
    await there2;
    await until(async () => (await keptIn('noren-outbox')).length === 2);
    online(there.page);
    await api.answer({ confirm: {} });
    await until(async () => !(await keptIn('noren-outbox')).length);
    const ids = (await here.records(before + 2)).slice(before).map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length).and.equal(2);
  });

  it('two tabs that decide at once lose neither decision', async () => {
    const api = await endpoint({ confirm: {} });
    const [here, there] = [await apiPage([], { api }), await apiPage([], { api })];
    here.noren.decide({ purposes: { statistics: true } });
    there.noren.decide({ purposes: { advertising: true } });
    const sent = await here.records(2);
    const purposes = sent.map(({ chosen }) => Object.keys(chosen.purposes)[0]);
    expect(purposes).to.have.members(['statistics', 'advertising']);
    await until(async () => !(await keptIn('noren-outbox')).length);
  });

  it('damaged entries in the outbox are passed over, and the others are sent', async () => {
    for (const [key, value] of [
      ['a', null],
      ['b', 'text'],
      ['c', { id: 5 }],
      ['d', { id: ID, chosen: null }],
      ['e', { id: ID, chosen: {} }],
      [7, { id: ID, chosen: { purposes: {} } }],
    ] as const) {
      await put('noren-outbox', key, value);
    }
    const { noren, records, heard } = await apiPage([{ confirm: {} }]);
    const synced = heard('synced');
    noren.acceptAll();
    expect(await synced).to.deep.equal({ pending: 0 });
    expect(await records(1)).to.have.length(1);
  });

  for (const [what, open] of [
    [
      'refuses at once',
      () => {
        throw new DOMException('blocked', 'SecurityError');
      },
    ],
    [
      'refuses later',
      () => {
        const request = new EventTarget() as EventTarget & { error: unknown; onerror?: () => void };
        request.error = new DOMException('full', 'QuotaExceededError');
        queueMicrotask(() => request.onerror?.());
        return request;
      },
    ],
  ] as const) {
    it(`a choice is sent from memory where IndexedDB ${what}, also at the second try`, async () => {
      const before = (page: Page): void => {
        Object.defineProperty(page.window.indexedDB, 'open', { value: open });
      };
      const { page, noren, api, records, heard } = await apiPage([{ status: 503 }], { before });
      const failed = heard('sync-failed');
      noren.acceptAll();
      await failed;
      await api.answer({ confirm: {} });
      const synced = heard('synced');
      online(page);
      await synced;
      const [first, second] = await records(2);
      expect(first?.id).to.equal(second?.id);
      expect((await noren.history()).entries).to.have.length(1);
    });
  }

  it('a choice is kept, sent from memory and remembered while the page is open where storage is full', async () => {
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const before = ({ window }: Page): void => {
      Object.defineProperty(window.IDBObjectStore.prototype, 'put', { value: full });
      Object.defineProperty(window.Storage.prototype, 'setItem', { value: full });
    };
    const { page, noren, api, records, heard } = await apiPage([{ status: 503 }], { before });
    const failed = heard('sync-failed');
    noren.rejectAll();
    await failed;
    expect(await keptIn('noren-outbox')).to.deep.equal([]);
    expect(kept().unsent).to.have.length(36);
    await api.answer({ confirm: {} });
    const synced = heard('synced');
    online(page);
    await synced;
    const [first, second] = await records(2);
    expect(first?.id).to.equal(second?.id);
    const secrets = (await api.requests(2)).map(({ headers }) => headers['noren-subject']);
    expect(new Set(secrets).size).to.equal(1);
    expect((await noren.history()).entries.map(({ control }) => control)).to.deep.equal(['reject-all']);
  });

  it('a choice whose page was closed too early is recorded by the next page, from the cookie', async () => {
    keep({ statistics: true, advertising: false }, { unsent: ID });
    const { records, heard, noren } = await apiPage([{ hold: true }]);
    const synced = heard('synced');
    const [record] = await records(1);
    expect(record).to.deep.include({
      id: ID,
      control: 'recovered',
      surface: 'none',
      edition: '6',
      chosen: { purposes: { statistics: true, advertising: false }, services: {} },
      decidedAt: new Date((kept().purposes.statistics?.at ?? 0) * 1000).toISOString(),
    });
    expect(noren.has('statistics')).to.equal(true);
    synced.catch(() => undefined);
  });

  for (const [then, now] of [
    [false, true],
    [true, false],
    [true, true],
  ]) {
    const said = (on?: boolean): string => (on ? 'on' : 'off');
    it(`such a record says that Global Privacy Control was ${said(then)} at the decision, though it is ${said(now)} now`, async () => {
      const signal = (on?: boolean) => (page: Page) =>
        Object.defineProperty(page.window.navigator, 'globalPrivacyControl', { value: on, configurable: true });
      // Closed before the proof's file had come: only the cookie knows.
      const loadProof = () => new Promise<never>(() => {});
      const first = await apiPage([], { before: signal(then), lab: { loadProof } });
      first.noren.acceptAll();
      const { unsent } = kept();
      first.page.close();
      const { records, noren } = await apiPage([{ hold: true }], { before: signal(now) });
      expect(noren.state.gpc).to.equal(now);
      expect((await records(1))[0]).to.deep.include({ id: unsent, control: 'recovered', gpc: then });
    });
  }

  it('is sent as it was where the outbox still has it', async () => {
    const whole = { id: ID, control: 'accept-all', chosen: { purposes: { statistics: true }, services: {} } };
    await put('noren-outbox', ID, whole);
    keep({ statistics: true }, { unsent: ID });
    const { records } = await apiPage([{ confirm: {} }]);
    expect((await records(1))[0]).to.deep.include(whole);
    await until(() => kept().unsent === undefined);
  });

  it('a choice made before the proof’s file has arrived keeps its own record', async () => {
    keep({ statistics: true }, { unsent: ID });
    let arrive: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const loadProof = () => arrived.then(() => import('@noren/core/proof'));
    const { noren, records } = await apiPage([{ confirm: {} }], { lab: { loadProof } });
    noren.rejectAll();
    arrive();
    await until(async () => (await records(1)).length && !(await keptIn('noren-outbox')).length);
    expect((await records(1)).map(({ control }) => control)).to.deep.equal(['reject-all']);
  });

  it('a proof’s file that does not arrive loses no choice: the cookie names the record for the next page', async () => {
    const { noren, heard } = await apiPage([{ confirm: {} }], {
      lab: { loadProof: () => Promise.reject(new TypeError('offline')) },
    });
    const error = heard('error');
    noren.acceptAll();
    expect(await error).to.deep.equal({ code: 'proof-not-loaded' });
    expect(kept().unsent).to.have.length(36);
    expect(Object.values(keptPurposes())).to.deep.equal([true, true, true, true, true]);
  });
});
