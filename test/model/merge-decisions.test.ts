import { type Decisions, mergeDecisions, UNDECIDED } from '@noren/model';
import { expect } from 'chai';
import { decided, decisions } from './decided.ts';
import { NOW, runtimeOf } from './runtime.ts';
import { anyDecisions, seeded } from './seeded.ts';

const ROUNDS = 400;

/** Runs a property over many pairs of decisions that are the same in every run. */
async function forPairs(
  check: (merge: (a: Decisions, b: Decisions) => Decisions, a: Decisions, b: Decisions) => void,
): Promise<void> {
  const config = await runtimeOf();
  const random = seeded(20_261_122);
  for (let round = 0; round < ROUNDS; round += 1) {
    check((a, b) => mergeDecisions(config, a, b), anyDecisions(random), anyDecisions(random));
  }
}

describe('two histories of one person', () => {
  it('become the same one in either order', () =>
    forPairs((merge, a, b) => expect(merge(a, b)).to.deep.equal(merge(b, a))));

  it('become nothing new by being merged again', () =>
    forPairs((merge, a, b) => {
      const once = merge(a, b);
      expect(merge(once, once)).to.deep.equal(once);
      expect(merge(once, b)).to.deep.equal(once);
    }));

  it('never grant what neither granted', () =>
    forPairs((merge, a, b) => {
      for (const [id, { granted }] of Object.entries(merge(a, b).purposes)) {
        if (granted) expect([a.purposes[id]?.granted, b.purposes[id]?.granted]).to.include(true);
      }
    }));

  it('never grant linking without identification', () =>
    forPairs((merge, a, b) => {
      const { linking, identification } = merge(a, b).purposes;
      if (linking?.granted) expect(identification?.granted).to.equal(true);
    }));

  it('keep every refusal of a service, and no service that the site does not have', () =>
    forPairs((merge, a, b) => {
      const { services } = merge(a, b);
      for (const id of ['google-analytics-4', 'microsoft-clarity']) {
        expect(services[id]).to.equal(id in a.services || id in b.services ? false : undefined);
      }
      expect(services).to.not.have.property('unknown-service');
    }));

  it('follow the later decision of each purpose', async () => {
    const yes = decisions({ statistics: decided(true, { at: NOW }), advertising: decided(true, { at: NOW - 2 }) });
    const no = decisions({ statistics: decided(false, { at: NOW - 1 }), advertising: decided(false, { at: NOW - 1 }) });
    const { purposes } = mergeDecisions(await runtimeOf(), yes, no);
    expect(purposes.statistics?.granted).to.equal(true);
    expect(purposes.advertising?.granted).to.equal(false);
  });

  it('follow the denial where both were made in the same second', async () => {
    const [yes, no] = [decisions({ statistics: decided(true) }), decisions({ statistics: decided(false) })];
    expect(mergeDecisions(await runtimeOf(), yes, no).purposes.statistics?.granted).to.equal(false);
  });

  it('stay in doubt while one of them is', async () => {
    const doubtful = { ...UNDECIDED, doubt: 'malformed' as const };
    expect(mergeDecisions(await runtimeOf(), decisions({}), doubtful).doubt).to.equal('malformed');
  });
});
