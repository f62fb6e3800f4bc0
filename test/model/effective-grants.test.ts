import { type Decisions, effectiveGrants, type Grant, UNDECIDED } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { decided, decisions } from './decided.ts';
import { DAY, NOW, runtimeOf, withPurposes } from './runtime.ts';

const grant = (config: RuntimeConfig, kept: Decisions, id = 'a', gpc = false): Grant | undefined =>
  effectiveGrants(config, kept, { gpc }, NOW)[id];

describe('what may run', () => {
  it('is known for every purpose of the site, and for nothing else', async () => {
    const grants = effectiveGrants(await runtimeOf(), decisions({ elsewhere: decided(true) }), { gpc: false }, NOW);
    expect(grants).to.deep.equal({
      necessary: 'granted',
      statistics: 'undecided',
      recommendation: 'undecided',
      identification: 'undecided',
      linking: 'undecided',
      advertising: 'undecided',
    });
  });

  for (const mode of ['opt-in', 'opt-out', 'notify'] as const) {
    it(`is undecided before a choice, granted after a yes, denied after a no (${mode})`, async () => {
      const config = await withPurposes([{ id: 'a', mode }]);
      expect(grant(config, UNDECIDED)).to.equal('undecided');
      expect(grant(config, decisions({ a: decided(true) }))).to.equal('granted');
      expect(grant(config, decisions({ a: decided(false) }))).to.equal('denied');
    });
  }

  it('includes what is strictly necessary, whatever was stored or switched off', async () => {
    const config = await withPurposes([{ id: 'a', mode: 'always', requires: ['gone'] }], { off: true });
    expect(grant(config, decisions({ a: decided(false) }, { doubt: 'malformed' }))).to.equal('granted');
  });

  it('lapses to undecided on the day on which a grant is as old as its validity', async () => {
    const config = await withPurposes([{ id: 'a' }], { validityDays: 30 });
    expect(grant(config, decisions({ a: decided(true, { at: NOW - 30 * DAY + 1 }) }))).to.equal('granted');
    expect(grant(config, decisions({ a: decided(true, { at: NOW - 30 * DAY }) }))).to.equal('undecided');
  });

  it('lapses when a newer material edition affects the purpose', async () => {
    const config = await withPurposes([{ id: 'a', since: 2 }]);
    expect(grant(config, decisions({ a: decided(true, { edition: 1 }) }))).to.equal('undecided');
    expect(grant(config, decisions({ a: decided(true, { edition: 2 }) }))).to.equal('granted');
  });

  it('never comes back by itself: a denial outlives its validity and every edition', async () => {
    const config = await withPurposes([{ id: 'a', mode: 'opt-out', since: 2 }], { validityDays: 1 });
    expect(grant(config, decisions({ a: decided(false, { edition: 1, at: 0 }) }))).to.equal('denied');
  });

  it('is nothing optional while the site is switched off', async () => {
    const config = await withPurposes([{ id: 'a' }, { id: 'b', mode: 'notify' }], { off: true });
    expect(grant(config, decisions({ a: decided(true) }))).to.equal('denied');
    expect(grant(config, decisions({ a: decided(true) }), 'b')).to.equal('denied');
  });

  it('is nothing optional while what was stored is in doubt', async () => {
    const config = await withPurposes([{ id: 'a', mode: 'notify' }]);
    expect(grant(config, { ...UNDECIDED, doubt: 'malformed' })).to.equal('denied');
  });

  it('cannot be changed by whoever is told', async () => {
    const grants = effectiveGrants(await runtimeOf(), UNDECIDED, { gpc: false }, NOW) as Record<string, string>;
    expect(() => {
      grants.statistics = 'granted';
    }).to.throw(TypeError);
  });
});
