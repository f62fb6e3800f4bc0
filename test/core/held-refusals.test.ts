import { encodeDecisions, UNDECIDED } from '@noren/model';
import { expect } from 'chai';
import { apiPage, online } from './api-page.ts';
import { keptIn } from './database.ts';
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

describe('what the API does not know', () => {
  afterEach(closePages);

  it('stays refused when it confirms something else', async () => {
    keep({ statistics: false, advertising: false, recommendation: true });
    const { noren, heard } = await apiPage([{ confirm: { cookie: text({ recommendation: false }) } }]);
    const synced = heard('synced');
    noren.decide({ purposes: { recommendation: false } });
    await synced;
    expect(keptPurposes()).to.deep.include({ statistics: false, advertising: false, recommendation: false });
    expect(noren.has('advertising')).to.equal(false);
  });

  it('is sent by the next page: a record that was refused once, although a later one has arrived', async () => {
    const refused = { status: 422, body: '{"code":"wording-not-archived"}' };
    const first = await apiPage([refused]);
    const failed = first.heard('sync-failed');
    first.noren.decide({ purposes: { statistics: false } });
    await failed;
    const lost = kept().unsent;
    await first.api.answer(refused, { confirm: { cookie: text({ advertising: true }) } });
    const synced = first.heard('synced');
    first.noren.decide({ purposes: { advertising: true } });
    await synced;
    await until(() => kept().unsent === lost);
    expect(keptPurposes()).to.deep.include({ statistics: false, advertising: true });
    // A page that is closed before it has taken the confirmed one out sends that again, which the API takes once.
    await until(async () => (await keptIn('noren-outbox')).length === 1);
    first.page.close();

    const next = await apiPage([{ confirm: { cookie: text({ statistics: false, advertising: true }) } }]);
    const [record] = await next.records(1);
    expect(record).to.deep.include({ id: lost, control: 'page' });
    await until(() => kept().unsent === undefined);
    online(next.page);
    expect((await next.records(1)).length).to.equal(1);
  });
});
