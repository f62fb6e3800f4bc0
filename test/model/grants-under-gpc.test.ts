import { effectiveGrants, type Grant, isOpen, UNDECIDED } from '@noren/model';
import { expect } from 'chai';
import { decided, decisions } from './decided.ts';
import { DAY, NOW, withPurposes } from './runtime.ts';

const site = (mode: 'opt-in' | 'opt-out' | 'notify') =>
  withPurposes([
    { id: 'a', mode, gpc: true, since: 1 },
    { id: 'b', mode },
  ]);
const grants = async (mode: 'opt-in' | 'opt-out' | 'notify', kept = UNDECIDED): Promise<Record<string, Grant>> =>
  effectiveGrants(await site(mode), kept, { gpc: true }, NOW);

describe('Global Privacy Control', () => {
  for (const mode of ['opt-in', 'opt-out', 'notify'] as const) {
    it(`denies the purposes that it covers, and leaves the others (${mode})`, async () => {
      expect(await grants(mode)).to.deep.equal({ a: 'denied', b: 'undecided' });
    });
  }

  it('denies a grant that was made without it', async () => {
    expect((await grants('opt-in', decisions({ a: decided(true) }, { gpc: false }))).a).to.equal('denied');
  });

  it('gives way to a grant that was made under it', async () => {
    expect((await grants('opt-in', decisions({ a: decided(true) }, { gpc: true }))).a).to.equal('granted');
  });

  it('gives way only for the purpose that was decided', async () => {
    expect((await grants('opt-out', decisions({ b: decided(true) }, { gpc: true }))).a).to.equal('denied');
  });

  for (const [why, decision] of [
    ['expired', decided(true, { at: NOW - 365 * DAY })],
    ['affected by a newer edition', decided(true, { edition: 0 })],
  ] as const) {
    it(`denies again when the grant that overrode it has lapsed (${why})`, async () => {
      const kept = decisions({ a: decision }, { gpc: true });
      const after = await grants('opt-out', kept);
      expect(after.a).to.equal('denied');
      expect(isOpen(await site('opt-out'), kept, after, 'a')).to.equal(false);
    });
  }
});
