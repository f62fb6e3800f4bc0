import { type Decision, effectiveGrants, isOpen } from '@noren/model';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { decided, decisions } from './decided.ts';
import { NOW, runtimeOf, withPurposes } from './runtime.ts';

const grants = async (purposes: Parameters<typeof withPurposes>[0], kept: Record<string, Decision>) =>
  effectiveGrants(await withPurposes(purposes), decisions(kept), { gpc: false }, NOW);

describe('a purpose that requires another', () => {
  const pair = [{ id: 'b' }, { id: 'a', requires: ['b'] }];

  it('is granted only together with it', async () => {
    expect((await grants(pair, { a: decided(true), b: decided(true) })).a).to.equal('granted');
    expect((await grants(pair, { a: decided(true), b: decided(false) })).a).to.equal('denied');
    expect((await grants(pair, { a: decided(true) })).a).to.equal('undecided');
  });

  it('does not pass its own refusal on', async () => {
    expect(await grants(pair, { a: decided(false), b: decided(true) })).to.deep.equal({ a: 'denied', b: 'granted' });
  });

  it('falls with the far end of a chain', async () => {
    const chain = [{ id: 'c' }, { id: 'b', requires: ['c'] }, { id: 'a', requires: ['b'] }];
    const kept = { a: decided(true), b: decided(true), c: decided(false) };
    expect(await grants(chain, kept)).to.deep.equal({ a: 'denied', b: 'denied', c: 'denied' });
  });

  it('works in whatever order a site lists its purposes', async () => {
    const config = await runtimeOf({ purposes: siteConfig.purposes.toReversed() });
    const kept = decisions({ linking: decided(true), identification: decided(true) });
    expect(effectiveGrants(config, kept, { gpc: false }, NOW)).to.include({
      linking: 'granted',
      identification: 'granted',
    });
  });

  it('needs all of them', async () => {
    const purposes = [{ id: 'b' }, { id: 'c' }, { id: 'a', requires: ['b', 'c'] }];
    expect((await grants(purposes, { a: decided(true), b: decided(true), c: decided(false) })).a).to.equal('denied');
    expect((await grants(purposes, { a: decided(true), b: decided(false), c: decided(true) })).a).to.equal('denied');
    expect((await grants(purposes, { a: decided(true), b: decided(true) })).a).to.equal('undecided');
  });

  it('is denied when the site does not have it', async () => {
    expect((await grants([{ id: 'a', requires: ['gone'] }], { a: decided(true) })).a).to.equal('denied');
  });

  it('is denied in a circle, which publishing refuses', async () => {
    const circle = [
      { id: 'a', mode: 'notify' as const, requires: ['b'] },
      { id: 'b', mode: 'notify' as const, requires: ['a'] },
    ];
    expect(await grants(circle, { a: decided(true), b: decided(true) })).to.deep.equal({ a: 'denied', b: 'denied' });
  });

  it('stays closed while the other waits for a yes, even where it would itself run until a no', async () => {
    const config = await withPurposes([{ id: 'b' }, { id: 'a', mode: 'opt-out', requires: ['b'] }]);
    const kept = decisions({});
    const now = effectiveGrants(config, kept, { gpc: false }, NOW);
    expect(now).to.deep.equal({ a: 'undecided', b: 'undecided' });
    expect(isOpen(config, kept, now, 'a')).to.equal(false);
  });
});
