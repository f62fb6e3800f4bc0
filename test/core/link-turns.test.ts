import { expect } from 'chai';
import { inTurn } from '../../packages/core/src/links/in-turn.ts';
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
    expect(await locks('held')).to.deep.equal([]);
    arrival.noren.decide({ purposes: { identification: true } });
    await becomes(arrival, 'waiting');
    await until(async () => (await locks('held')).includes('noren-redeem'));
    let others = 0;
    const other = inTurn(async () => {
      others = (await arrival.redeemed()).length;
    });
    await until(async () => (await locks('pending')).includes('noren-redeem'));
    await arrival.api.answer({ confirm: {} }, NO_HISTORY, outcome('counted'));
    await becomes(arrival, 'counted');
    await other;
    expect(others).to.equal(1);
    expect(await locks('held')).to.deep.equal([]);
  });

  it('ends with a no', async () => {
    const arrival = await arrive('#noren-link=T', []);
    await becomes(arrival, 'asking');
    arrival.noren.decide({ purposes: { identification: true } });
    await until(async () => (await locks('held')).includes('noren-redeem'));
    arrival.noren.decide({ purposes: { identification: false } });
    await until(async () => !(await locks('held')).includes('noren-redeem'));
  });

  it('is one act, also where it fails or where there are no turns', async () => {
    let acts = 0;
    const fails = async (): Promise<never> => {
      acts += 1;
      throw new Error('of the act');
    };
    const told = await inTurn(fails).catch(({ message }) => message);
    expect([acts, told]).to.deep.equal([1, 'of the act']);
    const { request } = navigator.locks;
    navigator.locks.request = (() => Promise.reject(new DOMException('refused', 'SecurityError'))) as typeof request;
    try {
      expect(await inTurn(async () => 'done')).to.equal('done');
    } finally {
      navigator.locks.request = request;
    }
  });
});
