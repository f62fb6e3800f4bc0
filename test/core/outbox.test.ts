import { recordRequest } from '@noren/model/schema';
import { expect } from 'chai';
import { apiPage, online } from './api-page.ts';
import { keptIn } from './database.ts';
import { kept } from './kept-cookie.ts';
import { turn, until } from './moments.ts';
import { closePages } from './page.ts';

describe('the record of a choice', () => {
  afterEach(closePages);

  it('is sent once, whole, to the site’s own API, and forgotten when that is confirmed', async () => {
    const { noren, api, records, heard } = await apiPage([{ confirm: {} }]);
    const synced = heard('synced');
    noren.decide(
      { purposes: { statistics: true, linking: true }, services: { 'microsoft-clarity': false } },
      { via: 'save', surface: 'preferences' },
    );
    expect(await synced).to.deep.equal({ pending: 0 });
    const [record, ...more] = await records(1);
    expect(more).to.deep.equal([]);
    expect(recordRequest.parse(record)).to.deep.equal(record);
    expect(record).to.deep.include({
      edition: '6',
      language: 'ja',
      wording: noren.config.wording.ja,
      chosen: { purposes: { statistics: true, linking: false }, services: { 'microsoft-clarity': false } },
      control: 'save',
      surface: 'preferences',
      basis: 'explicit',
      gpc: false,
    });
    const [request] = await api.requests(1);
    expect(request).to.include({ method: 'POST', path: `${api.path}/v1/sites/portal/records` });
    await until(async () => !(await keptIn('noren-outbox')).length);
    expect(kept().unsent).to.equal(undefined);
  });

  it('gives way to a newer choice while its answer is awaited, and is sent again before that one', async () => {
    const { noren, api, records } = await apiPage([]);
    noren.acceptAll();
    const [first] = await records(1);
    noren.rejectAll();
    await api.answer({ confirm: {} });
    const sent = (await records(3)) as { id: string; control: string }[];
    expect(sent.map(({ control }) => control)).to.deep.equal(['accept-all', 'accept-all', 'reject-all']);
    expect(sent[1]?.id).to.equal((first as { id: string }).id);
    await until(() => kept().unsent === undefined);
    expect(kept().purposes.statistics?.granted).to.equal(false);
  });

  it('brings a secret of its own until the API of the same host keeps one, and then forgets it', async () => {
    const { noren, page, api, heard } = await apiPage([{ status: 503 }]);
    const failed = heard('sync-failed');
    noren.acceptAll();
    await failed;
    const first = (await api.requests(1))[0]?.headers['noren-subject'];
    expect(first).to.match(/^[\w-]{22}$/);
    await api.answer({ confirm: {} });
    const synced = heard('synced');
    online(page);
    await synced;
    // The same secret with the second try, so that the API knows it for the same visitor's.
    expect((await api.requests(2))[1]?.headers['noren-subject']).to.equal(first);
    await until(async () => !(await keptIn('noren-subject')).length);
  });

  it('is not made where the site has no API', async () => {
    const { noren, api, page } = await apiPage([], { lab: { config: (await apiPage([])).noren.config } });
    expect(noren.config.api).to.not.equal(undefined);
    const plain = page.lab.noren({ config: { ...noren.config, api: undefined } as never });
    plain.acceptAll();
    await turn();
    expect(kept().unsent).to.equal(undefined);
    expect(await api.requests(0)).to.deep.equal([]);
  });

  for (const [what, answer, code] of [
    ['a broken server', { status: 500 }, 'http-500'],
    ['a server that is too busy', { status: 429, body: '{"code":"too-many-requests"}' }, 'too-many-requests'],
    ['a proxy’s own page', { status: 200, body: '<h1>Welcome to our Wi-Fi</h1>' }, 'garbage'],
    ['a confirmation of something else', { status: 200, body: '{"id":"another"}' }, 'garbage'],
    ['an answer of null', { status: 201, body: 'null' }, 'garbage'],
    ['a broken connection', { drop: true }, 'unreachable'],
  ] as const) {
    it(`is kept and sent again with the same id after ${what}`, async () => {
      const { page, noren, api, records, heard } = await apiPage([answer]);
      const failed = heard('sync-failed');
      noren.acceptAll();
      expect(await failed).to.deep.equal({ code, pending: 1 });
      const [[key, waiting] = []] = await keptIn('noren-outbox');
      expect(kept().unsent).to.equal(key);
      await api.answer({ confirm: {} });
      const synced = heard('synced');
      online(page);
      await synced;
      const sent = await records(2);
      expect(new Set(sent.map(({ id }) => id))).to.deep.equal(new Set([key]));
      for (const { sentAt, ...record } of sent) expect(record).to.deep.equal(waiting);
      await until(async () => !(await keptIn('noren-outbox')).length);
      expect(kept().unsent).to.equal(undefined);
    });
  }

  it('counts as delivered when the API already holds its id', async () => {
    const { noren, heard } = await apiPage([{ status: 422, body: '{"code":"record-conflict"}' }]);
    const synced = heard('synced');
    noren.acceptAll();
    await synced;
    await until(async () => !(await keptIn('noren-outbox')).length);
    expect(noren.has('statistics')).to.equal(true);
  });

  it('is kept when it is refused for good, blocks no other, and is tried again with the next one', async () => {
    const { noren, api, records, heard } = await apiPage([{ status: 403, body: '{"code":"foreign-origin"}' }]);
    const failed = heard('sync-failed');
    noren.acceptAll();
    expect(await failed).to.include({ code: 'foreign-origin' });
    await api.answer({ status: 403 }, { confirm: {} });
    const synced = heard('synced');
    noren.rejectAll();
    await synced;
    const [first, second, third] = await records(3);
    expect(first?.id).to.equal(second?.id).and.not.equal(third?.id);
    const left = await until(async () => {
      const kept = await keptIn('noren-outbox');
      return kept.length === 1 ? kept : undefined;
    });
    expect(left[0]?.[0]).to.equal(first?.id);
  });

  it('is sent after those before it', async () => {
    const { page, noren, api, records, heard } = await apiPage([{ status: 503 }]);
    const failed = heard('sync-failed');
    for (const granted of [true, false, true]) noren.decide({ purposes: { statistics: granted } });
    await failed;
    await until(async () => (await keptIn('noren-outbox')).length === 3);
    await api.answer({ confirm: {} });
    online(page);
    await until(async () => !(await keptIn('noren-outbox')).length);
    const confirmed = (await records(4)).slice(-3);
    expect(confirmed.map(({ chosen }) => chosen.purposes)).to.deep.equal([
      { statistics: true },
      { statistics: false },
      { statistics: true },
    ]);
    await until(() => kept().unsent === undefined);
  });
});
