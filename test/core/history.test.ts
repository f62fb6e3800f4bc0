import { expect } from 'chai';
import type { Answer } from '../endpoints.ts';
import { runtimeOf } from '../model/runtime.ts';
import { apiPage } from './api-page.ts';
import { keptIn, put } from './database.ts';
import { keep, kept } from './kept-cookie.ts';
import { record, turn, until } from './moments.ts';
import { closePages, openPage, type Page } from './page.ts';

const entry = (id: string, more = {}) => ({
  id,
  at: '2026-11-01T00:00:00.000Z',
  edition: '6',
  control: 'save',
  purposes: { statistics: true },
  services: {},
  recorded: false,
  ...more,
});
const served = (id: string) => ({
  id,
  effectiveAt: '2026-11-02T00:00:00.000Z',
  edition: '6',
  control: 'accept-all',
  chosen: { purposes: { statistics: true }, services: {} },
});

describe('the history of a visitor’s choices', () => {
  afterEach(closePages);

  it('is the server’s, with what the server has not confirmed yet before it', async () => {
    await put('noren-history', '1', entry('1', { recorded: true }));
    await put('noren-history', '2', entry('2'));
    await put('noren-history', '3', entry('3'));
    const body = JSON.stringify({ records: [served('2'), served('1')] });
    const { noren, api } = await apiPage([{ body }]);
    const { source, entries } = await noren.history();
    expect(source).to.equal('server');
    expect(entries.map(({ id, recorded }) => [id, recorded])).to.deep.equal([
      ['3', false],
      ['2', true],
      ['1', true],
    ]);
    expect((await api.requests(1))[0]).to.include({
      method: 'GET',
      path: `${api.path}/v1/sites/portal/records?limit=100`,
    });
  });

  /** One of the API's pages: a hundred records, from this number down. */
  const hundred = (from: number, next: unknown = null) => {
    const records = Array.from({ length: Math.min(100, from) }, (_, at) => served(String(from - at)));
    return { body: JSON.stringify({ records, next }) };
  };
  const ids = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, at) => String(from - at));

  it('is all of it, in order, where the API gives it in pages', async () => {
    const { noren, api } = await apiPage([hundred(250, '151'), hundred(150, '51'), hundred(50)]);
    const { source, entries } = await noren.history();
    expect(source).to.equal('server');
    expect(entries.map(({ id }) => id)).to.deep.equal(ids(250, 1));
    const asked = (await api.requests(3)).map(({ path }) => new URL(path, location.href).search);
    expect(asked).to.deep.equal(['?limit=100', '?limit=100&cursor=151', '?limit=100&cursor=51']);
  });

  for (const [what, next, answer, requests] of [
    ['is no text', 151, hundred(150), 1],
    ['leads to an error', '151', { status: 503 }, 2],
    ['leads to garbage', '151', { body: '{"records":[{"id":"1"}],"next":"1"}' }, 2],
    ['leads to itself', '151', hundred(250, '151'), 2],
  ] as [string, unknown, Answer, number][]) {
    it(`ends with what was read where the way to the next page ${what}`, async () => {
      const { noren, api } = await apiPage([hundred(250, next), answer]);
      const { source, entries } = await noren.history();
      expect(source).to.equal('server');
      expect(entries.map(({ id }) => id)).to.deep.equal(ids(250, 151));
      expect(await api.requests(0)).to.have.length(requests);
    });
  }

  it('ends somewhere, also where the API never does', async () => {
    const pages = ids(40, 1).map((id) => ({ body: JSON.stringify({ records: [served(id)], next: id }) }));
    const { noren, api } = await apiPage(pages);
    expect((await noren.history()).entries).to.have.length(20);
    expect(await api.requests(0)).to.have.length(20);
  });

  for (const [what, answer] of [
    ['is down', { status: 503 }],
    ['answers garbage', { body: '<html>' }],
    ['answers another shape', { body: '{"records":{}}' }],
    ['answers records of another shape', { body: '{"records":[{"id":"1"}]}' }],
    ['breaks the connection', { drop: true }],
  ] as const) {
    it(`is this browser’s copy, newest first, when the API ${what}`, async () => {
      await put('noren-history', '1', entry('1'));
      await put('noren-history', '2', entry('2'));
      const { source, entries } = await (await apiPage([answer])).noren.history();
      expect(source).to.equal('browser');
      expect(entries.map(({ id }) => id)).to.deep.equal(['2', '1']);
    });
  }

  it('passes over damaged entries', async () => {
    for (const [key, value] of [
      ['a', null],
      ['b', 'text'],
      ['c', { id: 'c', at: 'x', purposes: null, services: {} }],
      ['d', { id: 'd', at: 'x', purposes: {} }],
      ['e', entry('e')],
    ] as const) {
      await put('noren-history', key, value);
    }
    const { entries } = await (await apiPage([{ status: 503 }])).noren.history();
    expect(entries.map(({ id }) => id)).to.deep.equal(['e']);
  });

  it('grows with each choice, marks what is confirmed, and keeps the newest fifty here', async () => {
    for (let index = 0; index < 50; index += 1) await put('noren-history', `0-${index}`, entry(`0-${index}`));
    const { noren, heard } = await apiPage([{ confirm: {} }]);
    const synced = heard('synced');
    noren.acceptAll();
    await synced;
    const all = await until(async () => {
      const kept = await keptIn('noren-history');
      return kept.length === 50 && kept.at(-1)?.[1].recorded ? kept : undefined;
    });
    expect(all.at(-1)?.[1]).to.deep.include({ control: 'accept-all', recorded: true, edition: '6' });
  });

  it('passes over an answer of the API in which a record has no time', async () => {
    await put('noren-history', '1', entry('1'));
    const body = JSON.stringify({ records: [{ ...served('2'), effectiveAt: 'soon' }] });
    const { source, entries } = await (await apiPage([{ body }])).noren.history();
    expect([source, entries.map(({ id }) => id)]).to.deep.equal(['browser', ['1']]);
  });

  it('has what was chosen before there was an API in its place, as a thing of this browser', async () => {
    await put('noren-history', '1', entry('1', { hereOnly: true }));
    await put('noren-history', '2', entry('2', { at: '2026-11-03T00:00:00.000Z' }));
    const { noren } = await apiPage([{ body: JSON.stringify({ records: [served('3')] }) }]);
    const { entries } = await noren.history();
    expect(entries.map(({ id, hereOnly = false }) => [id, hereOnly])).to.deep.equal([
      ['2', false],
      ['3', false],
      ['1', true],
    ]);
  });
});

