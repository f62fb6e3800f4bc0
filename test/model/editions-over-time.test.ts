import { configInForce, type Decisions, effectiveGrants, questions as questionsOf } from '@noren/model';
import { makePublished, publishConfig } from '@noren/model/publish';
import { type Edition, type RuntimeConfig, runtimeConfig, type SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { decided, decisions } from './decided.ts';
import { DAY, NOW, PUBLISHED_AT, runtimeOf } from './runtime.ts';

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
const questions = (config: RuntimeConfig, kept: Decisions, now: number) =>
  questionsOf(configInForce(config, now), kept, now);
const labelAt = (config: RuntimeConfig, now: number) => {
  const { editions, edition } = configInForce(config, now);
  return { label: editions[edition - 1], sequence: edition };
};
const DAY_ONE = Date.parse('2026-12-01T00:00:00Z') / 1000;
const all = decisions(
  Object.fromEntries(
    ['statistics', 'recommendation', 'identification', 'linking', 'advertising'].map((id) => [id, decided(true)]),
  ),
);

describe('an edition that is announced', () => {
  it('asks nobody and lapses nothing before its day', async () => {
    const config = await published(next({}));
    expect(labelAt(config, DAY_ONE - 1)).to.deep.equal({ label: '6', sequence: 2 });
    expect(questions(config, all, DAY_ONE - 1)).to.deep.equal([]);
    expect(effectiveGrants(configInForce(config, DAY_ONE - 1), all, { gpc: false }, DAY_ONE - 1).statistics).to.equal(
      'granted',
    );
  });

  it('takes effect on its day without being published again, for what it affects and nothing else', async () => {
    const config = await published(next({}));
    expect(labelAt(config, DAY_ONE)).to.deep.equal({ label: '6.1', sequence: 3 });
    expect(questions(config, all, DAY_ONE)).to.deep.equal([{ purpose: 'statistics', reason: 'material-edition' }]);
    const grants = effectiveGrants(configInForce(config, DAY_ONE), all, { gpc: false }, DAY_ONE);
    expect(grants.statistics).to.equal('undecided');
    expect(grants.advertising).to.equal('granted');
  });

  it('asks nobody when it is clerical, and is the edition in force all the same', async () => {
    const config = await published(next({ material: false, affects: ['*'] }));
    expect(labelAt(config, DAY_ONE).label).to.equal('6.1');
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
    const { purposes } = configInForce(await published(next({})), NOW);
    expect(Object.fromEntries(purposes.map(({ id, since }) => [id, since]))).to.include({ statistics: 1, linking: 2 });
  });

  it('is published beforehand as it would be on its day: edition, rows, words and their hashes', async () => {
    const [first, ...rest] = siteConfig.services;
    const services = [{ ...first, lastEdition: '6' }, ...rest, { ...first, id: 'coming', firstEdition: '6.1' }];
    const later = next({ label: '7', effectiveAt: '2026-12-24T00:00:00Z', affects: ['*'] });
    const config = { services, editions: [...siteConfig.editions, next({}), later] } as Partial<SiteConfig>;
    const beforehand = await publishConfig({ ...siteConfig, ...config }, PUBLISHED_AT);
    for (const [at, { effectiveAt }] of [next({}), later].entries()) {
      const onTheDay = await publishConfig({ ...siteConfig, ...config }, new Date(effectiveAt));
      const { at: _, ...told } = configInForce(beforehand.runtime, Date.parse(effectiveAt) / 1000) as RuntimeConfig & {
        at?: number;
      };
      expect({ ...told, upcoming: undefined }).to.deep.equal({ ...onTheDay.runtime, upcoming: undefined });
      expect(beforehand.coming[at]?.wordingFiles).to.deep.equal(onTheDay.wordingFiles);
      expect(beforehand.coming[at]?.wordingHashes).to.deep.equal(onTheDay.wordingHashes);
    }
  });

  it('costs a site that announces nothing nothing, and names only what is other than before', async () => {
    expect(await runtimeOf()).to.not.have.property('upcoming');
    const { upcoming, ...now } = await published(next({ material: false }));
    expect(runtimeConfig.safeParse({ ...now, upcoming }).error).to.equal(undefined);
    expect(upcoming?.map((one) => Object.keys(one))).to.deep.equal([['at', 'edition', 'wording', 'notice']]);
    expect(upcoming?.[0]?.notice?.ja?.register).to.include('6.1');
    const [material] = (await published(next({}))).upcoming ?? [];
    expect(Object.keys(material ?? {})).to.deep.equal(['at', 'edition', 'wording', 'purposes', 'notice']);
  });

  it('is passed over where a later one takes effect at the same moment', async () => {
    const both = [next({}), next({ label: '6.2', material: false })];
    const config = await runtimeOf({ editions: [...siteConfig.editions, ...both] });
    expect(config.upcoming?.map(({ edition }) => edition)).to.deep.equal([4]);
    expect(labelAt(config, DAY_ONE)).to.deep.equal({ label: '6.2', sequence: 4 });
    expect(questions(config, all, DAY_ONE)).to.deep.equal([{ purpose: 'statistics', reason: 'material-edition' }]);
  });

  it('is not upcoming where it is the first one, which is shown until another is in force', async () => {
    const [first] = siteConfig.editions;
    // No more is published so, and what has been is served as it was.
    const editions = [{ ...first, ...next({ affects: ['*'] }) }];
    const { runtime: config } = await makePublished({ ...siteConfig, editions }, PUBLISHED_AT);
    expect(config).to.not.have.property('upcoming');
  });
});
