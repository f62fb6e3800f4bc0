import type { ReturnDetail } from '@noren/core';
import { publishConfig } from '@noren/model/publish';
import { expect } from 'chai';
import { endpoint } from '../core/endpoint.ts';
import { hasCookie } from '../core/erase-page.ts';
import { keep } from '../core/kept-cookie.ts';
import { record, until } from '../core/moments.ts';
import { closePages, openPage, type Page } from '../core/page.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { PUBLISHED_AT } from '../model/runtime.ts';
import { addTag, everything, filesAsked, GOOD } from './tag.ts';

// What erases comes beside the third.
const BESIDE = ['noren-page.js', 'noren-proof.js'];

/** A page of a visitor who has refused everything, and the files that it has asked for beside noren.js. */
async function visit(before: (page: Page) => void = () => undefined) {
  const { runtime, wordings } = await publishConfig(siteConfig, PUBLISHED_AT);
  const source = await endpoint(GOOD);
  const page = await openPage();
  // Once: a second later it would be another refusal.
  if (!hasCookie(page, 'noren')) keep(everything(false), { by: page.document });
  before(page);
  const told = record<ReturnDetail>(page.window, 'returned');
  // The words stand beside noren.js.
  const fetch = page.window.fetch.bind(page.window);
  page.window.fetch = (...asked) =>
    /wording/.test(String(asked[0])) ? Promise.resolve(Response.json(wordings.ja)) : fetch(...asked);
  await addTag(page, { src: `${source.path}/noren-loader.js`, inPage: JSON.stringify(runtime) });
  const files = async () => (await filesAsked(source)).slice(1);
  return { page, told, files };
}

const remembered = ({ window }: Page) => until(() => window.localStorage.getItem('noren'));

describe('a page of a visitor who has refused', () => {
  afterEach(closePages);

  it('brings what erases once, and on later pages nothing but the first file', async () => {
    const first = await visit();
    await remembered(first.page);
    expect(await first.files()).to.deep.equal(BESIDE);
    first.page.close();
    const second = await visit(({ document }) => {
      document.cookie = 'own=1;path=/';
    });
    expect(await second.files()).to.deep.equal([]);
  });

  it('brings it again for a cookie that has come back, which goes and is told', async () => {
    const first = await visit();
    await remembered(first.page);
    first.page.close();
    const { page, told, files } = await visit(({ document }) => {
      document.cookie = '_ga=1;path=/';
    });
    await until(() => told.length);
    expect(told).to.deep.equal([['returned', { services: ['google-analytics-4'], erased: ['_ga'], kept: [] }]]);
    expect(hasCookie(page, '_ga')).to.equal(false);
    expect(await files()).to.deep.equal(BESIDE);
  });

  it('sees also what has come back by the time that the page is parsed', async () => {
    const first = await visit();
    await remembered(first.page);
    first.page.close();
    const { page, told, files } = await visit();
    expect(await files()).to.deep.equal([]);
    page.document.cookie = '_ga=1;path=/';
    page.window.dispatchEvent(new Event('DOMContentLoaded'));
    await until(() => told.length);
    expect(hasCookie(page, '_ga')).to.equal(false);
  });
});
