import { encodeDecisions, UNDECIDED } from '@noren/model';
import { expect } from 'chai';
import { apiPage } from './api-page.ts';
import { endpoint } from './endpoint.ts';
import { keep, kept, keptPurposes } from './kept-cookie.ts';
import { until } from './moments.ts';
import { closePages } from './page.ts';

const at = Math.floor(Date.now() / 1000);
const text = (purposes: Record<string, boolean>): string =>
  encodeDecisions({
    ...UNDECIDED,
    seen: 2,
    purposes: Object.fromEntries(Object.entries(purposes).map(([id, granted]) => [id, { granted, edition: 2, at }])),
  });

describe('the API’s confirmation', () => {
  afterEach(closePages);

  it('brings what the visitor decided elsewhere', async () => {
    const cookie = text({ statistics: true, advertising: false });
    const { noren, heard } = await apiPage([{ confirm: { cookie } }]);
    const synced = heard('synced');
    noren.decide({ purposes: { statistics: true } });
    await synced;
    expect(keptPurposes()).to.deep.equal({ statistics: true, advertising: false });
    expect(kept().unsent).to.equal(undefined);
  });

  for (const cookie of ['garbage', '{"v":9,"p":{}}', '', 5, null]) {
    it(`changes nothing when its decisions cannot be read: ${JSON.stringify(cookie)}`, async () => {
      const { noren, heard } = await apiPage([{ confirm: { cookie } }]);
      const synced = heard('synced');
      noren.decide({ purposes: { statistics: true } });
      await synced;
      expect(keptPurposes()).to.deep.equal({ statistics: true });
      expect(noren.has('statistics')).to.equal(true);
    });
  }

  it('leaves the cookie that the API has set, which Safari keeps longer than one that a script writes', async () => {
    const { page, noren, api, heard } = await apiPage([{ hold: true }]);
    noren.decide({ purposes: { statistics: true } });
    await api.requests(1);
    const { seen, purposes } = kept();
    const cookie = encodeDecisions({ ...UNDECIDED, seen, purposes });
    page.document.cookie = `noren=${encodeURIComponent(cookie)};path=/`;
    const written: string[] = [];
    const { get } = Object.getOwnPropertyDescriptor(page.window.Document.prototype, 'cookie') as { get(): string };
    Object.defineProperty(page.document, 'cookie', { get, set: (value) => written.push(value) });
    const synced = heard('synced');
    await api.answer({ confirm: { cookie } });
    await synced;
    expect(written).to.deep.equal([]);
    expect(noren.state.decisions.unsent).to.equal(undefined);
  });

  it('does not overwrite a newer choice of the same page', async () => {
    const { page, noren, api, heard } = await apiPage([{ hold: true }]);
    noren.decide({ purposes: { statistics: true } });
    await api.requests(1);
    noren.withdraw('statistics');
    const newer = kept().unsent;
    // The API on the site's own host sets the cookie itself.
    page.document.cookie = `noren=${encodeURIComponent(text({ statistics: true }))};path=/`;
    const synced = heard('synced');
    // The first request was given up for the newer choice, and its record sent again.
    await api.requests(2);
    const older = { confirm: { cookie: text({ statistics: true }) } };
    await api.answer(older, older, { hold: true });
    await synced;
    expect(keptPurposes()).to.deep.equal({ statistics: false });
    expect(kept().unsent).to.equal(newer);
    expect(noren.has('statistics')).to.equal(false);
  });

  it('does not overwrite a newer choice of another tab, of which this one has not heard', async () => {
    const api = await endpoint({ hold: true });
    const { page, noren, heard } = await apiPage([], {
      api,
      before: ({ window }) => Object.defineProperty(window.BroadcastChannel.prototype, 'onmessage', { set() {} }),
    });
    noren.decide({ purposes: { statistics: true } });
    await api.requests(1);
    const id = '019fffff-0000-7000-8000-000000000001';
    keep({ statistics: false }, { by: page.document, unsent: id });
    const synced = heard('synced');
    await api.answer({ confirm: { cookie: text({ statistics: true }) } });
    await synced;
    await until(() => kept().unsent === id);
    expect(keptPurposes()).to.deep.equal({ statistics: false });
  });
});
