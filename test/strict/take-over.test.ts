import type { TakeOver } from '@noren/model/schema';
import { expect } from 'chai';
import { kept, keptPurposes } from '../core/kept-cookie.ts';
import { until } from '../core/moments.ts';
import { closePages } from '../core/page.ts';
import { decideInVanilla } from '../loader/other-tools.ts';
import { openStrict, passed, thirdParty } from './stage.ts';

const takeOver: TakeOver = {
  'vanilla-cookieconsent': { categories: { analytics: 'statistics', ads: 'advertising' } },
  markup: ['vanilla-cookieconsent'],
};

/** Tags as the other tool marks them, of a host that the register names, and a request that nobody has marked. */
const bodyOf = (at: (path: string) => string): string => `
  <script type="text/plain" data-category="analytics" src="${at('1-src')}"></script>
  <script type="text/plain" data-category="analytics" data-src="${at('2-data-src')}"></script>
  <img data-category="analytics" data-src="${at('3-image')}">
  <script>fetch('${at('4-fetch')}').catch(() => {})</script>`;
const TAGS = ['1-src', '2-data-src', '3-image', '4-fetch'];

describe('strict mode on a site that comes from another tool', () => {
  afterEach(closePages);

  it('lets go at once what was allowed there, in its markup too, and holds what was refused', async () => {
    const third = await thirdParty();
    const ads = await thirdParty('ads.wide.localhost');
    await decideInVanilla(['analytics']);
    const stage = await openStrict({
      changes: { takeOver },
      body: `${bodyOf(third.at)}<script type="text/plain" data-category="ads" src="${ads.at('ad')}"></script>`,
    });
    expect((await third.asked(TAGS.length)).sort()).to.deep.equal(TAGS);
    await until(() => (stage.page.window.ran as string[] | undefined)?.length === 2);
    expect(stage.page.window.ran).to.deep.equal(['1-src', '2-data-src']);
    expect(keptPurposes()).to.deep.equal({ statistics: true, advertising: false });
    expect(kept().purposes.statistics?.edition).to.equal(1);
    await passed(stage);
    expect(await third.asked()).to.have.length(TAGS.length);
    expect(await ads.asked()).to.deep.equal([]);
  });

  it('holds all of it from whoever has decided nothing there, until a yes, and runs each once', async () => {
    const third = await thirdParty();
    const stage = await openStrict({ changes: { takeOver }, body: bodyOf(third.at) });
    await passed(stage);
    expect(await third.asked()).to.deep.equal([]);
    stage.decide(true);
    expect((await third.asked(TAGS.length)).sort()).to.deep.equal(TAGS);
    await until(() => (stage.page.window.ran as string[] | undefined)?.length === 2);
    stage.decide(true);
    await passed(stage);
    expect(await third.asked()).to.have.length(TAGS.length);
    expect(stage.page.window.ran).to.deep.equal(['1-src', '2-data-src']);
  });
});
