import { applyChoice, choosable, type Decisions, UNDECIDED } from '@noren/model';
import { expect } from 'chai';
import { decided, decisions } from './decided.ts';
import { NOW, runtimeOf, withPurposes } from './runtime.ts';

const MOMENT = { now: NOW, edition: 2, gpc: false };
const granted = ({ purposes }: Decisions): Record<string, boolean> =>
  Object.fromEntries(Object.entries(purposes).map(([id, decision]) => [id, decision.granted]));

describe('a choice', () => {
  it('is kept with its moment and the edition that was shown', async () => {
    const after = applyChoice(await runtimeOf(), UNDECIDED, { purposes: { statistics: true } }, MOMENT);
    expect(after.purposes).to.deep.equal({ statistics: { granted: true, edition: 2, at: NOW } });
    expect(after.seen).to.equal(2);
  });

  it('leaves alone what it does not name', async () => {
    const before = decisions({ advertising: decided(true), statistics: decided(false) });
    const after = applyChoice(await runtimeOf(), before, { purposes: { statistics: true } }, MOMENT);
    expect(after.purposes.advertising).to.deep.equal(decided(true));
    expect(before.purposes.statistics?.granted).to.equal(false);
  });

  it('cannot decide what the site does not offer', async () => {
    const choice = { purposes: { necessary: false, told: false, elsewhere: true, a: true } };
    const config = await withPurposes([
      { id: 'necessary', mode: 'always' },
      { id: 'told', mode: 'notify' },
      { id: 'a' },
    ]);
    expect(choosable(config)).to.deep.equal(['a']);
    expect(granted(applyChoice(config, UNDECIDED, choice, MOMENT))).to.deep.equal({ a: true });
  });

  it('keeps a purpose as denied that lacks what it requires', async () => {
    const config = await runtimeOf();
    const alone = applyChoice(config, UNDECIDED, { purposes: { linking: true } }, MOMENT);
    expect(granted(alone)).to.deep.equal({ linking: false });
    const together = applyChoice(config, UNDECIDED, { purposes: { linking: true, identification: true } }, MOMENT);
    expect(granted(together)).to.deep.equal({ linking: true, identification: true });
    const withdrawn = applyChoice(config, together, { purposes: { identification: false } }, MOMENT);
    expect(granted(withdrawn)).to.deep.equal({ linking: false, identification: false });
  });

  it('narrows by service, until its purpose is decided anew', async () => {
    const config = await runtimeOf();
    const choice = { purposes: { statistics: true }, services: { 'microsoft-clarity': false } };
    const narrowed = applyChoice(config, UNDECIDED, choice, MOMENT);
    expect(narrowed.services).to.deep.equal({ 'microsoft-clarity': false });
    const other = applyChoice(config, narrowed, { purposes: { advertising: true } }, MOMENT);
    expect(other.services).to.deep.equal({ 'microsoft-clarity': false });
    expect(applyChoice(config, other, { purposes: { statistics: true } }, MOMENT).services).to.deep.equal({});
    const widened = { purposes: {}, services: { 'microsoft-clarity': true } };
    expect(applyChoice(config, narrowed, widened, MOMENT).services).to.deep.equal({});
  });

  it('turns older grants into denials where Global Privacy Control has come since, unless it names them', async () => {
    const before = decisions({ advertising: decided(true), statistics: decided(true) });
    const config = await runtimeOf();
    const after = applyChoice(config, before, { purposes: { recommendation: true } }, { ...MOMENT, gpc: true });
    expect(granted(after)).to.deep.equal({ statistics: true, recommendation: true, advertising: false });
    const named = applyChoice(config, before, { purposes: { advertising: true } }, { ...MOMENT, gpc: true });
    expect(granted(named)).to.include({ advertising: true });
    const later = applyChoice(config, named, { purposes: { statistics: false } }, { ...MOMENT, gpc: true });
    expect(granted(later)).to.include({ advertising: true });
  });

  it('ends doubt, and names the record that proves it', async () => {
    const doubtful = { ...UNDECIDED, doubt: 'malformed' as const };
    const after = applyChoice(await runtimeOf(), doubtful, { purposes: {} }, { ...MOMENT, record: 'id' });
    expect(after).to.not.have.property('doubt');
    expect(after.unsent).to.equal('id');
  });
});
