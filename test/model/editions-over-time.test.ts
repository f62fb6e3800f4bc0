import { editionInForce, effectiveGrants, questions } from '@noren/model';
import type { Edition } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { decided, decisions } from './decided.ts';
import { DAY, NOW, runtimeOf } from './runtime.ts';

const next = (changes: Partial<Edition>): Edition => ({
  label: '6.1',
  date: '2026-11-22',
  effectiveAt: '2026-12-01T00:00:00Z',
  material: true,
  affects: ['purposes:statistics'],
  changes: [{ ja: '変更', en: 'A change' }],
  ...changes,
});
const published = (edition: Edition) => runtimeOf({ editions: [...siteConfig.editions, edition] });
const DAY_ONE = Date.parse('2026-12-01T00:00:00Z') / 1000;
const all = decisions(
  Object.fromEntries(
    ['statistics', 'recommendation', 'identification', 'linking', 'advertising'].map((id) => [id, decided(true)]),
  ),
);

describe('an edition that is announced', () => {
  it('asks nobody and lapses nothing before its day', async () => {
    const config = await published(next({}));
    expect(editionInForce(config, DAY_ONE - 1)).to.include({ label: '6', sequence: 2 });
    expect(questions(config, all, DAY_ONE - 1)).to.deep.equal([]);
    expect(effectiveGrants(config, all, { gpc: false }, DAY_ONE - 1).statistics).to.equal('granted');
  });

  it('takes effect on its day without being published again, for what it affects and nothing else', async () => {
    const config = await published(next({}));
    expect(editionInForce(config, DAY_ONE)).to.include({ label: '6.1', sequence: 3 });
    expect(questions(config, all, DAY_ONE)).to.deep.equal([{ purpose: 'statistics', reason: 'material-edition' }]);
    const grants = effectiveGrants(config, all, { gpc: false }, DAY_ONE);
    expect(grants.statistics).to.equal('undecided');
    expect(grants.advertising).to.equal('granted');
  });

  it('asks nobody when it is clerical, and is the edition in force all the same', async () => {
    const config = await published(next({ material: false, affects: ['*'] }));
    expect(editionInForce(config, DAY_ONE).label).to.equal('6.1');
    expect(questions(config, all, DAY_ONE)).to.deep.equal([]);
  });

  it('asks nobody when it affects only documents: a new privacy manager is no reason', async () => {
    const config = await published(next({ affects: ['contact'] }));
    expect(questions(config, all, DAY_ONE)).to.deep.equal([]);
  });

  it('asks about every purpose when it affects everything', async () => {
    const config = await published(next({ affects: ['*'] }));
    expect(questions(config, all, DAY_ONE)).to.have.length(5);
  });

  it('asks about the purpose whose providers it changes', async () => {
    const config = await published(next({ affects: ['providers:advertising'] }));
    expect(questions(config, all, DAY_ONE + DAY)).to.deep.equal([
      { purpose: 'advertising', reason: 'material-edition' },
    ]);
  });

  it('is settled by an answer that was given under it', async () => {
    const config = await published(next({}));
    const answered = decisions({ ...all.purposes, statistics: decided(false, { edition: 3, at: DAY_ONE }) });
    expect(questions(config, answered, DAY_ONE + 1)).to.deep.equal([]);
  });

  it('leaves the day of publication as it was', async () => {
    expect(editionInForce(await published(next({})), NOW).since).to.deep.include({ statistics: 1, linking: 2 });
  });
});