describe('the history on a site without an API', () => {
  afterEach(closePages);

  async function plainPage(before?: (page: Page) => void) {
    const page = await openPage();
    before?.(page);
    return { page, noren: page.lab.noren({ config: await runtimeOf() }) };
  }
  const withoutIndexedDb = ({ window }: Page): void => {
    const refuse = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
    Object.defineProperty(window.indexedDB, 'open', { value: refuse });
  };
  const stored = (count: number) =>
    until(async () => {
      const all = await keptIn('noren-history');
      return all.length >= count ? all : undefined;
    });

  it('is empty before a choice, and writes nothing', async () => {
    const { page, noren } = await plainPage();
    expect(await noren.history()).to.deep.equal({ source: 'browser', entries: [] });
    expect(page.document.cookie).to.equal('');
    expect(await keptIn('noren-history')).to.deep.equal([]);
  });

  it('keeps what was decided, when, by which control, under which edition, in which words', async () => {
    const { noren } = await plainPage();
    const from = Date.now();
    noren.acceptAll();
    noren.decide(
      { purposes: { statistics: true, linking: true }, services: { 'microsoft-clarity': false } },
      { via: 'save', surface: 'preferences' },
    );
    await stored(2);
    // On the next page, after whatever this one still had in mind.
    const next = await plainPage();
    const { source, entries } = await next.noren.history();
    expect(source).to.equal('browser');
    expect(entries.map(({ control }) => control)).to.deep.equal(['save', 'accept-all']);
    const [{ id, at, ...newest } = entry('')] = entries;
    expect(newest).to.deep.equal({
      edition: '6',
      language: 'ja',
      wording: noren.config.wording.ja,
      control: 'save',
      purposes: { statistics: true, linking: true },
      services: { 'microsoft-clarity': false },
      recorded: false,
      hereOnly: true,
    });
    expect(Date.parse(at)).to.be.within(from, Date.now());
    expect(id).to.have.length(36);
    // The cookie names no record that nobody waits for.
    expect(kept().unsent).to.equal(undefined);
  });

  it('is there for whoever asks as soon as they hear of the choice', async () => {
    const { noren } = await plainPage();
    await noren.history();
    const asked = new Promise<unknown>((resolve) => {
      noren.on('decision', () => noren.history().then(({ entries }) => resolve(entries.map((one) => one.control))));
    });
    noren.rejectAll();
    expect(await asked).to.deep.equal(['reject-all']);
  });

  it('has a choice once that was made as a second turned', async () => {
    const { page, noren } = await plainPage();
    // Each look at the clock is a millisecond after the one before it.
    let now = Math.ceil(Date.now() / 1000) * 1000 - 1;
    page.window.Date.now = () => now++;
    noren.acceptAll();
    await stored(1);
    const { entries } = await noren.history();
    expect(entries.map(({ control }) => control)).to.deep.equal(['accept-all']);
  });

  it('keeps the newest fifty', async () => {
    for (let index = 0; index < 60; index += 1) await put('noren-history', `0-${index + 10}`, entry(`0-${index + 10}`));
    const { noren } = await plainPage();
    noren.acceptAll();
    const all = await until(async () => {
      const left = await keptIn('noren-history');
      return left.length === 50 ? left : undefined;
    });
    expect(all[0]?.[0]).to.equal('0-21');
    expect(all.at(-1)?.[1]).to.include({ control: 'accept-all' });
  });

  it('holds for the page where IndexedDB is out of order, and has the last choice on the next, from the cookie', async () => {
    const { noren } = await plainPage(withoutIndexedDb);
    noren.acceptAll();
    noren.rejectAll();
    const controls = async (by: typeof noren) => (await by.history()).entries.map(({ control }) => control);
    await until(async () => (await controls(noren)).length === 2);
    expect(await controls(noren)).to.deep.equal(['reject-all', 'accept-all']);
    const next = await plainPage(withoutIndexedDb);
    expect(await controls(next.noren)).to.deep.equal(['recovered']);
    expect((await next.noren.history()).entries[0]?.purposes.statistics).to.equal(false);
  });

  it('has a choice of which only the cookie knows before those that are older, and no other', async () => {
    await put('noren-history', '1', entry('1', { at: new Date(Date.now() - 3_600_000).toISOString() }));
    keep({ statistics: false, advertising: true });
    const { noren } = await plainPage();
    const { entries } = await noren.history();
    expect(entries.map(({ id, control }) => [id, control])).to.deep.equal([
      ['last', 'recovered'],
      ['1', 'save'],
    ]);
    expect(entries[0]).to.deep.include({ hereOnly: true, purposes: { statistics: false, advertising: true } });
    await put('noren-history', '2', entry('2', { at: new Date().toISOString() }));
    expect((await noren.history()).entries.map(({ id }) => id)).to.deep.equal(['2', '1']);
  });

  it('passes over entries whose time makes no sense', async () => {
    await put('noren-history', '1', entry('1', { at: 'yesterday' }));
    await put('noren-history', '2', entry('2', { at: {} }));
    await put('noren-history', '3', entry('3'));
    const { entries } = await (await plainPage()).noren.history();
    expect(entries.map(({ id }) => id)).to.deep.equal(['3']);
  });

  it('sends nothing that an API of earlier days was to get, and keeps it for one to come', async () => {
    const id = '019a9a9a-0000-7000-8000-000000000001';
    await put('noren-outbox', id, { id, chosen: { purposes: { statistics: true } } });
    keep({ statistics: true }, { unsent: id });
    const { page, noren } = await plainPage();
    const failures = record(page.window, 'sync-failed', 'error');
    await noren.history();
    noren.acceptAll();
    await stored(1);
    // Whoever sends takes this lock, and is done when it is free again.
    for (let looks = 0; looks < 9; looks += 1) await navigator.locks.request('noren-outbox', turn);
    expect(failures).to.deep.equal([]);
    expect((await keptIn('noren-outbox')).map(([key]) => key)).to.deep.equal([id]);
  });
});

