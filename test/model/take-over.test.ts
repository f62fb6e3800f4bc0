import { type Decisions, takeOver, UNDECIDED } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { runtimeOf } from './runtime.ts';

const decided = (purposes: Record<string, readonly [boolean, number]>, services: Record<string, boolean> = {}) =>
  ({
    ...UNDECIDED,
    seen: 2,
    services,
    purposes: Object.fromEntries(
      Object.entries(purposes).map(([id, [granted, at]]) => [id, { granted, edition: 2, at }]),
    ),
  }) satisfies Decisions;

describe('what a browser takes over from the API', () => {
  let config: RuntimeConfig;
  before(async () => {
    config = await runtimeOf();
  });
  const granted = (held: Decisions, confirmed: Decisions, of: string[]) =>
    Object.fromEntries(
      Object.entries(takeOver(config, held, confirmed, of).purposes).map(([id, one]) => [id, one.granted]),
    );

  it('keeps what the API says nothing about', () => {
    const held = decided({ statistics: [true, 10], advertising: [false, 10] });
    expect(granted(held, decided({ statistics: [true, 9] }), ['statistics'])).to.deep.equal({
      statistics: true,
      advertising: false,
    });
  });

  it('believes the API’s clock about what the record decided, and the later decision about the rest', () => {
    const held = decided({ statistics: [true, 99], advertising: [true, 10], recommendation: [false, 20] });
    const confirmed = decided({ statistics: [false, 9], advertising: [false, 11], recommendation: [true, 19] });
    const after = takeOver(config, held, confirmed, ['statistics']);
    expect(after.purposes.statistics).to.deep.equal({ granted: false, edition: 2, at: 9 });
    expect(granted(held, confirmed, ['statistics'])).to.deep.equal({
      statistics: false,
      advertising: false,
      recommendation: false,
    });
  });

  it('denies what lacks its requirement, and a service that either has denied', () => {
    const held = decided({ linking: [true, 10], identification: [true, 10] }, { karte: false });
    const after = takeOver(config, held, decided({ identification: [false, 12] }, { meta: false }), []);
    expect(after.purposes.linking?.granted).to.equal(false);
    expect(after.services).to.deep.equal({ karte: false, meta: false });
  });
});
