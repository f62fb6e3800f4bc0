import { expect } from 'chai';
import { arrive, becomes, NO_HISTORY, outcome } from './arrive.ts';
import { until } from './moments.ts';
import { closePages } from './page.ts';

/** What the tabs of this site hold, and wait for. */
async function locks(state: 'held' | 'pending'): Promise<(string | undefined)[]> {
  return ((await navigator.locks.query())[state] ?? []).map(({ name }) => name);
}

describe('the turn of a tab', () => {
  afterEach(closePages);

  it('is that of the tab in which the visitor has agreed, until it knows what became of its link', async () => {
    const arrival = await arrive('#noren-link=T', []);
    await becomes(arrival, 'asking');
    expect(await locks('held')).not.to.include('noren-redeem');
    arrival.noren.decide({ purposes: { identification: true } });
    await becomes(arrival, 'waiting');
    await until(async () => (await locks('held')).includes('noren-redeem'));
    let others = 0;
    const other = navigator.locks.request('noren-redeem', async () => {
      others = (await arrival.redeemed()).length;
    });
    await until(async () => (await locks('pending')).includes('noren-redeem'));
    await arrival.api.answer({ confirm: {} }, NO_HISTORY, outcome('counted'));
    await becomes(arrival, 'counted');
    await other;
    expect(others).to.equal(1);
    expect(await locks('held')).not.to.include('noren-redeem');
    // The outbox takes turns of its own, and gives each of them back.
    await until(async () => !(await locks('held')).length);
  });

  it('ends with a no', async () => {
    const arrival = await arrive('#noren-link=T', []);
    await becomes(arrival, 'asking');
    arrival.noren.decide({ purposes: { identification: true } });
    await until(async () => (await locks('held')).includes('noren-redeem'));
    arrival.noren.decide({ purposes: { identification: false } });
    await until(async () => !(await locks('held')).includes('noren-redeem'));
  });

  it('is at once where the browser has no turns to give', async () => {
    const arrival = await arrive('#noren-link=T', [{ confirm: {} }, NO_HISTORY, outcome('counted')], {
      before: ({ window }) => {
        window.navigator.locks.request = () => Promise.reject(new DOMException('refused', 'SecurityError'));
      },
    });
    await becomes(arrival, 'asking');
    arrival.noren.decide({ purposes: { identification: true } });
    await becomes(arrival, 'counted');
    expect(await arrival.redeemed()).to.have.length(1);
  });
});