describe('a receipt', () => {
  afterEach(closePages);

  it('is what the API has signed', async () => {
    const { noren, api } = await apiPage([{ body: 'head.body.signature' }]);
    expect(await noren.receipt('42')).to.equal('head.body.signature');
    expect((await api.requests(1))[0]?.path).to.equal(`${api.path}/v1/sites/portal/records/42/receipt`);
  });

  for (const [what, answer, code] of [
    ['while the API does not have the record', { status: 404, body: '{"code":"unknown-record"}' }, 'unknown-record'],
    ['where something else answers in place of the API', { status: 502, body: '<h1>Bad gateway' }, 'http-502'],
    ['where the API answers with nonsense', { status: 500, body: 'null' }, 'http-500'],
    ['where the API names no code', { status: 403, body: '{"code":{}}' }, 'http-403'],
    ['while the API cannot be reached', { drop: true }, 'offline'],
  ] as [string, Answer, string][])
    it(`cannot be had ${what}, which it rejects with as a code`, async () => {
      const { noren } = await apiPage([answer]);
      const error = await noren.receipt('42').catch((thrown: unknown) => thrown);
      expect(error).to.include({ name: 'NorenError', code });
    });

  it('cannot be had where the config names no API, which it rejects with as every call does', async () => {
    const noren = (await openPage()).lab.noren({ config: await runtimeOf() });
    const error = await noren.receipt('42').catch((thrown: unknown) => thrown);
    expect(error).to.include({ name: 'NorenError', code: 'no-api', path: 'api' });
  });
});
