import { expect } from 'chai';
import { apiPage } from './api-page.ts';
import { keptIn, put } from './database.ts';
import { endpoint } from './endpoint.ts';
import { until } from './moments.ts';
import { closePages } from './page.ts';

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

  it('is readable without an API', async () => {
    const api = await endpoint();
    const { page, noren } = await apiPage([], { api });
    const plain = page.lab.noren({ config: { ...noren.config, api: undefined } as never });
    expect(await plain.history()).to.deep.equal({ source: 'browser', entries: [] });
  });
});

describe('a receipt', () => {
  afterEach(closePages);

  it('is what the API has signed', async () => {
    const { noren, api } = await apiPage([{ body: 'head.body.signature' }]);
    expect(await noren.receipt('42')).to.equal('head.body.signature');
    expect((await api.requests(1))[0]?.path).to.equal(`${api.path}/v1/sites/portal/records/42/receipt`);
  });

  it('cannot be had while the API does not have the record', async () => {
    const { noren } = await apiPage([{ status: 404 }]);
    const error = await noren.receipt('42').catch((thrown: Error) => thrown);
    expect((error as Error).message).to.equal('http-404');
  });
});
