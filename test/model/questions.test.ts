import { type Decisions, questions, UNDECIDED } from '@noren/model';
import type { RuntimePurpose } from '@noren/model/schema';
import { expect } from 'chai';
import { decided, decisions } from './decided.ts';
import { DAY, NOW, runtimeOf, withPurposes } from './runtime.ts';

/** Why a visitor is asked about the one purpose of a site, `undefined` when not. */
async function reason(purpose: Partial<RuntimePurpose>, kept: Decisions): Promise<string | undefined> {
  return questions(await withPurposes([{ id: 'a', ...purpose }]), kept, NOW)[0]?.reason;
}

describe('what is asked', () => {
  it('is everything but the strictly necessary, of a visitor who never decided', async () => {
    const asked = questions(await runtimeOf(), UNDECIDED, NOW);
    expect(asked.map(({ purpose }) => purpose)).to.deep.equal([
      'statistics',
      'recommendation',
      'identification',
      'linking',
      'advertising',
    ]);
    expect(new Set(asked.map(({ reason }) => reason))).to.deep.equal(new Set(['never-asked']));
  });

  it('is a purpose that the site has added since', async () => {
    expect(await reason({}, decisions({ b: decided(true) }))).to.equal('new-purpose');
  });

  it('is what a newer material edition affects, whether it was granted or denied', async () => {
    for (const granted of [true, false]) {
      expect(await reason({ since: 2 }, decisions({ a: decided(granted, { edition: 1 }) }))).to.equal(
        'material-edition',
      );
    }
  });

  it('is what has expired', async () => {
    expect(await reason({}, decisions({ a: decided(false, { at: NOW - 365 * DAY }) }))).to.equal('expired');
  });

  it('is everything when what was stored could not be read', async () => {
    expect(await reason({ mode: 'notify' }, { ...UNDECIDED, doubt: 'malformed' })).to.equal('unreadable');
  });

  it('is nothing while a decision holds, also one from a clock that was ahead', async () => {
    expect(await reason({ since: 2 }, decisions({ a: decided(true) }))).to.equal(undefined);
    expect(await reason({}, decisions({ a: decided(true, { at: NOW + DAY }) }))).to.equal(undefined);
  });

  it('is nothing while the site is switched off', async () => {
    expect(questions(await runtimeOf({ enabled: false }), UNDECIDED, NOW)).to.deep.equal([]);
  });

  for (const mode of ['opt-out', 'notify'] as const) {
    it(`is told once per material edition where nothing waits for a yes (${mode})`, async () => {
      expect(await reason({ mode, since: 1 }, UNDECIDED)).to.equal('never-asked');
      expect(await reason({ mode, since: 1 }, decisions({}, { seen: 1 }))).to.equal(undefined);
      expect(await reason({ mode, since: 2 }, decisions({}, { seen: 1 }))).to.equal('material-edition');
    });
  }

  it('is not asked again of one who refused and acknowledged the newer edition (opt-out)', async () => {
    const refused = { a: decided(false, { edition: 1 }) };
    expect(await reason({ mode: 'opt-out', since: 2 }, decisions(refused, { seen: 1 }))).to.equal('material-edition');
    expect(await reason({ mode: 'opt-out', since: 2 }, decisions(refused, { seen: 2 }))).to.equal(undefined);
  });

  it('is still asked where a yes is needed, although a notice was acknowledged', async () => {
    expect(await reason({ since: 2 }, decisions({ a: decided(true, { edition: 1 }) }))).to.equal('material-edition');
    expect(await reason({ since: 1 }, decisions({}, { seen: 2 }))).to.equal('new-purpose');
  });
});
