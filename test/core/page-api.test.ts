import type { Noren } from '@noren/core';
import type { NorenErrorDetail } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { runtimeOf } from '../model/runtime.ts';
import { cookieTexts, keep, kept } from './kept-cookie.ts';
import { next } from './moments.ts';
import { closePages, openPage } from './page.ts';

async function norenPage(config?: RuntimeConfig) {
  const page = await openPage('<template data-noren="statistics"><b></b></template>');
  return { page, noren: page.lab.noren({ config: config ?? (await runtimeOf()) }) };
}
const mistake = (call: () => unknown): NorenErrorDetail | undefined => {
  try {
    call();
    return undefined;
  } catch (error) {
    return error as NorenErrorDetail;
  }
};

describe('the page API', () => {
  afterEach(closePages);

  for (const [what, call, code, received] of [
    [
      'a purpose that the site does not have',
      (noren) => noren.decide({ purposes: { statistic: true } }),
      'unknown-purpose',
      'statistic',
    ],
    [
      'a purpose that is always on',
      (noren) => noren.decide({ purposes: { necessary: false } }),
      'unknown-purpose',
      'necessary',
    ],
    [
      'a service that has no switch',
      (noren) => noren.decide({ purposes: {}, services: { karte: false } }),
      'unknown-service',
      'karte',
    ],
    ['a purpose to withdraw that is unknown', (noren) => noren.withdraw('statistic'), 'unknown-purpose', 'statistic'],
    [
      'an answer that is neither yes nor no',
      (noren) => noren.decide({ purposes: { statistics: 'yes' as never } }),
      'not-a-choice',
      'yes',
    ],
    ['no choice at all', (noren) => noren.decide(undefined as never), 'not-a-choice', undefined],
    ['a choice without purposes', (noren) => noren.decide({} as never), 'not-a-choice', undefined],
    ['a choice that is text', (noren) => noren.decide({ purposes: 'all' as never }), 'not-a-choice', 'all'],
    [
      'a polluting purpose',
      (noren) => noren.decide({ purposes: JSON.parse('{"__proto__":true}') }),
      'unknown-purpose',
      '__proto__',
    ],
  ] as [string, (noren: Noren) => unknown, string, unknown][]) {
    it(`refuses ${what} with code, received value and fix, and keeps nothing`, async () => {
      const { noren } = await norenPage();
      const error = mistake(() => call(noren));
      expect(error).to.include({ name: 'NorenError', code });
      expect(error?.received).to.equal(received);
      expect(error?.fix).to.be.a('string');
      expect(cookieTexts()).to.deep.equal([]);
    });
  }

  it('answers conditions, and closes on what is none', async () => {
    keep({ statistics: true });
    const { noren } = await norenPage();
    expect(noren.has('statistics')).to.equal(true);
    expect(noren.has({ and: ['necessary', { not: 'advertising' }] })).to.equal(true);
    for (const nonsense of ['unknown', 'constructor', '', undefined, null, {}, 3]) {
      expect(noren.has(nonsense as never), String(nonsense)).to.equal(false);
    }
  });

  it('calls back at once, each on its own', async () => {
    const { page, noren } = await norenPage();
    page.window.addEventListener('error', (event) => event.preventDefault());
    const reported = next(page.window, 'error');
    const called: string[] = [];
    noren.push(
      () => {
        throw new Error('of the page itself');
      },
      (given) => called.push(given === noren ? 'second' : 'stranger'),
    );
    await reported;
    expect(called).to.deep.equal(['second']);
    expect(await noren.ready).to.equal(noren);
  });

  it('permits nothing by acknowledging', async () => {
    const { page, noren } = await norenPage();
    noren.acknowledge();
    expect(noren.config.purposes.filter(({ id }) => noren.has(id)).map(({ id }) => id)).to.deep.equal(['necessary']);
    expect(page.document.querySelector('b')).to.equal(null);
    expect(kept()).to.deep.include({ purposes: {}, seen: 2 });
    expect(noren.state.questions).to.have.length(5);
  });

  it('asks no more where nothing waits for a yes, once that is acknowledged', async () => {
    const config = await runtimeOf();
    const purposes = config.purposes.map((row) => (row.mode === 'opt-in' ? { ...row, mode: 'notify' as const } : row));
    const { noren } = await norenPage({ ...config, purposes });
    expect(noren.state.questions).to.have.length(5);
    noren.acknowledge();
    expect(noren.state.questions).to.deep.equal([]);
    expect((await norenPage({ ...config, purposes })).noren.state.questions).to.deep.equal([]);
  });

  it('works, and runs nothing optional, while the site is switched off', async () => {
    keep({ statistics: true });
    const { page, noren } = await norenPage(await runtimeOf({ enabled: false }));
    expect(noren.has('statistics')).to.equal(false);
    expect(page.document.querySelector('b')).to.equal(null);
    expect(noren.state.questions).to.deep.equal([]);
  });
});
