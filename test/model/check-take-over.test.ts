import { checkConfig, loaderFileOf, strictLoaderFileOf } from '@noren/model/publish';
import type { TakeOver } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { runtimeOf } from './runtime.ts';

const find = (takeOver: unknown) =>
  checkConfig({ ...siteConfig, takeOver })
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ code, path }) => [code, path]);

const GOOD: TakeOver = {
  'vanilla-cookieconsent': {
    cookie: 'my_cookie',
    revision: 2,
    categories: { necessary: 'necessary', analytics: ['statistics', 'recommendation'] },
    services: { ga4: 'google-analytics-4' },
  },
  onetrust: { refusalsOnly: true, categories: { C0004: 'advertising' } },
  edition: '6',
  erase: true,
  markup: ['onetrust'],
};

describe('what a site takes over from another tool', () => {
  it('is carried by its own loader, with the edition as a number, and costs no other site', async () => {
    expect(find(GOOD)).to.deep.equal([]);
    const runtime = await runtimeOf({ takeOver: GOOD });
    expect(runtime.takeOver).to.deep.equal({
      tools: {
        'vanilla-cookieconsent': {
          cookie: 'my_cookie',
          revision: 2,
          purposes: { necessary: ['necessary'], analytics: ['statistics', 'recommendation'] },
          rows: { ga4: 'google-analytics-4' },
        },
        onetrust: { refusalsOnly: true, purposes: { C0004: ['advertising'] } },
      },
      edition: 2,
      erase: true,
      markup: ['onetrust'],
    });
    expect(loaderFileOf(runtime)).to.equal('noren-take-over.js');
    expect(strictLoaderFileOf(runtime)).to.equal('noren-strict-take-over.js');
    const without = await runtimeOf();
    expect(without).not.to.have.property('takeOver');
    expect(loaderFileOf(without)).to.equal('noren.js');
    expect(strictLoaderFileOf(without)).to.equal('noren-strict.js');
    expect((await runtimeOf({ takeOver: { klaro: { services: { a: 'statistics' } } } })).takeOver?.edition).to.equal(1);
  });

  for (const [what, takeOver, code, path] of [
    [
      'a purpose that is none',
      { klaro: { services: { a: 'statistic' } } },
      'unknown-purpose',
      'takeOver.klaro.services.a',
    ],
    ['an edition that is none', { ...GOOD, edition: '7' }, 'unknown-edition', 'takeOver.edition'],
    ['markup without a map', { ...GOOD, markup: ['klaro'] }, 'markup-without-map', 'takeOver.markup[0]'],
    ['nothing that is decided', { klaro: { services: { a: 'necessary' } } }, 'nothing-to-take-over', 'takeOver'],
    ['no tool at all', { erase: true }, 'invalid-value', 'takeOver'],
    ['a map without a name', { klaro: { services: {} } }, 'invalid-value', 'takeOver.klaro.services'],
    [
      'a category that Cookiebot has not',
      { cookiebot: { categories: { ads: 'advertising' } } },
      'unknown-key',
      'takeOver.cookiebot.categories.ads',
    ],
    ['a tool that is not known', { ...GOOD, usercentrics: {} }, 'unknown-key', 'takeOver.usercentrics'],
    [
      'a cookie’s name that is none',
      { klaro: { cookie: 'a=b;', services: { a: 'statistics' } } },
      'invalid-value',
      'takeOver.klaro.cookie',
    ],
    [
      'a name that reaches into the prototype',
      { klaro: { services: { constructor: 'statistics' } } },
      'forbidden-key',
      'takeOver.klaro.services.constructor',
    ],
  ] as const) {
    it(`is refused with ${what}`, () => {
      expect(find(takeOver)).to.deep.include([code, path]);
    });
  }

  it('is refused with a service whose row is none, or has no switch of its own', () => {
    const of = (services: Record<string, string>) =>
      find({ 'vanilla-cookieconsent': { categories: { analytics: 'statistics' }, services } });
    expect(of({ ga: 'none' })).to.deep.equal([['unknown-service', 'takeOver.vanilla-cookieconsent.services.ga']]);
    expect(of({ ebis: 'ad-ebis' })).to.deep.equal([
      ['service-without-choice', 'takeOver.vanilla-cookieconsent.services.ebis'],
    ]);
  });

  it('is refused with more names than a record has room for', () => {
    const services = Object.fromEntries([...Array(40).keys()].map((at) => [`${'計'.repeat(50)}${at}`, 'statistics']));
    expect(find({ klaro: { services } })).to.deep.equal([['take-over-too-long', 'takeOver']]);
  });
});
