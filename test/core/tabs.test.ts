import { expect } from 'chai';
import { runtimeOf } from '../model/runtime.ts';
import { keep, keptPurposes } from './kept-cookie.ts';
import { next, record, until } from './moments.ts';
import { closePages, openPage } from './page.ts';

async function tab(body = '') {
  const page = await openPage(body);
  return { page, noren: page.lab.noren({ config: await runtimeOf() }) };
}

describe('two tabs', () => {
  afterEach(closePages);

  it('keep in step: what one permits runs in the other, what one withdraws leaves it', async () => {
    const here = await tab();
    const there = await tab('<template data-noren="statistics"><b></b></template>');
    const changes = record(there.page.window, 'change', 'decision');
    here.noren.acceptAll();
    await until(() => there.page.document.querySelector('b'));
    here.noren.withdraw('statistics');
    await until(() => !there.page.document.querySelector('b'));
    expect(changes.map(([type, { cause }]) => [type, cause])).to.deep.equal([
      ['change', 'other-tab'],
      ['change', 'other-tab'],
    ]);
  });

  it('tell each other nothing but to read the cookie again', async () => {
    const { noren } = await tab();
    const channel = new BroadcastChannel('noren');
    const message = new Promise((resolve) => {
      channel.onmessage = ({ data }) => resolve(data);
    });
    noren.acceptAll();
    expect(await message).to.equal(0);
    channel.close();
  });

  it('build on each other’s choice, also before the other has heard of it', async () => {
    const [here, there] = [await tab(), await tab()];
    here.noren.decide({ purposes: { statistics: true } });
    await until(() => there.page.document.cookie);
    there.noren.decide({ purposes: { advertising: false } });
    await until(() => Object.keys(keptPurposes()).length === 2);
    expect(keptPurposes()).to.deep.equal({ statistics: true, advertising: false });
  });

  describe('that decide at the same moment, and of which one reads only the other’s cookie from then on,', () => {
    const now = (): number => Math.floor(Date.now() / 1000);
    // As if the other's cookie had arrived over this page's own, which then comes to the front.
    const arrives = (by: Document, granted: boolean, at: number): void => {
      const purposes = Object.fromEntries(['statistics', 'advertising'].map((id) => [id, { granted, edition: 2, at }]));
      keep({}, { by, purposes });
      by.dispatchEvent(new Event('visibilitychange'));
    };

    it('come to the later decision, in the page and in the cookie', async () => {
      const { page, noren } = await tab();
      noren.rejectAll();
      arrives(page.document, true, now() - 60);
      expect(noren.has('statistics')).to.equal(false);
      await until(() => keptPurposes().statistics === false && keptPurposes().advertising === false);
      arrives(page.document, true, now() + 60);
      expect(noren.has('statistics')).to.equal(true);
      await until(() => keptPurposes().statistics && keptPurposes().advertising);
    });

    it('come to the denial where both are of the same second', async () => {
      const { page, noren } = await tab();
      noren.rejectAll();
      arrives(page.document, true, noren.state.decisions.purposes.statistics?.at ?? 0);
      expect(noren.has('statistics')).to.equal(false);
      await until(() => keptPurposes().statistics === false);
    });

    it('follow each other again some seconds after', async () => {
      const { page, noren } = await tab();
      noren.rejectAll();
      const moment = page.window.performance.now();
      page.window.performance.now = () => moment + 6_000;
      arrives(page.document, true, now() - 60);
      expect(noren.has('statistics')).to.equal(true);
    });

    it('write nothing over a cookie that the visitor has deleted', async () => {
      const { page, noren } = await tab();
      noren.acceptAll();
      page.document.cookie = 'noren=;path=/;max-age=0';
      page.document.dispatchEvent(new Event('visibilitychange'));
      expect(noren.has('statistics')).to.equal(false);
      expect(page.document.cookie).to.equal('');
    });
  });

  it('wake what nobody watches yet, once something has changed and not before', async () => {
    const page = await openPage();
    let woken = 0;
    const onUnwatched = (): Promise<never> => {
      woken += 1;
      return new Promise(() => {});
    };
    page.lab.kernel({ config: await runtimeOf(), onUnwatched });
    page.document.dispatchEvent(new Event('visibilitychange'));
    page.window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(woken).to.equal(0);
    keep({ statistics: true }, { by: page.document });
    page.window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(woken).to.equal(1);
  });

  it('hear of a decision that expired while a page was in the background', async () => {
    const old = { granted: true, edition: 2, at: Math.floor(Date.now() / 1000) - 400 * 86_400 };
    const { page, noren } = await tab('<template data-noren="statistics"><b></b></template>');
    keep({}, { by: page.document, purposes: { statistics: old } });
    page.document.dispatchEvent(new Event('visibilitychange'));
    expect(page.document.querySelector('b')).to.equal(null);
    expect(noren.state.questions[0]).to.deep.equal({ purpose: 'statistics', reason: 'expired' });
    const change = next<{ cause: string }>(page.window, 'noren:change');
    keep({ statistics: true }, { by: page.document });
    page.document.dispatchEvent(new Event('visibilitychange'));
    expect((await change).cause).to.equal('expiry');
  });
});
